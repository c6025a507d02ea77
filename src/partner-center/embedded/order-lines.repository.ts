import type { Database } from '../../platform/database/database.ts'

interface OrderKey {
  readonly partnerId: string
  readonly orderId: string
}

/** What changes of the lines of an order that was placed. */
export class OrderLinesRepository {
  private readonly database: Database

  constructor(database: Database) {
    this.database = database
  }

  /**
   * Marks lines as cancelled, once, and the order with the last of them. The order's row is locked first: two at once take turns.
   * @param numbers left out, all lines
   * @returns whether something was marked now
   */
  markCancelled(
    { partnerId, customerId, orderId }: OrderKey & { readonly customerId: string },
    numbers: readonly number[] | undefined,
    at: Date,
  ): Promise<boolean> {
    return this.database.transaction(async (rows) => {
      await rows.$queryRaw`select 1 from partner_center."order"
        where partner_id = ${partnerId}::uuid and customer_id = ${customerId}::uuid and id = ${orderId} for update`
      const ofOrder = { partnerId, orderId, cancelledAt: null, order: { customerId, cancelledAt: null } }
      const wanted = numbers === undefined ? {} : { number: { in: [...numbers] } }
      const { count } = await rows.pcOrderLine.updateMany({
        where: { ...ofOrder, ...wanted },
        data: { cancelledAt: at },
      })
      const left = await rows.pcOrderLine.count({ where: ofOrder })
      if (count > 0 && left === 0) {
        await rows.pcOrder.updateMany({ where: { partnerId, id: orderId }, data: { cancelledAt: at } })
      }
      return count > 0
    })
  }

  /** @param since from when on it does not renew itself any more; null, it does */
  async setAutoRenewOff({ partnerId, orderId }: OrderKey, number: number, since: Date | null): Promise<void> {
    await this.database.rows.pcOrderLine.updateMany({
      where: { partnerId, orderId, number },
      data: { autoRenewOffAt: since },
    })
  }
}
