import { z } from 'zod'
import type { SaidOfLine } from '../../commerce/cart.ts'
import type { ProductRef } from '../../commerce/product.ts'
import type { OfferedPlace, ReservationPlace } from '../../commerce/reservation-place.ts'
import type { Calls } from './calls.ts'
import { allOf } from './pages.ts'
import type { SubscriptionReader } from './subscription-reader.ts'
import type { WireCartLine } from './wire/orders.ts'
import { inventory, registration, sku, type WireSku } from './wire/products.ts'
import { azureEntitlements, type WireSubscription } from './wire/subscriptions.ts'

/** Where a reservation is bought for, and how a line of a cart says it. */
export interface Place {
  readonly place: ReservationPlace
  readonly provisioningContext: Readonly<Record<string, string>>
}

interface Asked {
  readonly partnerId: string
  readonly customerId: string
  readonly market: string
}
type OfCustomer = Omit<Asked, 'market'>

/** "Partner Center REST error codes", "Cart resources": what a cart would say, without making one. */
const noPlan: SaidOfLine = {
  code: '900318',
  text: 'An Azure Plan with active subscription(s) is required to complete the purchase.',
}
const notActive: SaidOfLine = {
  code: '900314',
  text: 'The Azure subscription associated with the entitlement ID is not active. An active Azure subscription is required to complete the purchase.',
}
const notRegistered: SaidOfLine = {
  code: 'SubscriptionNotRegistered',
  text: 'The subscription is not registered. Its registration has been started, and takes some minutes.',
}
/** The connector's own codes. */
const otherPlace: SaidOfLine = {
  code: 'DeskScopeDiffers',
  text: 'The cart has another scope, or another subscription, than was asked for.',
}
const notKnown = (what: string, names: readonly string[]): SaidOfLine => ({
  code: 'DeskVariableUnknown',
  text: `${what}: ${names.join(', ')}`,
})

/** "Product resources": what a SKU may ask for, in small letters. Whatever else it asks for is not guessed. */
const known = {
  purchasePrerequisites: ['inventorycheck', 'azuresubscriptionregistration'],
  inventoryVariables: ['customerid', 'azuresubscriptionid', 'armregionname'],
  provisioningVariables: ['scope', 'subscriptionid', 'duration'],
} as const
const durations: Readonly<Record<string, string>> = { P1Y: '1Year', P3Y: '3Year' }

/**
 * What a reservation needs before it is in a cart: an Azure plan of the customer that is registered for reservations ("Purchase
 * Azure reservations": the plan, never a subscription under it), and the SKU in stock there. Its region is the SKU's.
 */
export function reservationsOf(call: Calls, subscriptions: Pick<SubscriptionReader, 'ofCustomer'>) {
  return { placeOf, places }

  /** @throws CustomerUnknown, PartnerCenterUnavailable */
  async function places(partnerId: string, customerId: string): Promise<OfferedPlace[]> {
    const asked = { partnerId, customerId }
    const found = await Promise.all(
      (await activePlans(asked)).map(async (plan): Promise<OfferedPlace[]> => {
        const [status, under] = await Promise.all([registrationOf(asked, plan.id), activeUnder(asked, plan.id)])
        if (under.length === 0) return []
        const common = { planId: plan.id, registration: status }
        return [
          { ...common, scope: 'shared', name: plan.friendlyName ?? plan.offerName ?? '' },
          ...under.map(({ id, friendlyName }) => singleOf(common, id, friendlyName)),
        ]
      }),
    )
    return found.flat()
  }

  /** @returns what is wrong, where it cannot be bought now. One that is not registered is registered: that takes its time. */
  async function placeOf(asked: Asked, ref: ProductRef, wanted?: ReservationPlace): Promise<Place | SaidOfLine> {
    const plans = await activePlans(asked)
    const plan = wanted === undefined ? plans[0] : plans.find(({ id }) => sameId(id, wanted.planId))
    if (plan === undefined) return noPlan
    const under = await activeUnder(asked, plan.id)
    const [first] = under
    if (first === undefined) return noPlan
    const single = wanted?.scope === 'single' ? (wanted.subscriptionId ?? '') : undefined
    const chosen = single === undefined ? undefined : under.find(({ id }) => sameId(id, single))
    if (single !== undefined && chosen === undefined) return notActive
    const read = await skuOf(asked, ref)
    const unknown = unknownIn(read, ref)
    if (unknown !== undefined) return unknown
    const status = await registrationOf(asked, plan.id)
    if (status === 'missing') await register(asked, plan.id)
    if (status !== 'registered') return notRegistered
    const wrong = await outOfStock(asked, { ref, read }, (chosen ?? first).id)
    if (wrong !== undefined) return wrong
    const duration = asksFor(read.provisioningVariables, 'duration') ? { duration: durations[ref.term] ?? '' } : {}
    return chosen === undefined
      ? {
          place: { scope: 'shared', planId: plan.id, name: plan.friendlyName ?? plan.offerName ?? '' },
          provisioningContext: { scope: 'shared', subscriptionId: plan.id, ...duration },
        }
      : {
          place: singleOf({ planId: plan.id }, chosen.id, chosen.friendlyName),
          provisioningContext: { scope: 'single', subscriptionId: plan.id, entitlementId: chosen.id, ...duration },
        }
  }

  async function activePlans({ partnerId, customerId }: OfCustomer): Promise<WireSubscription[]> {
    return (await subscriptions.ofCustomer(partnerId, customerId)).filter(isActivePlan)
  }

  async function activeUnder({ partnerId, customerId }: OfCustomer, planId: string) {
    const path = `/customers/${customerId}/subscriptions/${planId}/azureEntitlements`
    const asked = { partnerId, customerId, name: 'azure entitlements', path, answer: azureEntitlements }
    return (await allOf(call, asked)).filter(({ status = 'active' }) => status.toLowerCase() === 'active')
  }

  async function registrationOf({ partnerId, customerId }: OfCustomer, planId: string) {
    const path = `/customers/${customerId}/subscriptions/${planId}/registrationstatus`
    const asked = { partnerId, customerId, name: 'registration status', path, answer: registration }
    const status = (await call(asked)).value.status.toLowerCase()
    return status === 'registered' ? 'registered' : status === 'notregistered' ? 'missing' : 'under-way'
  }

  async function register({ partnerId, customerId }: OfCustomer, planId: string): Promise<void> {
    const path = `/customers/${customerId}/subscriptions/${planId}/registrations`
    await call({ partnerId, customerId, name: 'registration', method: 'POST', path, answer: z.unknown() })
  }

  async function skuOf({ partnerId, customerId }: OfCustomer, { productId, skuId }: ProductRef): Promise<WireSku> {
    const path = `/customers/${customerId}/products/${productId}/skus/${skuId}`
    return (await call({ partnerId, customerId, name: 'sku', path, answer: sku })).value
  }

  async function outOfStock(
    { partnerId, customerId, market }: Asked,
    { ref: { productId, skuId }, read }: { ref: ProductRef; read: WireSku },
    azureSubscriptionId: string,
  ): Promise<SaidOfLine | undefined> {
    if (!asksFor(read.purchasePrerequisites, 'inventorycheck')) return undefined
    const armRegionName = read.dynamicAttributes?.armRegionName
    const { value } = await call({
      ...{ partnerId, customerId, name: 'inventory', method: 'POST', answer: inventory },
      path: `/extensions/product/checkinventory?country=${market}`,
      body: {
        targetItems: [{ productId, skuId }],
        inventoryContext: {
          ...{ customerId, azureSubscriptionId },
          ...(armRegionName !== undefined && { armRegionName }),
        },
      },
    })
    const found = value.find((item) => item.productId === productId && item.skuId === skuId)
    return found?.isRestricted === true ? saidOf(found.restrictions ?? []) : undefined
  }
}

