/**
 * What an answer of Partner Center means for a wish that somebody confirmed.
 * `refused`: it was not done, and will not be. `under-way`: it was done already, or is being done. `unknown`: whether it was done
 * has to be found out, or asked again. `customer-must-act`, `connection`: it can be done once the customer, or whoever looks after
 * the partner's account and sign-in, has mended something.
 */
export type Meaning = 'refused' | 'under-way' | 'unknown' | 'customer-must-act' | 'connection'

interface KnownCodes {
  readonly means: Meaning
  /** When the codes and their meaning were last compared with the service's own list: "Partner Center REST error codes". */
  readonly checked: `${number}-${number}-${number}`
  readonly codes: readonly string[]
}

/** Microsoft's codes that a purchase, a cancellation or a change of renewal can be answered with. */
export const knownCodes: readonly KnownCodes[] = [
  {
    // Order in progress; pending adjustment of the order; cart being processed, cart submitted already; pending operation.
    means: 'under-way',
    checked: '2026-11-27',
    codes: ['800060', '800014', '800064', '800065', '900278'],
  },
  {
    // Unexpected errors of the service, which leave open what was done; a subscription that is not ready yet; try again later.
    means: 'unknown',
    checked: '2026-11-27',
    codes: ['0', '800003', '800005', '800031', '800082', '800087', '800094', '900192'],
  },
  {
    // Agreement not accepted; customer under review, or not approved; registration ID, phone and address missing.
    means: 'customer-must-act',
    checked: '2026-11-27',
    codes: ['13605', '800073', '800074', '800075', '600002', '600049', '600051', '900416'],
  },
  {
    // Access denied; token missing, for another audience or without MFA; Conditional Access; role; programme, agreement or credit
    // of the partner.
    means: 'connection',
    checked: '2026-11-27',
    codes: [
      ...['400', '2032', '800001', '900308', '900309', '900329', '900420', '900421', '900150'],
      ...['800023', '800025', '800039', '900121', '900123', '900124', '900149'],
    ],
  },
  {
    // No such product, SKU or availability; quantity, term, currency or market; window passed; not cancellable; risk; sandbox.
    means: 'refused',
    checked: '2026-11-27',
    codes: [
      ...['2002', '2030', '2085', '2091', '20000', '20002', '20003', '400013', '400018', '400019', '400072'],
      ...[
        '800002',
        '800004',
        '800008',
        '800009',
        '800010',
        '800011',
        '800012',
        '800013',
        '800017',
        '800018',
        '800019',
        '800020',
      ],
      ...[
        '800021',
        '800022',
        '800024',
        '800026',
        '800028',
        '800030',
        '800036',
        '800042',
        '800061',
        '800062',
        '800063',
        '800066',
      ],
      ...[
        '800067',
        '800068',
        '800069',
        '800070',
        '800071',
        '800077',
        '800090',
        '800091',
        '800092',
        '800093',
        '800096',
        '900117',
      ],
      ...[
        '900127',
        '900141',
        '900169',
        '900203',
        '900206',
        '900213',
        '900252',
        '900253',
        '900275',
        '900277',
        '900279',
        '900280',
      ],
      ...['900311', '900312', '900313', '900314', '900315', '900316', '900317', '900318', '900322'],
    ],
  },
]

const meanings = new Map(knownCodes.flatMap(({ means, codes }) => codes.map((code) => [code, means] as const)))

/**
 * A code that nobody knows is a refusal: it is shown as the service said it, and never asked for again by itself.
 * @param httpStatus of the answer: a time-out, too many requests and errors of the server leave open what was done, whatever the code.
 */
export function meaningOf(code: string, httpStatus?: number): Meaning {
  const meaning = meanings.get(code)
  if (meaning !== undefined) return meaning
  if (httpStatus === 401) return 'connection'
  return httpStatus !== undefined && (httpStatus === 408 || httpStatus === 429 || httpStatus >= 500)
    ? 'unknown'
    : 'refused'
}
