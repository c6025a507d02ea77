import { type Action, requireRole, type Who } from '../../commerce/access.ts'
import { CustomerUnknown, OrderUnknown } from '../../commerce/errors.ts'
import type { Ground } from '../../commerce/ground.ts'
import { domainKey, nameKey } from '../../commerce/name-key.ts'
import type { Customer, ListedCustomer } from '../../commerce/order.ts'
import { onlyProductWords } from '../../commerce/product-words.ts'
import { isGuid } from '../../platform/guid.ts'
import { visible } from '../../platform/plain-text.ts'
import type { Freshness, MirrorService } from '../mirror/mirror.service.ts'
import { partsOf, type Split } from './name-in-words.ts'
import { recentCustomersRepository } from './recent-customers.repository.ts'

/** Whoever may buy may see orders too (access.ts), so one action covers everybody who works with customers; the log has readers of its own. */
type Sight = Extract<Action, 'see-orders' | 'see-activity'>

/** Whom a sentence is about, and its words that say something else. */
export interface ReadCustomer {
  readonly customer?: Customer
  readonly about: string
}

/** Finds the partner's customers, for people who may see them. */
export function customersService(ground: Ground, mirror: MirrorService) {
  const { partnerCenter, directory } = ground
  const recents = recentCustomersRepository(ground)
  return { search, likely, find, ofOrder, named, read, freshness }

  /** Of when what is searched is. */
  function freshness({ partnerId }: Who): Promise<Freshness> {
    return mirror.upToDate(partnerId)
  }

  /** The first customers whose name or domain starts with the text, or whose tenant GUID it is. @throws RoleMissing */
  async function search(
    who: Who,
    text: string,
    limit: number,
    action: Sight = 'see-orders',
  ): Promise<ListedCustomer[]> {
    await requireRole(directory, who, action)
    return mirror.search(who.partnerId, text, limit)
  }

  /** Whom the agent dealt with last, then the first ones by name. @throws RoleMissing */
  async function likely(who: Who, most: number): Promise<ListedCustomer[]> {
    const first = await search(who, '', most)
    const ids = await recents.of(who.partnerId, who.agentId, mostRecent)
    const recent = await mirror.customersOf(who.partnerId, ids)
    const known = [...ids.flatMap((id) => recent.filter((customer) => customer.id === id)), ...first]
    return known.filter(({ id }, at) => known.findIndex((other) => other.id === id) === at).slice(0, most)
  }

  /**
   * One customer by tenant GUID, primary domain or name, however they are written (`nameKey`); also by the start of its name
   * when only one fits. Of several none is guessed. @throws RoleMissing, CustomerUnknown
   */
  async function find(who: Who, asked: string, action: Sight = 'see-orders'): Promise<Customer> {
    await requireRole(directory, who, action)
    const text = visible(asked).trim()
    if (isGuid(text)) return partnerCenter.customer(who.partnerId, text.toLowerCase())
    const found = text === '' ? [] : await mirror.search(who.partnerId, text, mostSeveral)
    const called = found.filter((customer) => isCalled(customer, text))
    // A domain is one customer's.
    const ofDomain = found.filter(({ domain }) => domainKey(domain) === domainKey(text))
    const [only, ...others] = [ofDomain, called, found].find((fitting) => fitting.length > 0) ?? []
    if (only === undefined || others.length > 0)
      throw new CustomerUnknown({ asked: text, several: only === undefined ? [] : [only, ...others] })
    const { market } = only
    return market === undefined ? partnerCenter.customer(who.partnerId, only.id) : { ...only, market }
  }

  /** Customers by their tenant IDs, as far as they are known. @throws RoleMissing */
  async function named(who: Who, ids: readonly string[]): Promise<ReadonlyMap<string, ListedCustomer>> {
    await requireRole(directory, who, 'see-orders')
    const known = await mirror.customersOf(who.partnerId, [...new Set(ids)])
    return new Map(known.map((customer) => [customer.id, customer]))
  }

  /** The customer whose order it is, by the order's ID alone. @throws RoleMissing, OrderUnknown */
  async function ofOrder(who: Who, orderId: string, action: Sight = 'see-orders'): Promise<Customer> {
    await requireRole(directory, who, action)
    const order = await mirror.find(who.partnerId, orderId)
    if (order === undefined) throw new OrderUnknown({ orderId })
    return partnerCenter.customer(who.partnerId, order.customerId)
  }

  /**
   * The customer of a sentence: after "for" more than the name may stand, a name may stand without "for", and an order is
   * somebody's. A name is looked up a few times at most; what is left of the words is about something else.
   * @throws RoleMissing, CustomerUnknown, OrderUnknown
   */
  async function read(
    who: Who,
    { customer: asked, orderId, about }: { customer?: string; orderId?: string; about: string },
    action: Sight = 'see-orders',
  ): Promise<ReadCustomer> {
    await requireRole(directory, who, action)
    if (asked !== undefined) {
      const found = await among(who, asked, partsOf(asked, 'beginning'), action)
      if (found !== undefined) return { ...found, about: `${found.about} ${about}`.trim() }
      if (isGuid(asked) || !onlyProductWords(asked)) throw new CustomerUnknown({ asked })
    }
    const words = `${asked ?? ''} ${about}`.trim()
    const found = await among(who, words, partsOf(words, 'either end'), action)
    if (found !== undefined) return found
    return orderId === undefined ? { about: words } : { customer: await ofOrder(who, orderId, action), about: words }
  }

  async function among(
    who: Who,
    whole: string,
    parts: readonly Split[],
    action: Sight,
  ): Promise<ReadCustomer | undefined> {
    for (const { name, rest } of parts) {
      if (!isGuid(name) && onlyProductWords(name)) continue
      const customer = await find(who, name, action).catch((error: unknown) => {
        if (error instanceof CustomerUnknown && !isSeveral(error, whole)) return undefined
        throw error
      })
      // A whole name may be cut short; of a part only whole words count, or every first letter would be somebody.
      if (customer !== undefined && (name === whole || beginsWith(customer, name))) return { customer, about: rest }
    }
    return undefined
  }
}

export type CustomersService = ReturnType<typeof customersService>

const mostRecent = 5

/** Enough to choose among on a card. */
const mostSeveral = 15

const isCalled = ({ name }: ListedCustomer, words: string): boolean => nameKey(name) === nameKey(words)

/** Said in full, a name of several is nobody's in particular; the beginning of several names may be any word. */
const isSeveral = ({ facts: { asked, several = [] } }: CustomerUnknown, whole: string): boolean =>
  several.length > 0 && (asked === whole || several.every((customer) => isCalled(customer, asked)))

const beginsWith = ({ name, domain, id }: Customer, words: string): boolean =>
  id === words.toLowerCase() ||
  `${domainKey(domain)} `.startsWith(`${domainKey(words)} `) ||
  `${nameKey(name)} `.startsWith(`${nameKey(words)} `)
