import type { NewServiceRequest, ServiceRequest } from '../../commerce/ports/partner-center.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import { isGuid } from '../../platform/guid.ts'
import { ServiceRequestsRepository } from './service-requests.repository.ts'
import { type AskedOf, seenNow } from './support-engineer.ts'

/** Microsoft's support without Microsoft. */
export class EmbeddedServiceRequests {
  private readonly repository: ServiceRequestsRepository
  private readonly clock: Clock

  constructor({ database, clock }: { database: Database; clock: Clock }) {
    this.repository = new ServiceRequestsRepository(database)
    this.clock = clock
  }

  async create(partnerId: string, request: NewServiceRequest): Promise<ServiceRequest> {
    const { repository, clock } = this
    const known = await repository.ofCall(partnerId, request.requestId)
    if (known !== undefined) return seenNow(known, clock.now())
    await repository.add(partnerId, ticketNumber(request.requestId, clock.now()), request, clock.now())
    const added = await repository.ofCall(partnerId, request.requestId)
    if (added === undefined) throw new Error('a service request was neither stored nor found')
    return seenNow(added, clock.now())
  }

  async find(partnerId: string, id: string): Promise<ServiceRequest | undefined> {
    const known = await this.known(partnerId, id)
    return known && seenNow(known, this.clock.now())
  }

  /** @throws Error when there is no such request: whoever has its number got it from here. */
  async addNote(partnerId: string, id: string, { noteId, text }: { noteId: string; text: string }): Promise<void> {
    await this.mustKnow(partnerId, id)
    await this.repository.addNote(partnerId, id, { id: noteId, text, at: this.clock.now() })
  }

  /** @throws Error when there is no such request. */
  async close(partnerId: string, id: string): Promise<void> {
    await this.mustKnow(partnerId, id)
    await this.repository.close(partnerId, id, this.clock.now())
  }

  private async known(partnerId: string, id: string): Promise<AskedOf | undefined> {
    return isGuid(partnerId) && /^\d{1,20}$/.test(id) ? this.repository.find(partnerId, id) : undefined
  }

  private async mustKnow(partnerId: string, id: string): Promise<void> {
    if ((await this.known(partnerId, id)) === undefined) throw new Error('there is no service request of that number')
  }
}

/** `616122292874576`, as in Partner Center's documentation: a 6, the day, and eight digits. */
function ticketNumber(requestId: string, now: Date): string {
  const digits = BigInt(`0x${requestId.replaceAll('-', '')}`) % 100_000_000n
  return `6${now.toISOString().slice(2, 10).replaceAll('-', '')}${String(digits).padStart(8, '0')}`
}
