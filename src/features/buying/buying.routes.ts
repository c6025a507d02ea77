import { z } from 'zod'
import { paper } from '../../chat/paper.routes.ts'

const customer = z.object({ id: z.string(), name: z.string(), domain: z.string() })

/** What can be bought: a ref as text, and how it reads. */
const item = z.object({
  item: z.string(),
  product: z.string(),
  sku: z.string(),
  line: z.string(),
  family: z.string(),
  /** Whether it is asked what it applies to. */
  reserved: z.boolean(),
  term: z.string(),
  billing: z.string(),
  price: z.string().optional(),
})
export type Item = z.infer<typeof item>

const choice = z.object({ value: z.string(), words: z.string(), count: z.number() })
export type Choice = z.infer<typeof choice>

const guid = z.guid().transform((id) => id.toLowerCase())
const chosen = z.string().max(100).optional()

/** The form as it stands, as it was typed. */
const form = z.object({
  customerId: guid,
  lines: z
    .array(z.object({ item: z.string().max(200), quantity: z.string().max(50), place: z.string().max(200).optional() }))
    .max(50),
  poNumber: z.string().max(300),
  /** Left out by who sells directly. */
  reseller: z.string().max(300).optional(),
})

const missing = z.object({ paper, waits: z.boolean() })

/** What would be ordered and on which terms. */
const review = z.object({
  paper,
  asks: z.boolean(),
  /** What the button is called. */
  place: z.string(),
  /** What was shown, sealed: it is what is confirmed. */
  shown: z.string(),
})

const reviewed = z.discriminatedUnion('kind', [
  review.extend({ kind: z.literal('review') }),
  missing.extend({ kind: z.literal('agreement') }),
  z.object({
    kind: z.literal('mistakes'),
    lines: z.array(z.object({ at: z.number(), field: z.enum(['item', 'quantity', 'place']), words: z.string() })),
    poNumber: z.string().optional(),
    reseller: z.string().optional(),
  }),
])
export type Reviewing = z.infer<typeof reviewed>

export const buyingRoutes = {
  /** Whom it is for: by id, domain or name. */
  'buying.customer': {
    asks: z.object({
      customer: z.string().min(1).max(300),
      /** The form that waited for the customer's agreement. */
      kept: guid.optional(),
    }),
    tells: z.object({
      customer,
      market: z.string(),
      agreement: missing.optional(),
      /** What the prices are for one of, where there are some. */
      prices: z.string().optional(),
      /** That promotions are not read. */
      promotions: z.string().optional(),
      /** Through whom it was sold last, for who has to name a reseller; left out for the others. */
      reseller: z.string().optional(),
      likely: z.array(item),
      /** As it was filled in, by who did. */
      kept: z
        .object({
          lines: z.array(item.extend({ quantity: z.string(), place: z.string().optional() })),
          poNumber: z.string(),
          reseller: z.string().optional(),
          /** Words that name no single product, and how many of it. */
          about: z.string().optional(),
          quantity: z.string().optional(),
          /** What of it is not sold any more, in words. */
          without: z.string().optional(),
        })
        .optional(),
      mostLines: z.number(),
    }),
  },
  'buying.products': {
    asks: z.object({
      customerId: guid,
      text: z.string().max(200),
      family: chosen,
      term: chosen,
      billing: chosen,
      more: z.boolean(),
    }),
    tells: z.object({
      items: z.array(item),
      count: z.number(),
      families: z.array(choice),
      terms: z.array(choice),
      billings: z.array(choice),
    }),
  },
  /** What a reservation of the customer can apply to. */
  'buying.places': {
    asks: z.object({ customerId: guid }),
    tells: z.object({
      places: z.array(z.object({ value: z.string(), words: z.string() })),
      /** That it cannot be bought yet, or at all. */
      note: z.string().optional(),
    }),
  },
  'buying.review': { asks: form.extend({ key: guid }), tells: reviewed },
  /** The key is made when the form is opened: the same click twice is one order. */
  'buying.place': {
    asks: z.object({
      key: guid,
      shown: z.string().max(40_000),
      acknowledged: z.boolean(),
      why: z.string().max(500),
    }),
    tells: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('confirmed'), id: z.string() }),
      /** Something else would be ordered than was shown, or who has to agree is another matter now. */
      review.extend({ kind: z.literal('changed'), words: z.string() }),
    ]),
  },
  'buying.receipt': {
    asks: z.object({ id: guid }),
    tells: z.object({
      paper,
      /** Nothing more becomes of it. */
      settled: z.boolean(),
    }),
  },
  /** Tells the person when the customer has accepted the agreement, and keeps the form until then. */
  'buying.wait': { asks: form, tells: missing },
  'buying.withdraw': { asks: z.object({ approvalId: guid }), tells: z.object({}) },
}
