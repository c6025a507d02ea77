import { isGuid } from '../../platform/guid.ts'

/** What is no id of ours is unknown, and never reaches the database as an error. */
export const areIds = (partnerId: string, customerId: string, orderId: string): boolean =>
  isGuid(partnerId) && isGuid(customerId) && isOrderId(orderId)

const isOrderId = (id: string): boolean => /^[\w-]{1,64}$/.test(id)
