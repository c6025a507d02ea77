import { type Action, requireRole, type Who } from '../../commerce/access.ts'
import type { Agent } from '../../commerce/agent.ts'
import { agentMeant, typedNames } from '../../commerce/agents-named.ts'
import { CustomerUnknown } from '../../commerce/errors.ts'
import type { ListedCustomer } from '../../commerce/order.ts'
import { DomainError } from '../../platform/errors.ts'
import { isGuid } from '../../platform/guid.ts'
import type { ChainedEntry } from '../../workflow/activity/activity.ts'
import type {
  ActivityCount,
  ActivityCursor,
  ActivityOutline,
  ActivityReadingRepository,
} from '../../workflow/activity/activity-reading.repository.ts'
import type { Shared } from '../../workflow/shared.ts'
import { PersonUnknown } from './activity-log.errors.ts'
import type { ActivityLogRepository } from './activity-log.repository.ts'
import { type Asked, type Asking, askedNow, questionOf } from './asked.ts'
import { dayOf } from './days.ts'
import { type Named, Names } from './names.ts'

export interface LogPage {
  readonly entries: readonly ChainedEntry[]
  readonly next: ActivityCursor | undefined
  readonly names: Names
}

export interface LogCounts {
  readonly counts: readonly ActivityCount[]
  readonly names: Names
}

export interface LogOutline extends ActivityOutline {
  readonly names: Names
}

/** Two phone screens, with the form below. */
const entriesShown = 10

/** Nothing was remembered before. */
const firstDay = '2000-01-01'

interface AskedOfOrder {
  readonly customerId: string
  readonly orderId: string
  readonly kind: Asked['kind']
  readonly timeZone: string
  readonly limit: number
}

const seeing = 'see-activity' satisfies Action

/** The activity log for those who may see it; each of their questions is an entry of it before it is answered. */
export function activityLogService(
  { directory, partnerCenter, orderNumbers, customers, clock }: Shared,
  reading: ActivityReadingRepository,
  repository: ActivityLogRepository,
) {
  /** @throws RoleMissing */
  const admit = (who: Who) => requireRole(directory, who, seeing)
  return {
    ...{ requireRole: admit, ask, page, outline, ofOrder, counts, people, person, customer, searchCustomers },
    ...{ typedPeople, typedCustomer },
  }

  /** A new question, on record from now on. @throws RoleMissing, DaysBackwards, DaysAhead */
  async function ask(who: Who, asking: Asking, timeZone: string): Promise<Asked> {
    await admit(who)
    const asked = askedNow(asking, timeZone, clock)
    await repository.seen(who, asked, timeZone, clock.now())
    return asked
  }

  /** Ten entries, or as many as are wanted, newest first. @throws RoleMissing */
  async function page(
    who: Who,
    asked: Asked,
    after: ActivityCursor | undefined,
    { count = entriesShown, skip = 0 }: { count?: number; skip?: number } = {},
  ): Promise<LogPage> {
    await admit(who)
    const names = namesFor(who)
    const read = await reading.page(questionOf(who.partnerId, asked), count, after, skip)
    await names.learn([...read.entries, namedIn(asked)])
    return { ...read, names }
  }

  /** How many entries there are, and marks to begin reading from anywhere among them. @throws RoleMissing */
  async function outline(who: Who, asked: Asked): Promise<LogOutline> {
    await admit(who)
    const names = namesFor(who)
    const [outlined] = await Promise.all([
      reading.outline(questionOf(who.partnerId, asked)),
      names.learn([namedIn(asked)]),
    ])
    return { ...outlined, names }
  }

  /** What there is of one order, since ever; its first page is a question of its own. @throws RoleMissing */
  async function ofOrder(
    who: Who,
    { customerId, orderId, kind, timeZone, limit }: AskedOfOrder,
    after: ActivityCursor | undefined,
  ): Promise<LogPage> {
    await admit(who)
    const range = { from: firstDay, to: dayOf(timeZone, clock.now()) }
    const asked = askedNow({ range, customerId, kind }, timeZone, clock)
    if (after === undefined) await repository.seen(who, asked, timeZone, clock.now(), orderId)
    const names = namesFor(who)
    const read = await reading.page({ ...questionOf(who.partnerId, asked), orderId }, limit, after)
    await names.learn(read.entries)
    return { ...read, names }
  }

  /** Entries per day of the zone and agent. @throws RoleMissing */
  async function counts(who: Who, asked: Asked, timeZone: string): Promise<LogCounts> {
    await admit(who)
    const names = namesFor(who)
    const perDay = await reading.perDay(questionOf(who.partnerId, asked), timeZone)
    const people = [...new Set(perDay.map(({ agentId }) => agentId))]
    await names.learn([namedIn(asked), ...people.map((agentId) => ({ agentId, customerId: null, facts: null }))])
    return { counts: perDay, names }
  }

  /** The first agents whose name has the text in it. @throws RoleMissing */
  async function people(who: Who, text: string, limit: number): Promise<Agent[]> {
    await admit(who)
    return directory.agents(who.partnerId, { text: text.trim(), limit })
  }

  /**
   * One agent by object id or name; whoever has left is found by the id, since their entries stay.
   * @throws RoleMissing, PersonUnknown
   */
  async function person(who: Who, asked: string): Promise<string> {
    const text = asked.trim()
    if (isGuid(text)) return text.toLowerCase()
    await admit(who)
    const found = await agentMeant(directory, who.partnerId, text)
    if (found === undefined) throw new PersonUnknown()
    return found.id
  }

  /** How somebody would type each of these people, by their ids; whoever has left is not among them. */
  async function typedPeople({ partnerId }: Who, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const known = await Promise.all(ids.map((id) => directory.agent(partnerId, id)))
    return typedNames(
      directory,
      partnerId,
      known.filter((person) => person !== undefined),
    )
  }

  /** How somebody would type a customer: the domain. Who is none any more, or while Partner Center is silent, by the id. */
  async function typedCustomer({ partnerId }: Who, id: string): Promise<string> {
    try {
      return (await partnerCenter.customer(partnerId, id)).domain
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      return id
    }
  }

  /** One customer; who is none any more is found by tenant ID. @throws RoleMissing, CustomerUnknown, PartnerCenterUnavailable */
  async function customer(who: Who, asked: string): Promise<string> {
    const text = asked.trim()
    try {
      return (await customers.find(who, text, seeing)).id
    } catch (error) {
      if (error instanceof CustomerUnknown && isGuid(text)) return text.toLowerCase()
      throw error
    }
  }

  /** @throws RoleMissing, PartnerCenterUnavailable */
  function searchCustomers(who: Who, text: string, limit: number): Promise<ListedCustomer[]> {
    return customers.search(who, text, limit, seeing)
  }

  function namesFor({ partnerId }: Who): Names {
    return new Names(partnerId, { directory, partnerCenter, orderNumbers })
  }
}

export type ActivityLogService = ReturnType<typeof activityLogService>

/** A question names people and customers as an entry does. */
const namedIn = ({ person, customerId }: Asked): Named => ({
  agentId: null,
  customerId: customerId ?? null,
  facts: { person },
})
