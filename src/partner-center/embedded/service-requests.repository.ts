import type { NewServiceRequest } from '../../commerce/ports/partner-center.ts'
import type { Database } from '../../platform/database/database.ts'
import { isUniqueViolation } from '../../platform/database/violations.ts'
import type { AskedOf } from './support-engineer.ts'

/** The service requests of the embedded Partner Center, and what the partner wrote about them. */
export class ServiceRequestsRepository {
  private readonly database: Database

  constructor(database: Database) {
    this.database = database
  }

  /** Adds a request, unless the same call has added one already. */
  async add(partnerId: string, id: string, request: NewServiceRequest, now: Date): Promise<void> {
    const { title, description, severity, customer, requestId } = request
    const data = { partnerId, id, requestId, customer, title, description, severity, createdAt: now }
    await this.database.rows.pcServiceRequest.create({ data }).catch((error: unknown) => {
      if (!isUniqueViolation(error)) throw error
    })
  }

  find(partnerId: string, id: string): Promise<AskedOf | undefined> {
    return this.withNotes(
      this.database.rows.pcServiceRequest.findUnique({ where: { partnerId_id: { partnerId, id } } }),
    )
  }

  ofCall(partnerId: string, requestId: string): Promise<AskedOf | undefined> {
    return this.withNotes(this.database.rows.pcServiceRequest.findFirst({ where: { partnerId, requestId } }))
  }

  async addNote(partnerId: string, requestId: string, note: { id: string; text: string; at: Date }): Promise<void> {
    const data = [{ partnerId, requestId, ...note }]
    await this.database.rows.pcServiceRequestNote.createMany({ data, skipDuplicates: true })
  }

  async close(partnerId: string, id: string, now: Date): Promise<void> {
    const where = { partnerId, id, closedAt: null }
    await this.database.rows.pcServiceRequest.updateMany({ where, data: { closedAt: now } })
  }

  private async withNotes(
    finding: Promise<{ partnerId: string; id: string; createdAt: Date; closedAt: Date | null } | null>,
  ): Promise<AskedOf | undefined> {
    const found = await finding
    if (found === null) return undefined
    const { partnerId, id, createdAt, closedAt } = found
    const notes = await this.database.rows.pcServiceRequestNote.findMany({
      where: { partnerId, requestId: id },
      select: { id: true, text: true, at: true },
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
    })
    return { id, createdAt, closedAt, notes }
  }
}
