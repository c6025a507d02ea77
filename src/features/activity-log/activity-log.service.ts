import { type Action, requireRole, type Who } from '../../commerce/access.ts'
import type { Agent } from '../../commerce/agent.ts'
import { CustomerUnknown } from '../../commerce/errors.ts'
import { nameKey } from '../../commerce/name-key.ts'
import type { Customer } from '../../commerce/order.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import type { PartnerCenter } from '../../commerce/ports/partner-center.ts'
import type { Clock } from '../../platform/clock.ts'
import { isGuid } from '../../platform/guid.ts'
import type { ChainedEntry } from '../../workflow/activity/activity.ts'
import type {
  ActivityCount,
  ActivityCursor,
  ActivityReadingRepository,
} from '../../workflow/activity/activity-reading.repository.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import { PersonUnknown } from './activity-log.errors.ts'
import type { ActivityLogRepository } from './activity-log.repository.ts'
import { type Asked, type Asking, askedNow, questionOf } from './asked.ts'
import { type Named, Names } from './names.ts'

interface ActivityLogOptions {
  reading: ActivityReadingRepository
  repository: ActivityLogRepository
  directory: Directory
  partnerCenter: PartnerCenter
  customers: CustomersService
  clock: Clock
}

export interface LogPage {
  readonly entries: readonly ChainedEntry[]
  readonly next: ActivityCursor | undefined
  readonly names: Names
}

export interface LogCounts {
  readonly counts: readonly ActivityCount[]
  readonly names: Names
}

/** Two phone screens, with the form below. */
export const entriesShown = 10

const seeing = 'see-activity' satisfies Action

/** The activity log for those who may see it; each of their questions is an entry of it before it is answered. */
export class ActivityLogService {
  private readonly options: ActivityLogOptions

  constructor(options: ActivityLogOptions) {
    this.options = options
  }

  /** @throws RoleMissing */
  async requireRole(who: Who): Promise<Agent> {
    return requireRole(this.options.directory, who, seeing)
  }

  /** A new question, on record from now on. @throws RoleMissing, DaysBackwards, DaysAhead */
  async ask(who: Who, asking: Asking, timeZone: string): Promise<Asked> {
    const { repository, clock } = this.options
    await this.requireRole(who)
    const asked = askedNow(asking, timeZone, clock)
    await repository.seen(who, asked, timeZone, clock.now())
    return asked
  }

  /** Ten entries, newest first. @throws RoleMissing */
  async page(who: Who, asked: Asked, after: ActivityCursor | undefined): Promise<LogPage> {
    await this.requireRole(who)
    const names = this.names(who)
    const page = await this.options.reading.page(questionOf(who.partnerId, asked), entriesShown, after)
    await names.learn([...page.entries, namedIn(asked)])
    return { ...page, names }
  }

  /** Entries per day of the zone and agent. @throws RoleMissing */
  async counts(who: Who, asked: Asked, timeZone: string): Promise<LogCounts> {
    await this.requireRole(who)
    const names = this.names(who)
    const counts = await this.options.reading.perDay(questionOf(who.partnerId, asked), timeZone)
    const people = [...new Set(counts.map(({ agentId }) => agentId))]
    await names.learn([namedIn(asked), ...people.map((agentId) => ({ agentId, customerId: null, facts: null }))])
    return { counts, names }
  }

  /** The first agents whose name has the text in it. @throws RoleMissing */
  async people(who: Who, text: string, limit: number): Promise<Agent[]> {
    await this.requireRole(who)
    return this.options.directory.agents(who.partnerId, { text: text.trim(), limit })
  }

  /**
   * One agent by object id or name; whoever has left is found by the id, since their entries stay.
   * @throws RoleMissing, PersonUnknown
   */
  async person(who: Who, asked: string): Promise<string> {
    const text = asked.trim()
    if (isGuid(text)) return text.toLowerCase()
    const found = text === '' ? [] : await this.people(who, text, 15)
    const named = found.filter(({ name }) => nameKey(name) === nameKey(text))
    const [only, other] = named.length > 0 ? named : found
    if (only === undefined || other !== undefined) throw new PersonUnknown()
    return only.id
  }

  /** One customer; who is none any more is found by tenant ID. @throws RoleMissing, CustomerUnknown, PartnerCenterUnavailable */
  async customer(who: Who, asked: string): Promise<string> {
    const text = asked.trim()
    try {
      return (await this.options.customers.find(who, text, seeing)).id
    } catch (error) {
      if (error instanceof CustomerUnknown && isGuid(text)) return text.toLowerCase()
      throw error
    }
  }

  /** @throws RoleMissing, PartnerCenterUnavailable */
  searchCustomers(who: Who, text: string, limit: number): Promise<Customer[]> {
    return this.options.customers.search(who, text, limit, seeing)
  }

  private names({ partnerId }: Who): Names {
    return new Names(partnerId, this.options)
  }
}

/** A question names people and customers as an entry does. */
const namedIn = ({ person, customerId }: Asked): Named => ({
  ...{ agentId: null, customerId: customerId ?? null },
  facts: { person },
})
