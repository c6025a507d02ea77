import { type Action, requireRole, type Who } from '../../commerce/access.ts'
import { CustomerUnknown } from '../../commerce/errors.ts'
import type { Customer } from '../../commerce/order.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import type { PartnerCenter } from '../../commerce/ports/partner-center.ts'
import { isGuid } from '../../platform/guid.ts'

/** Whoever may buy may see orders too (access.ts), so one action covers everybody who works with customers; the log has readers of its own. */
type Sight = Extract<Action, 'see-orders' | 'see-activity'>

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
}