export type Reservations = ReturnType<typeof reservationsOf>

/** "Get a SKU": the product of Azure plans. */
const azurePlan = 'DZH318Z0BPS6'

const isActivePlan = ({ status, offerId = '', productType }: WireSubscription): boolean =>
  status.toLowerCase() === 'active' &&
  (offerId.startsWith(`${azurePlan}:`) || productType?.id?.toLowerCase() === 'azure')

const sameId = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

const singleOf = <Of extends object>(of: Of, subscriptionId: string, name = '') =>
  ({ ...of, scope: 'single', subscriptionId, name }) as const

const asksFor = (names: readonly string[] = [], name: string): boolean =>
  names.some((asked) => asked.toLowerCase() === name)

/** What the SKU asks for, and nobody here knows how to give. */
function unknownIn(read: WireSku, { term }: ProductRef): SaidOfLine | undefined {
  for (const what of ['purchasePrerequisites', 'inventoryVariables', 'provisioningVariables'] as const) {
    const names = (read[what] ?? []).filter((name) => !(known[what] as readonly string[]).includes(name.toLowerCase()))
    if (names.length > 0) return notKnown(what, names)
  }
  if (asksFor(read.inventoryVariables, 'armregionname') && read.dynamicAttributes?.armRegionName === undefined)
    return notKnown('inventoryVariables', ['ArmRegionName'])
  if (asksFor(read.provisioningVariables, 'duration') && durations[term] === undefined)
    return notKnown('provisioningVariables', [`Duration (${term})`])
  return undefined
}

function saidOf(restrictions: readonly { reasonCode?: string | undefined; description?: string | undefined }[]) {
  const [{ reasonCode, description } = {}] = restrictions
  return {
    code: reasonCode ?? 'InventoryNotAvailable',
    text: description ?? 'Inventory is not available for selected offer',
  }
}

/**
 * What a line of a cart applies to, where it says it.
 * @returns what is wrong where it is not what was wanted, or no scope that is known. Microsoft's own sample of a cart answers `shared` to `single`.
 */
export function placeIn(
  { provisioningContext }: Pick<WireCartLine, 'provisioningContext'>,
  wanted?: ReservationPlace,
): ReservationPlace | SaidOfLine | undefined {
  const { scope, subscriptionId: planId, entitlementId } = provisioningContext ?? {}
  if (scope === undefined) return wanted
  const said = scope.toLowerCase()
  if (said !== 'shared' && said !== 'single') return otherPlace
  const isWanted =
    wanted === undefined ||
    (said === wanted.scope &&
      (planId === undefined || sameId(planId, wanted.planId)) &&
      (said === 'shared' || entitlementId === undefined || sameId(entitlementId, wanted.subscriptionId ?? '')))
  if (!isWanted) return otherPlace
  if (wanted !== undefined) return wanted
  if (planId === undefined || (said === 'single' && entitlementId === undefined)) return undefined
  return { scope: said, planId, ...(said === 'single' && { subscriptionId: entitlementId }), name: '' }
}
