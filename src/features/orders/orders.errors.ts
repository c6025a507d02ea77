import { refusal } from '../../platform/errors.ts'

/** No customer of the partner has an order of that ID. */
export class OrderNowhere extends refusal('orders.nowhere').with<{ orderId: string }>() {}

export type OrdersError = OrderNowhere
