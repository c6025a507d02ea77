import { type Action, requireRole, type Who } from '../../commerce/access.ts'
import { CustomerUnknown, OrderUnknown } from '../../commerce/errors.ts'
import type { Customer } from '../../commerce/order.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import type { PartnerCenter } from '../../commerce/ports/partner-center.ts'
import { onlyProductWords } from '../../commerce/product-words.ts'
import { isGuid } from '../../platform/guid.ts'
import { partsOf, type Split } from './name-in-words.ts'

/** Whoever may buy may see orders too (access.ts), so one action covers everybody who works with customers; the log has readers of its own. */
type Sight = Extract<Action, 'see-orders' | 'see-activity'>

/** Whom a sentence is about, and its words that say something else. */
export interface ReadCustomer {
  readonly customer?: Customer
  readonly about: string
}

/** Finds the partner's customers, for people who may see them. */
export class CustomersService {
  private readonly partnerCenter: PartnerCenter
  private readonly directory: Directory

  constructor({ partnerCenter, directory }: { partnerCenter: PartnerCenter; directory: Directory }) {
    this.partnerCenter = partnerCenter
    this.directory = directory
  }

  /** The first customers whose name or domain starts with the text, or whose tenant GUID it is. @throws RoleMissing */
  async search(who: Who, text: string, limit: number, action: Sight = 'see-orders'): Promise<Customer[]> {
    await requireRole(this.directory, who, action)
    return this.partnerCenter.searchCustomers(who.partnerId, text, limit)
  }

  /**
   * One customer by tenant GUID, primary domain or name, in any letter case; also by the start of its name when only one fits.
   * @throws RoleMissing, CustomerUnknown
   */
  async find(who: Who, asked: string, action: Sight = 'see-orders'): Promise<Customer> {
    await requireRole(this.directory, who, action)
    const text = asked.trim()
    if (isGuid(text)) return this.partnerCenter.customer(who.partnerId, text.toLowerCase())
    const found = text === '' ? [] : await this.partnerCenter.searchCustomers(who.partnerId, text, 3)
    const same = (a: string) => a.toLocaleLowerCase() === text.toLocaleLowerCase()
    // A domain is one customer's; of several with the same name none is guessed.
    const named = found.filter(({ name }) => same(name))
    const alone = named.length === 1 ? named[0] : found.length === 1 ? found[0] : undefined
    const exact = found.find(({ domain }) => same(domain)) ?? alone
    if (exact === undefined) throw new CustomerUnknown(text)
    return exact
  }

  /** The customer whose order it is, by the order's ID alone. @throws RoleMissing, OrderUnknown */
  async ofOrder(who: Who, orderId: string, action: Sight = 'see-orders'): Promise<Customer> {
    await requireRole(this.directory, who, action)
    const order = await this.partnerCenter.findOrder(who.partnerId, orderId)
    if (order === undefined) throw new OrderUnknown(orderId)
    return this.partnerCenter.customer(who.partnerId, order.customerId)
  }

  /**
   * The customer of a sentence: after "for" more than the name may stand, a name may stand without "for", and an order is
   * somebody's. A name is looked up a few times at most; what is left of the words is about something else.
   * @throws RoleMissing, CustomerUnknown, OrderUnknown
   */
  async read(
    who: Who,
    { customer: asked, orderId, about }: { customer?: string; orderId?: string; about: string },
    action: Sight = 'see-orders',
  ): Promise<ReadCustomer> {
    await requireRole(this.directory, who, action)
    if (asked !== undefined) {
      const found = await this.among(who, asked, partsOf(asked, 'beginning'), action)
      if (found !== undefined) return { ...found, about: `${found.about} ${about}`.trim() }
      if (isGuid(asked) || !onlyProductWords(asked)) throw new CustomerUnknown(asked)
    }
    const words = `${asked ?? ''} ${about}`.trim()
    const found = await this.among(who, words, partsOf(words, 'either end'), action)
    if (found !== undefined) return found
    return orderId === undefined
      ? { about: words }
      : { customer: await this.ofOrder(who, orderId, action), about: words }
  }

  private async among(
    who: Who,
    whole: string,
    parts: readonly Split[],
    action: Sight,
  ): Promise<ReadCustomer | undefined> {
    for (const { name, rest } of parts) {
      if (!isGuid(name) && onlyProductWords(name)) continue
      const customer = await this.find(who, name, action).catch((error: unknown) => {
        if (error instanceof CustomerUnknown) return undefined
        throw error
      })
      // A whole name may be cut short; of a part only whole words count, or every first letter would be somebody.
      if (customer !== undefined && (name === whole || beginsWith(customer, name))) return { customer, about: rest }
    }
    return undefined
  }
}

const beginsWith = ({ name, domain, id }: Customer, words: string): boolean =>
  [id, domain, name].some((known) => `${known} `.toLocaleLowerCase().startsWith(`${words} `.toLocaleLowerCase()))
