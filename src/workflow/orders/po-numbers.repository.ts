import type { Stored } from '../../commerce/ground.ts'

/** Purchase order numbers: the desk's own, since Partner Center has no place for them. */
export function poNumbersRepository({ database }: Stored) {
  return { ofOrder }

  /** What was written on the order that was bought through the desk; undefined for what has none. */
  async function ofOrder(partnerId: string, orderId: string): Promise<string | undefined> {
    const [found] = await database.read<{ poNumber: string | null }>({
      name: 'po-number',
      text: `select p.po_number as "poNumber" from desk.purchase_order o join desk.purchase p on p.id = o.purchase_id
             where o.partner_id = $1 and o.order_id = $2`,
      values: [partnerId, orderId],
    })
    return found?.poNumber ?? undefined
  }
}

export type PoNumbersRepository = ReturnType<typeof poNumbersRepository>
