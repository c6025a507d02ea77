import type { Customer, Order } from '../order.ts'
import type { CatalogItem } from '../product.ts'

/** One download of a software line item: only combinations that exist are listed. */
export interface DownloadOption {
  /** Partner Center's `optionKey`. */
  readonly key: string
  /** `2019`, `2016`: the product's version as the download pages name it. */
  readonly version: string
  /** BCP 47: `en`, `pt-BR`. */
  readonly language: string
  readonly fileType: 'ISO 64-bit' | 'ISO 32-bit' | 'VHD'
  /** Bytes. */
  readonly fileSize: number
}

export interface LineRef {
  readonly customerId: string
  readonly orderId: string
  readonly lineItem: number
}

/**
 * Microsoft's Partner Center as the desk needs it. Everything is asked for one partner and answers nothing of another:
 * an id of somebody else is unknown. Refusals are the DomainErrors of commerce/errors.ts.
 */
export interface PartnerCenter {
  /** The real service has no call for keys and download links; the embedded one has both. */
  readonly capabilities: { readonly keys: boolean; readonly downloadLinks: boolean }

  /**
   * Customers whose name or primary domain starts with the text (any letter case), or whose tenant GUID it is; by name.
   * Those whose name or domain it is come first. Reads at most `limit` of each kind. Empty text gives the first ones.
   */
  searchCustomers(partnerId: string, text: string, limit: number): Promise<Customer[]>
  /** @throws CustomerUnknown */
  customer(partnerId: string, customerId: string): Promise<Customer>
  hasAcceptedAgreement(partnerId: string, customerId: string): Promise<boolean>

  /** What the customer's market sells, priced in its currency. @throws CustomerUnknown */
  catalogue(partnerId: string, customerId: string): Promise<CatalogItem[]>
  /** One item of the catalogue, priced now. @throws CustomerUnknown, ReservationsNotSold, ProductNotSold */
  catalogueItem(partnerId: string, customerId: string, catalogItem: string): Promise<CatalogItem>

  /**
   * Buys one line. The same `requestId` again (MS-RequestId) answers the order that the first call made.
   * @throws CustomerUnknown, AgreementNotAccepted, ReservationsNotSold, ProductNotSold, QuantityNotAllowed, PartnerCenterUnavailable
   */
  placeOrder(partnerId: string, order: NewOrder): Promise<Order>

  /** Newest first; cancelled ones too. @throws CustomerUnknown */
  orders(partnerId: string, customerId: string): Promise<Order[]>
  /** @throws CustomerUnknown, OrderUnknown */
  order(partnerId: string, customerId: string, orderId: string): Promise<Order>

  /** Cancels all line items. The order shows as `cancelled` up to 15 minutes later. Calling again changes nothing. @throws OrderUnknown */
  cancelOrder(
    partnerId: string,
    cancellation: { customerId: string; orderId: string; requestId: string },
  ): Promise<void>

  /** @throws OrderUnknown, NoSoftware */
  downloadOptions(partnerId: string, line: LineRef): Promise<DownloadOption[]>
  /** Where the file itself is fetched from, for one download. @throws OrderUnknown, NoSoftware */
  downloadUrl(partnerId: string, line: LineRef, optionKey: string): Promise<string>
  /** The activation key, in plain text: a secret. @throws OrderUnknown, NoSoftware */
  productKey(partnerId: string, line: LineRef): Promise<string>
}

export interface NewOrder {
  readonly customerId: string
  readonly catalogItem: string
  readonly quantity: number
  readonly poNumber?: string | undefined
  readonly requestId: string
}
