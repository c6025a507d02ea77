import type { MessagesDoor, ReadMessage } from '../../chat/feature.ts'
import { productsLine } from '../../chat/product-line.ts'
import type { Turn } from '../../chat/turn.ts'
import { calendarOf } from '../../chat/written-day.ts'
import { may } from '../../commerce/access.ts'
import { typedNames } from '../../commerce/agents-named.ts'
import { PartnerCenterUnavailable } from '../../commerce/errors.ts'
import { domainKey } from '../../commerce/name-key.ts'
import type { ListedCustomer, Order } from '../../commerce/order.ts'
import { saysProduct } from '../../commerce/product-words.ts'
import { isGuid } from '../../platform/guid.ts'
import { customerLine, whoOf } from '../../workflow/customers/customer-step.ts'
import { namesIn } from '../../workflow/customers/names-in-text.ts'
import type { Shared } from '../../workflow/shared.ts'
import { type Written, writtenIn } from './written.ts'

/** More than that in one message is a list, which is worked through in another place. */
const mostOrders = 20
const mostDomains = 20

/**
 * Reads a message as sentences are read, each line for itself. What is found in it is looked up: what nobody has here, and what
 * several customers are called, is told and not guessed.
 */
export function messageReading({ mirror, customers, directory, partnerCenter }: Shared): MessagesDoor {
  return read

  async function read(turn: Turn, text: string): Promise<ReadMessage> {
    const { agent } = turn
    const [seesOrders, seesPeople] = [may(agent, 'see-orders'), may(agent, 'see-activity')]
    const written = writtenIn(text, calendarOf(turn.now, turn.reader))
    const sees = { customers: seesOrders || seesPeople, people: seesPeople }
    const names = await namesIn({ mirror, directory }, agent.partnerId, written, sees)
    const [orders, domains] = await Promise.all([
      seesOrders ? ordersOf(turn, written) : { found: [], unknown: [] },
      seesOrders || seesPeople ? customersOf(turn, written) : { found: [], unknown: [] },
    ])
    const owners = await mirror.customersOf(
      agent.partnerId,
      orders.found.map(({ customerId }) => customerId),
    )
    const known = differing([...domains.found, ...names.customers, ...owners])
    const typed = await typedNames(directory, agent.partnerId, names.people)
    const line = (order: Order) => {
      const owner = owners.find(({ id }) => id === order.customerId)
      return [order.alternateId ?? order.id, owner?.name, productsLine(order, turn.reader)].filter(Boolean).join(' · ')
    }
    return {
      orders: orders.found.map((order) => ({ id: order.id, customerId: order.customerId, line: line(order) })),
      customers: known.map((customer) => ({ id: customer.id, domain: customer.domain, line: customerLine(customer) })),
      product: seesOrders ? await productOf(turn, written, known) : undefined,
      poNumber: written.poNumbers.length === 1 ? written.poNumbers[0] : undefined,
      people: names.people.map(({ id, name }) => typed.get(id) ?? name),
      unknown: [...orders.unknown, ...domains.unknown],
      // One of several of a name is meant where its domain is said too.
      several: names.several
        .filter((called) => !called.some(({ id }) => known.some((one) => one.id === id)))
        .flatMap(([first]) => first?.name ?? []),
      more: written.more || written.orders.length > mostOrders || written.customers.length > mostDomains,
    }
  }

  async function ordersOf({ agent }: Turn, { orders }: Written): Promise<{ found: Order[]; unknown: string[] }> {
    const looked = await Promise.all(
      orders.slice(0, mostOrders).map(async (id) => ({ id, order: await mirror.find(agent.partnerId, id) })),
    )
    const found = looked.flatMap(({ order }) => order ?? [])
    return {
      found: differing(found),
      unknown: looked.flatMap(({ id, order }) => (order === undefined ? [id] : [])),
    }
  }

  /** By domains, addresses of pages and people, and tenant GUIDs. A colleague's own address is no customer's, and says nothing. */
  async function customersOf(
    { agent }: Turn,
    { customers: said }: Written,
  ): Promise<{ found: ListedCustomer[]; unknown: string[] }> {
    const looked = await Promise.all(
      said.slice(0, mostDomains).map(async (words) => ({ words, customer: await customerOf(agent.partnerId, words) })),
    )
    return {
      found: looked.flatMap(({ customer }) => customer ?? []),
      unknown: looked.flatMap(({ words, customer }) => (customer === undefined ? [words] : [])),
    }
  }

  async function customerOf(partnerId: string, words: string): Promise<ListedCustomer | undefined> {
    if (isGuid(words)) return (await mirror.customersOf(partnerId, [words.toLowerCase()]))[0]
    const found = await mirror.search(partnerId, words, 2)
    return found.find(({ domain }) => domainKey(domain) === domainKey(words))
  }

  /** Words of a product count where such a thing is sold: to the customer of the message, or else to any. */
  async function productOf(
    turn: Turn,
    { products }: Written,
    known: readonly ListedCustomer[],
  ): Promise<ReadMessage['product']> {
    if (products.length === 0) return undefined
    const { partnerId } = whoOf(turn)
    const [buyer = (await customers.likely(whoOf(turn), 1))[0]] = known
    if (buyer === undefined) return undefined
    try {
      const sold = await partnerCenter.catalogue(partnerId, buyer.id)
      const fitting = products.filter(({ words }) => sold.some((item) => saysProduct(words, item)))
      const longest = fitting.toSorted((a, b) => b.words.length - a.words.length)[0]
      // Several products: which is wanted nobody knows, but what is a part of another one's name is not another.
      const others = fitting.filter(
        ({ words }) => longest !== undefined && !longest.words.toLowerCase().includes(words.toLowerCase()),
      )
      return others.length > 0 ? undefined : longest
    } catch (error) {
      if (!(error instanceof PartnerCenterUnavailable)) throw error
      return undefined
    }
  }
}

const differing = <T extends { readonly id: string }>(all: readonly T[]): T[] => [
  ...new Map(all.map((one) => [one.id, one])).values(),
]
