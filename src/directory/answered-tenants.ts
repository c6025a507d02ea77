import { isWithin, minute, second } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'

interface AnsweredTenantsOptions {
  readonly database: Pick<Database, 'read'>
  /** From the configuration; left out, the partners that are entered. */
  readonly allowed: readonly string[] | undefined
}

/** Strangers must not keep the database busy; a partner entered a moment ago waits this long at most. */
const unknownFor = second
/** After this a partner that was taken out is not answered any more. */
const knownFor = minute

/** The tenants that are answered at all. Asked before anything else is looked up, by an id that is not looked up either. */
export class AnsweredTenants {
  private readonly database: Pick<Database, 'read'>
  private readonly allowed: ReadonlySet<string> | undefined
  private partners: ReadonlySet<string> = new Set()
  private readAt = Number.NEGATIVE_INFINITY
  private unknownAt = Number.NEGATIVE_INFINITY
  private reading: Promise<void> | undefined

  constructor({ database, allowed }: AnsweredTenantsOptions) {
    this.database = database
    this.allowed = allowed && new Set(allowed.map((id) => id.toLowerCase()))
  }

  /** @param tenantId in small letters. */
  async includes(tenantId: string): Promise<boolean> {
    if (this.allowed !== undefined) return this.allowed.has(tenantId)
    const known = this.partners.has(tenantId)
    if (known ? isWithin(knownFor, this.readAt) : isWithin(unknownFor, this.unknownAt)) return known
    try {
      await this.readOnce()
    } catch (error) {
      // Who is known is answered that the database is away; about others nothing can be told.
      if (known) return true
      throw error
    }
    if (!this.partners.has(tenantId)) this.unknownAt = Date.now()
    return this.partners.has(tenantId)
  }

  private readOnce(): Promise<void> {
    this.reading ??= this.read().finally(() => {
      this.reading = undefined
    })
    return this.reading
  }

  private async read(): Promise<void> {
    const rows = await this.database.read<{ id: string }>({
      name: 'directory-partners',
      text: 'select id from desk.partner',
      values: [],
    })
    this.partners = new Set(rows.map(({ id }) => id.toLowerCase()))
    this.readAt = Date.now()
  }
}
