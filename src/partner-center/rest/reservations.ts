import { z } from 'zod'
import type { SaidOfLine } from '../../commerce/cart.ts'
import type { Calls } from './calls.ts'
import { allOf } from './pages.ts'
import type { Offer } from './sold.ts'
import type { SubscriptionReader } from './subscription-reader.ts'
import { inventory, registration, sku } from './wire/products.ts'
import { azureEntitlements, type WireSubscription } from './wire/subscriptions.ts'

/** Where a reservation is bought for, as a line of a cart says it. */
export interface Place {
  readonly provisioningContext: { readonly scope: 'shared'; readonly subscriptionId: string }
}

interface Asked {
  readonly partnerId: string
  readonly customerId: string
  readonly market: string
}

/** "Partner Center REST error codes", "Cart resources": what a cart would say, without making one. */
const noPlan: SaidOfLine = {
  code: '900318',
  text: 'An Azure Plan with active subscription(s) is required to complete the purchase.',
}
const notRegistered: SaidOfLine = {
  code: 'SubscriptionNotRegistered',
  text: 'The subscription is not registered. Its registration has been started, and takes some minutes.',
}

/**
 * What a reservation needs before it is in a cart: an Azure plan of the customer that is registered for reservations, and the SKU in
 * stock there. Its region is the SKU's; its scope is all of the plan.
 */
export function reservationsOf(call: Calls, subscriptions: Pick<SubscriptionReader, 'ofCustomer'>) {
  /** @returns what is wrong, where it cannot be bought now */
  return async function placeOf(asked: Asked, offer: Offer): Promise<Place | SaidOfLine> {
    const all = await subscriptions.ofCustomer(asked.partnerId, asked.customerId)
    const plan = all.find(isActivePlan)
    if (plan === undefined) return noPlan
    if (!(await isRegistered(asked, plan.id))) return notRegistered
    const wrong = await outOfStock(asked, offer, plan.id)
    return wrong ?? { provisioningContext: { scope: 'shared', subscriptionId: plan.id } }
  }

  /** One that is not is registered: "Register a subscription" answers at once, and takes its time. */
  async function isRegistered({ partnerId, customerId }: Asked, planId: string): Promise<boolean> {
    const path = `/customers/${customerId}/subscriptions/${planId}`
    const asked = { partnerId, customerId }
    const state = { ...asked, name: 'registration status', path: `${path}/registrationstatus`, answer: registration }
    const { status } = (await call(state)).value
    if (status.toLowerCase() === 'registered') return true
    if (status.toLowerCase() === 'notregistered')
      await call({ ...asked, name: 'registration', method: 'POST', path: `${path}/registrations`, answer: z.unknown() })
    return false
  }

  async function outOfStock({ partnerId, customerId, market }: Asked, offer: Offer, planId: string) {
    const asked = { partnerId, customerId }
    const [read, entitlements] = await Promise.all([
      call({
        ...{ ...asked, name: 'sku', answer: sku },
        path: `/customers/${customerId}/products/${offer.productId}/skus/${offer.skuId}`,
      }),
      allOf(call, {
        ...{ ...asked, name: 'azure entitlements', answer: azureEntitlements },
        path: `/customers/${customerId}/subscriptions/${planId}/azureEntitlements`,
      }),
    ])
    const { purchasePrerequisites = [], dynamicAttributes } = read.value
    if (!purchasePrerequisites.includes('InventoryCheck')) return undefined
    const active = entitlements.find(({ status = 'active' }) => status.toLowerCase() === 'active')
    const { value } = await call({
      ...{ ...asked, name: 'inventory', method: 'POST', answer: inventory },
      path: `/extensions/product/checkinventory?country=${market}`,
      body: {
        targetItems: [{ productId: offer.productId, skuId: offer.skuId }],
        inventoryContext: {
          customerId,
          azureSubscriptionId: active?.id ?? planId,
          ...(dynamicAttributes?.armRegionName !== undefined && { armRegionName: dynamicAttributes.armRegionName }),
        },
      },
    })
    const found = value.find(({ productId, skuId }) => productId === offer.productId && skuId === offer.skuId)
    return found?.isRestricted === true ? saidOf(found.restrictions ?? []) : undefined
  }
}

export type Reservations = ReturnType<typeof reservationsOf>

/** "Get a SKU": the product of Azure plans. */
const azurePlan = 'DZH318Z0BPS6'

const isActivePlan = ({ status, offerId = '', productType }: WireSubscription): boolean =>
  status.toLowerCase() === 'active' &&
  (offerId.startsWith(`${azurePlan}:`) || productType?.id?.toLowerCase() === 'azure')

function saidOf(restrictions: readonly { reasonCode?: string | undefined; description?: string | undefined }[]) {
  const [{ reasonCode, description } = {}] = restrictions
  return {
    code: reasonCode ?? 'InventoryNotAvailable',
    text: description ?? 'Inventory is not available for selected offer',
  }
}
