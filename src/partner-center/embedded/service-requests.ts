import type { NewServiceRequest, ServiceRequest } from '../../commerce/ports/partner-center.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'

/** Microsoft's support without Microsoft. */
export class EmbeddedServiceRequests {
  private readonly database: Database
  private readonly clock: Clock

  constructor({ database, clock }: { database: Database; clock: Clock }) {
    this.database = database
    this.clock = clock
  }

  async create(_partnerId: string, _request: NewServiceRequest): Promise<ServiceRequest> {
    throw new Error(`not built: ${this.database.kind} ${this.clock.now()}`)
  }

  async find(_partnerId: string, _id: string): Promise<ServiceRequest | undefined> {
    throw new Error('not built')
  }

  async addNote(_partnerId: string, _id: string, _note: { noteId: string; text: string }): Promise<void> {
    throw new Error('not built')
  }

  async close(_partnerId: string, _id: string): Promise<void> {
    throw new Error('not built')
  }
}
