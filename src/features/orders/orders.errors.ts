import { DomainError } from '../../platform/errors.ts'

/** No customer of the partner has an order of that ID. */
export class OrderNowhere extends DomainError {
  readonly code = 'orders.nowhere'
  readonly orderId: string

  constructor(orderId: string) {
    super('no customer has this order')
    this.orderId = orderId
  }
}

export type OrdersError = OrderNowhere
