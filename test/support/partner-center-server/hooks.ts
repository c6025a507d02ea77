import { randomUUID, X509Certificate } from 'node:crypto'
import { audit } from './audit.ts'
import { lineFor } from './cart-lines.ts'
import { placeOrder } from './checkout.ts'
import type { Answer, Call } from './exchange.ts'
import type { Fault, PlannedFault, SeenCall } from './faults.ts'
import { availabilityId, skuOf } from './goods.ts'
import { historyOf } from './history.ts'
import { partnerHooks } from './partner-hooks.ts'
import { addAzurePlan, addCustomer, addSampleOrder, newPartner, type SampleOrder } from './sample.ts'
import { fileServiceRequest } from './service-requests.ts'
import type { Settings } from './settings.ts'
import { deliverDue, signingCertificate } from './webhooks.ts'
import { type CustomerRecord, listOf, type OrderRecord, type Outcome, type Partner, type World } from './world.ts'

export type Hooks = ReturnType<typeof hooksOf>['hooks']

/** What the server asks at each call. */
export interface Control {
  count(endpoint: string): void
  see(call: SeenCall): Fault | undefined
  shaped(call: SeenCall, answer: Answer): Answer
}

const mostCallsKept = 5_000

export function hooksOf(world: World) {
  const counts = new Map<string, number>()
  const calls: SeenCall[] = []
  const planned: PlannedFault[] = []
  let chosen: ((call: SeenCall) => Fault | undefined) | undefined
  let shape: ((call: SeenCall, body: unknown) => unknown) | undefined
  const partnerOf = (tenantId: string): Partner => {
    const partner = world.partners.get(tenantId)
    if (partner === undefined) throw new Error(`there is no partner ${tenantId}`)
    return partner
  }
  const customerOf = (tenantId: string, customerId: string): CustomerRecord => {
    const customer = partnerOf(tenantId).customersById.get(customerId)
    if (customer === undefined) throw new Error(`there is no customer ${customerId}`)
    return customer
  }
  const orderOf = (tenantId: string, orderId: string): OrderRecord => {
    const order = [...partnerOf(tenantId).orders.values()].flat().find(({ id }) => id === orderId)
    if (order === undefined) throw new Error(`there is no order ${orderId}`)
    return order
  }

  const control: Control = {
    count: (endpoint) => counts.set(endpoint, (counts.get(endpoint) ?? 0) + 1),
    see(call) {
      control.count(call.endpoint)
      calls.push(call)
      if (calls.length > mostCallsKept) calls.shift()
      // What names no endpoint is about calls, not about the sign-in before them.
      const any = call.endpoint.includes(' /login/') ? undefined : call.endpoint
      const place = planned.findIndex(({ endpoint = any }) => endpoint === call.endpoint)
      const plan = planned[place]
      if (plan === undefined) return chosen?.(call)
      plan.times = (plan.times ?? 1) - 1
      if (plan.times <= 0) planned.splice(place, 1)
      return plan.fault
    },
    shaped: (call, answer) =>
      shape === undefined || answer.body === undefined
        ? answer
        : { ...answer, body: shape(call, structuredClone(answer.body)) },
  }

  const hooks = {
    /** Delays and limits, read at every call: set them as a test needs them. */
    settings: world.settings as Settings,
    /** In PEM: whoever proves its key is the application. */
    registerCertificate: (pem: string): void => {
      world.appCertificates.push(new X509Certificate(pem))
    },
    /** The last calls, oldest first. */
    calls: calls as readonly SeenCall[],
    /** How often an endpoint was called: `POST /v1/customers/{customer}/carts`. */
    count: (endpoint: string): number => counts.get(endpoint) ?? 0,
    /** How many calls the limiter has refused. */
    refusedCalls: (): number =>
      [...world.partners.values()].reduce((sum, { refusedCalls = 0 }) => sum + refusedCalls, 0),
    forgetCalls(): void {
      counts.clear()
      calls.length = 0
    },

    /** The next call, or the next of an endpoint, goes wrong. */
    failNext: (fault: Fault, { endpoint, times }: { endpoint?: string; times?: number } = {}): void => {
      planned.push({ fault, ...(endpoint !== undefined && { endpoint }), ...(times !== undefined && { times }) })
    },
    /** Chooses for every call what goes wrong with it: seeded schedules. Undefined again ends it. */
    failAsChosen(choose: ((call: SeenCall) => Fault | undefined) | undefined): void {
      chosen = choose
    },
    /** Changes the body of every answer: unknown words, missing fields, numbers as text. */
    reshape(change: ((call: SeenCall, body: unknown) => unknown) | undefined): void {
      shape = change
    },

    addPartner(tenantId: string, { name, country = 'US' }: { name: string; country?: string }): void {
      if (!world.partners.has(tenantId)) world.partners.set(tenantId, newPartner(tenantId, name, country))
    },
    /** A customer who is new today, as the audit records say. @returns its id */
    addCustomer(tenantId: string, given: Partial<CustomerRecord> = {}): string {
      const partner = partnerOf(tenantId)
      const { id = randomUUID(), country = 'US', name = `Sample of ${country}` } = given
      const usual = { relationship: 'reseller', agreement: 'attested', domain: `${id}.example` } as const
      const customer = addCustomer(partner, { ...usual, ...given, id, country, name })
      audit(world, partner, {
        customer,
        by: `dashboard@${partner.domain}`,
        resourceType: 'customer',
        operationType: 'add_customer',
        newValue: { Id: id, CompanyProfile: { CompanyName: name } },
        data: { CustomerId: id },
      })
      return id
    },
    /** Many that have been there for long. @param orders what each has bought in the last two years */
    addCustomers(tenantId: string, count: number, { orders = 0 }: { orders?: number } = {}): void {
      const partner = partnerOf(tenantId)
      const history = orders === 0 ? undefined : historyOf(partner, world.clock.now(), orders)
      const start = partner.customers.length
      for (let number = start; number < start + count; number++) {
        const country = ['US', 'DE', 'JP', 'KR', 'AU'][number % 5] ?? 'US'
        const words = { name: `Customer ${number}`, domain: `customer-${number}.example`, country, history }
        addCustomer(partner, { ...words, id: randomUUID(), relationship: 'reseller', agreement: 'attested' })
      }
    },
    /** @returns the id of the Azure plan, which is not registered for reservations yet, unless that is said */
    addAzurePlan: (tenantId: string, customerId: string, { registered = false } = {}): string =>
      addAzurePlan(world, partnerOf(tenantId), customerOf(tenantId, customerId), registered),
    /** @returns the ids of the Azure subscriptions that the customer has: the named ones are active alone */
    keepActive(tenantId: string, customerId: string, names: readonly string[]): string[] {
      const plans = (partnerOf(tenantId).subscriptions.get(customerId) ?? []).flatMap(
        ({ entitlements = [] }) => entitlements,
      )
      for (const one of plans) one.status = names.includes(one.name) ? 'active' : 'suspended'
      return plans.map(({ id }) => id)
    },
    /** An order of so many days ago, shown at once. @returns its id */
    addOrder: (tenantId: string, customerId: string, order: SampleOrder): string =>
      addSampleOrder(world, partnerOf(tenantId), customerOf(tenantId, customerId), order).id,
    /** Somebody buys in Partner Center itself. @returns the order's id */
    buyElsewhere(
      tenantId: string,
      customerId: string,
      { productId, skuId, quantity = 1 }: { productId: string; skuId: string; quantity?: number },
    ): string {
      const partner = partnerOf(tenantId)
      const customer = customerOf(tenantId, customerId)
      const sku = skuOf(productId, skuId)
      if (sku === undefined) throw new Error(`nobody sells ${productId}:${skuId}`)
      const availability = availabilityId(sku, customer.country, 'commercial', world.clock.now())
      const wanted = {
        catalogItemId: `${productId}:${skuId}:${availability}`,
        ...{ quantity, billingCycle: sku.billingCycles[0], attestationAccepted: true },
      }
      const line = lineFor({ world, partner, params: {} } as unknown as Call, customer, wanted, 0, [])
      return placeOrder(world, partner, customer, { lines: [line], outcome: {}, by: `dashboard@${partner.domain}` }).id
    },
    /** A second order of which only letter case tells the first one apart. @returns its id */
    addTwinOrder(tenantId: string, orderId: string): string {
      const order = orderOf(tenantId, orderId)
      const id = orderId.replaceAll(/[a-z]/gi, (letter) =>
        letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
      )
      listOf(partnerOf(tenantId).orders, order.customerId).push({ ...order, id, alternateId: `${order.alternateId}b` })
      return id
    },

    /** How the next checked-out cart comes out; further ones wait in a row. */
    nextOrder: (tenantId: string, outcome: Outcome): void => {
      partnerOf(tenantId).outcomes.push(outcome)
    },
    /** From now on the order has this word. */
    setOrderStatus: (tenantId: string, orderId: string, status: string): void => {
      orderOf(tenantId, orderId).progress.push({ status, from: world.clock.now() })
    },
    /** Until when a line can be cancelled, whatever the policy. */
    setCancellableUntil(tenantId: string, orderId: string, line: number, until: Date): void {
      const order = orderOf(tenantId, orderId)
      const found = order.lines[line]
      if (found !== undefined) found.cancellableUntil = until
      for (const each of partnerOf(tenantId).subscriptions.get(order.customerId) ?? []) {
        if (each.order === order && each.line === line) each.cancellableUntil = until
      }
    },
    /** A cart says that it was ordered, and nobody knows by whom. */
    setOrdered(tenantId: string, cartId: string): void {
      const cart = partnerOf(tenantId).carts.get(cartId)
      if (cart !== undefined) cart.status = 'Ordered'
    },
    setAgreement: (tenantId: string, customerId: string, agreement: CustomerRecord['agreement']): void => {
      customerOf(tenantId, customerId).agreement = agreement
    },
    setRelationship: (tenantId: string, customerId: string, relationship: string): void => {
      customerOf(tenantId, customerId).relationship = relationship
    },
    /** The customer is the partner's no more: it is in no list, and refused with 20002. */
    removeCustomer(tenantId: string, customerId: string): void {
      const { customers, customersById } = partnerOf(tenantId)
      customers.splice(customers.indexOf(customerOf(tenantId, customerId)), 1)
      customersById.delete(customerId)
      world.formerCustomers.add(customerId)
    },
    /** What a SKU costs from now on, or since then. */
    setPrice(tenantId: string, item: { productId: string; skuId: string; usd: string; since?: Date }): void {
      const { prices } = partnerOf(tenantId)
      const key = `${item.productId}:${item.skuId}`
      prices.set(key, [...(prices.get(key) ?? []), { usd: item.usd, since: item.since ?? world.clock.now() }])
    },

    ...partnerHooks(partnerOf),

    /** Sends webhooks what is due, signed. @returns how many were taken */
    deliverEvents: (): Promise<number> => deliverDue(world),
    /** What the certificate of events chains to, in PEM. */
    rootCertificate: (): string => signingCertificate().root.toString(),

    /** Somebody files one by hand. @returns its number */
    fileServiceRequest: (
      tenantId: string,
      wanted: { title: string; description: string; customerId?: string },
    ): string =>
      fileServiceRequest(world, partnerOf(tenantId), { severity: 'moderate', supportTopicId: '32444671', ...wanted })
        .id,
    /** Microsoft answers. */
    noteByMicrosoft(tenantId: string, requestId: string, text: string, status?: string): void {
      const request = partnerOf(tenantId).serviceRequests.find(({ id }) => id === requestId)
      request?.notes.push({ by: 'Microsoft Support', text, at: world.clock.now() })
      if (request !== undefined && status !== undefined) request.status = status
    },
  }
  return { hooks, control }
}
