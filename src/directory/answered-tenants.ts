import { isWithin, minute, second } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'

/** Strangers must not keep the database busy; a partner entered a moment ago waits this long at most. */
const unknownFor = second
/** After this a partner that was taken out is not answered any more. */
const knownFor = minute

/**
 * The tenants that are answered at all. Asked before anything else is looked up, by an id that is not looked up either.
 * @param allowed from the configuration; left out, the partners that are entered.
 */
export function answeredTenants(
  { database }: { readonly database: Pick<Database, 'read'> },
  allowed: readonly string[] | undefined,
) {
  const named = allowed && new Set(allowed.map((id) => id.toLowerCase()))
  let partners: ReadonlySet<string> = new Set()
  let readAt = Number.NEGATIVE_INFINITY
  let unknownAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | undefined

  return { includes }

  /** @param tenantId in small letters. */
  async function includes(tenantId: string): Promise<boolean> {
    if (named !== undefined) return named.has(tenantId)
    const known = partners.has(tenantId)
    if (known ? isWithin(knownFor, readAt) : isWithin(unknownFor, unknownAt)) return known
    try {
      await readOnce()
    } catch (error) {
      // Who is known is answered that the database is away; about others nothing can be told.
      if (known) return true
      throw error
    }
    if (!partners.has(tenantId)) unknownAt = Date.now()
    return partners.has(tenantId)
  }

  function readOnce(): Promise<void> {
    reading ??= read().finally(() => {
      reading = undefined
    })
    return reading
  }

  async function read(): Promise<void> {
    const rows = await database.read<{ id: string }>({
      name: 'directory-partners',
      text: 'select id from desk.partner',
      values: [],
    })
    partners = new Set(rows.map(({ id }) => id.toLowerCase()))
    readAt = Date.now()
  }
}
