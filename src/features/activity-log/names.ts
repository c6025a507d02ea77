import { DomainError } from '../../platform/errors.ts'
import { isGuid } from '../../platform/guid.ts'
import type { ChainedEntry } from '../../workflow/activity/activity.ts'
import type { OrderNumbers } from '../../workflow/orders/order-numbers.repository.ts'
import type { Shared } from '../../workflow/shared.ts'

/** More names than these are not kept at a time, however long the log is. */
const mostNames = 20_000
/** Look-ups at the same moment. */
const atOnce = 8

/** What names people and customers: an entry, or a question. */
export type Named = Pick<ChainedEntry, 'agentId' | 'customerId' | 'facts'> & Partial<Pick<ChainedEntry, 'orderId'>>

/** Names of a partner's agents and customers, each looked up once. Undefined: nobody has it now, or nobody answers. */
export class Names {
  private readonly agents: Known
  private readonly customers: Known
  private readonly orders: (ids: readonly (string | null)[]) => Promise<OrderNumbers>
  private numberOf: OrderNumbers = (id) => id

  constructor(
    partnerId: string,
    { directory, partnerCenter, orderNumbers }: Pick<Shared, 'directory' | 'partnerCenter' | 'orderNumbers'>,
  ) {
    this.agents = new Known(async (id) => (await directory.agent(partnerId, id))?.name)
    this.customers = new Known((id) => partnerCenter.customer(partnerId, id).then(({ name }) => name, notKnown))
    this.orders = (ids) => orderNumbers.of(partnerId, ids)
  }

  /** Looks up whom and which orders these entries name. */
  async learn(entries: readonly Named[]): Promise<void> {
    const [numberOf] = await Promise.all([
      this.orders(entries.map(({ orderId = null }) => orderId)),
      this.agents.learn(entries.flatMap(({ agentId, facts }) => [agentId, personIn(facts)])),
      this.customers.learn(entries.map(({ customerId }) => customerId)),
    ])
    this.numberOf = numberOf
  }

  agent(id: string): string | undefined {
    return this.agents.get(id)
  }

  customer(id: string): string | undefined {
    return this.customers.get(id)
  }

  /** The number of an order that was learnt last; else its ID. */
  order(id: string): string {
    return this.numberOf(id)
  }
}

/** Whom an entry is about: whose entries were asked for, for one. */
export function personIn(facts: unknown): string | null {
  const person = (facts as { person?: unknown } | null)?.person
  return typeof person === 'string' && isGuid(person) ? person : null
}

class Known {
  private readonly find: (id: string) => Promise<string | undefined>
  private readonly names = new Map<string, string | undefined>()

  constructor(find: (id: string) => Promise<string | undefined>) {
    this.find = find
  }

  async learn(ids: readonly (string | null)[]): Promise<void> {
    const wanted = [...new Set(ids)].filter((id) => id !== null)
    if (this.names.size + wanted.length > mostNames) this.names.clear()
    const missing = wanted.filter((id) => !this.names.has(id)).values()
    const work = async () => {
      for (const id of missing) this.names.set(id, await this.find(id))
    }
    await Promise.all(Array.from({ length: atOnce }, work))
  }

  get(id: string): string | undefined {
    return this.names.get(id)
  }
}

/** The log is read when Partner Center is silent, too: an id stands for the name then. */
function notKnown(error: unknown): undefined {
  if (!(error instanceof DomainError)) throw error
}
