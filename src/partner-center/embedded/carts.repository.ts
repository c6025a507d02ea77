import { z } from 'zod'
import { reservationPlaceSchema } from '../../commerce/reservation-place.ts'
import type { Database, Prisma, Rows } from '../../platform/database/database.ts'
import { isUniqueViolation } from '../../platform/database/violations.ts'
import { insertOrder, type NewOrderRow, type OrderRow, takeOrderNumber, withLines } from './embedded.repository.ts'

const said = { code: z.string(), text: z.string() }
const storedLines = z.array(
  z.object({
    // What is not sold is kept as it was asked for.
    ref: z.object({
      productId: z.string(),
      skuId: z.string(),
      term: z.string(),
      billing: z.string(),
      segment: z.string(),
    }),
    quantity: z.number(),
    /** Decimal text; missing in a line with an error. */
    unitPrice: z.string().optional(),
    currency: z.string(),
    taxIncluded: z.boolean(),
    orderGroup: z.string(),
    error: z.object(said).optional(),
    place: reservationPlaceSchema.optional(),
  }),
)
export type StoredCartLine = z.infer<typeof storedLines>[number]
const storedErrors = z.array(z.object({ ...said, orderGroup: z.string() }))
export type StoredGroupError = z.infer<typeof storedErrors>[number]

export interface CartRow {
  readonly partnerId: string
  readonly id: string
  readonly customerId: string
  readonly requestId: string
  readonly lines: readonly StoredCartLine[]
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly submitRequestId: string | null
  readonly orderedAt: Date | null
  readonly errors: readonly StoredGroupError[]
}

/** What is stored when a cart is ordered. */
export interface Ordered {
  readonly requestId: string
  readonly at: Date
  readonly errors: readonly StoredGroupError[]
  readonly orders: readonly ((id: string) => NewOrderRow)[]
}

/** The carts of the embedded Partner Center. */
export class CartsRepository {
  private readonly database: Database

  constructor(database: Database) {
    this.database = database
  }

  /** Adds a cart, unless the same call has added one already. */
  async add({ lines, errors: _, ...cart }: CartRow): Promise<void> {
    const data = { ...cart, lines: lines.map((line) => ({ ...line })) }
    await this.database.rows.pcCart.create({ data }).catch((error: unknown) => {
      if (!isUniqueViolation(error)) throw error
    })
  }

  async ofCall(partnerId: string, requestId: string): Promise<CartRow | undefined> {
    const where = { partnerId_requestId: { partnerId, requestId } }
    return read(await this.database.rows.pcCart.findUnique({ where }))
  }

  async find(partnerId: string, customerId: string, id: string): Promise<CartRow | undefined> {
    return read(await this.database.rows.pcCart.findFirst({ where: { partnerId, customerId, id } }))
  }

  ordersOf(partnerId: string, cartId: string): Promise<OrderRow[]> {
    return this.database.rows.pcOrder.findMany({ where: { partnerId, cartId }, include: withLines, orderBy })
  }

  ordersOfCall(partnerId: string, requestId: string): Promise<OrderRow[]> {
    return this.database.rows.pcOrder.findMany({ where: { partnerId, requestId }, include: withLines, orderBy })
  }

  /** Orders a cart, once: of two calls at the same moment the second waits for the first, and changes nothing. */
  order({ partnerId, id }: CartRow, { requestId, at, errors, orders }: Ordered): Promise<void> {
    return this.database.transaction(async (rows) => {
      const { count } = await rows.pcCart.updateMany({
        where: { partnerId, id, orderedAt: null },
        data: { submitRequestId: requestId, orderedAt: at, errors: errors.map((error) => ({ ...error })) },
      })
      if (count === 0) return
      for (const orderWith of orders) await addOrder(rows, partnerId, orderWith)
    })
  }
}

const orderBy = { id: 'asc' } as const

async function addOrder(rows: Rows, partnerId: string, orderWith: (id: string) => NewOrderRow): Promise<void> {
  await insertOrder(rows, orderWith(`CSP-${await takeOrderNumber(rows, partnerId)}`))
}

function read(row: Prisma.PcCartGetPayload<object> | null): CartRow | undefined {
  if (row === null) return undefined
  return { ...row, lines: storedLines.parse(row.lines), errors: storedErrors.parse(row.errors ?? []) }
}
