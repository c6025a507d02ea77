/** What is wrong with a partner's connection to Microsoft's services, by who has to mend it. */
export type ConnectionFailure =
  | 'not-connected'
  | 'sign-in-ended'
  | 'mfa'
  | 'policy'
  | 'account'
  | 'secret-ended'
  | 'certificate-ended'
  | 'secret-wrong'
  | 'application'
  | 'consent'
  | 'audience'
  | 'role'
  | 'programme'

interface KnownFailures {
  readonly means: ConnectionFailure
  /** When the codes were last compared with "Microsoft Entra authentication and authorization error codes" and Partner Center's. */
  readonly checked: `${number}-${number}-${number}`
  readonly codes: readonly string[]
}

/** Codes of Microsoft Entra (`AADSTS…`, or OAuth's own), of MSAL where it asks nobody, and of Partner Center. */
export const knownConnectionFailures: readonly KnownFailures[] = [
  // No sign-in is kept, or it was made with another app registration.
  { means: 'not-connected', checked: '2026-11-28', codes: ['not-connected'] },
  {
    // Refresh token expired by inactivity, revoked, or by the sign-in frequency; password changed or sessions revoked; none kept.
    means: 'sign-in-ended',
    checked: '2026-11-28',
    codes: [
      ...['AADSTS700082', 'AADSTS700084', 'AADSTS70008', 'AADSTS70000', 'AADSTS70043', 'AADSTS70044', 'AADSTS50173'],
      ...['AADSTS50133', 'AADSTS50132', 'AADSTS50089', 'AADSTS50058', 'AADSTS54005', 'AADSTS50199'],
      ...['invalid_grant', 'no_tokens_found', 'refresh_token_expired', 'bad_token', 'login_required'],
    ],
  },
  {
    // MFA needed, its claim too old, not set up, or missing in the token.
    means: 'mfa',
    checked: '2026-11-28',
    codes: [
      ...['AADSTS50076', 'AADSTS50078', 'AADSTS50079', 'AADSTS50074', 'AADSTS50072', 'AADSTS50203', 'AADSTS500121'],
      ...['interaction_required', '900421'],
    ],
  },
  {
    // Conditional Access: blocked, device or app not compliant, terms of use, session rules; device code flow not allowed.
    means: 'policy',
    checked: '2026-11-28',
    codes: [
      ...['AADSTS53003', 'AADSTS53000', 'AADSTS53001', 'AADSTS53002', 'AADSTS53004', 'AADSTS53009', 'AADSTS530003'],
      ...['AADSTS50005', 'AADSTS50097', 'AADSTS50131', 'AADSTS50158', 'AADSTS530032', 'AADSTS530034', '900309'],
    ],
  },
  {
    // The account: disabled, deleted, locked, password expired or wrong, not assigned to the application.
    means: 'account',
    checked: '2026-11-28',
    codes: [
      ...['AADSTS50057', 'AADSTS50034', 'AADSTS50053', 'AADSTS50055', 'AADSTS50126', 'AADSTS50105', 'AADSTS50020'],
      ...['AADSTS50056', 'AADSTS51004', 'AADSTS90072', 'access_denied'],
    ],
  },
  { means: 'secret-ended', checked: '2026-11-28', codes: ['AADSTS7000222'] },
  { means: 'certificate-ended', checked: '2026-11-28', codes: ['AADSTS1000502'] },
  {
    means: 'secret-wrong',
    checked: '2026-11-28',
    codes: [
      ...['AADSTS7000215', 'AADSTS7000216', 'AADSTS7000218', 'AADSTS700025', 'AADSTS700021', 'AADSTS700023'],
      ...['AADSTS700024', 'AADSTS700027', 'invalid_client'],
    ],
  },
  {
    // The application is not in the tenant, is disabled, or may not sign in like this; its redirect address is missing.
    means: 'application',
    checked: '2026-11-28',
    codes: [
      ...['AADSTS700016', 'AADSTS7000112', 'AADSTS90002', 'AADSTS50011', 'AADSTS500113'],
      ...['AADSTS700030', 'AADSTS500011', 'unauthorized_client'],
    ],
  },
  {
    means: 'consent',
    checked: '2026-11-28',
    codes: ['AADSTS65001', 'AADSTS65004', 'AADSTS90094', 'AADSTS650052', 'AADSTS650057', 'consent_required'],
  },
  // A token for another service: the wrong cloud, or one of the old Azure AD Graph.
  { means: 'audience', checked: '2026-11-28', codes: ['900420'] },
  // Access denied to the account or the application: it lacks the role.
  { means: 'role', checked: '2026-11-28', codes: ['900150', '900308', '2032', '400'] },
  // The partner's programme, agreement or credit.
  {
    means: 'programme',
    checked: '2026-11-28',
    codes: ['800023', '800025', '800039', '900121', '900123', '900124', '900149', 'indirect-reseller'],
  },
]

const meanings = new Map(knownConnectionFailures.flatMap(({ means, codes }) => codes.map((code) => [code, means])))

/** @returns undefined for a code that nobody here knows. */
export const connectionFailureOf = (code: string): ConnectionFailure | undefined => meanings.get(code)
