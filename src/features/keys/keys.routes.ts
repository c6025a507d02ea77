import { z } from 'zod'
import { moment } from '../../chat/common.routes.ts'

/** How many links a page of the list has. */
export const linksAtOnce = 20

const orderId = z.string().min(1).max(100)
const line = z.strictObject({ customerId: z.guid(), orderId, lineItem: z.int().min(0).max(9_999) })
const linkCursor = z.object({ at: z.iso.datetime(), id: z.guid() })
/** Longer than any address or key: what is too long is said to be, at its field. */
const pasted = z.string().max(20_000)
/** As the page showed it: what was changed since is shown first. */
const revised = z.strictObject({ link: z.guid(), revision: z.int() })

const linkRow = z.object({
  id: z.string(),
  customerId: z.string(),
  customer: z.string(),
  orderId: z.string(),
  /** The order's number, as people read it. */
  number: z.string(),
  lineItem: z.number(),
  product: z.string(),
  /** `2019, English, ISO 64-bit`. */
  file: z.string(),
  revision: z.number(),
  alive: z.boolean(),
  /** Its order is cancelled: it ends for good. */
  revoked: z.boolean(),
  /** Of its time and of its downloads, in hundredths and in words. */
  time: z.object({ left: z.number(), words: z.string(), until: z.string() }),
  downloads: z.object({ left: z.number(), words: z.string() }),
  ends: moment,
  /** Why it does not work, where it does not. */
  ended: z.string().optional(),
  /** Renewing it takes a fresh link of Microsoft's. */
  takesPaste: z.boolean(),
})
export type LinkRow = z.infer<typeof linkRow>

const option = z.object({
  key: z.string(),
  version: z.string(),
  /** With the language's name. */
  language: z.object({ value: z.string(), words: z.string() }),
  fileType: z.string(),
  size: z.string(),
})
export type FileOption = z.infer<typeof option>

const softwareLine = z.object({
  lineItem: z.number(),
  what: z.string(),
  /** Why it has no key and no download, where it has none. */
  ended: z.string().optional(),
  options: z.array(option),
  /** What the form begins with. */
  preferred: z.string().optional(),
  /** Whether there is a key to be shown. */
  hasKey: z.boolean(),
  /** Who pasted it, or that nobody has, where the service gives none. */
  keySaid: z.string().optional(),
  pastesLinks: z.boolean(),
  pastesKeys: z.boolean(),
})
export type SoftwareLine = z.infer<typeof softwareLine>

const linkTold = z.object({ said: z.string(), link: linkRow.optional() })
/** By the field: what is wrong with what was pasted. */
const faults = z.object({ link: z.string(), productKey: z.string(), file: z.string() }).partial()

export const keysRoutes = {
  /** The person's own links, those that end first in front; of those that have ended, the last. */
  'links.list': {
    asks: z.strictObject({
      ended: z.boolean().default(false),
      orderId: orderId.optional(),
      after: linkCursor.optional(),
    }),
    tells: z.object({ links: z.array(linkRow), next: linkCursor.optional(), count: z.number() }),
  },
  'links.renew': {
    asks: revised.extend({ key: z.guid(), leadsTo: pasted.optional() }),
    tells: linkTold.extend({ fault: z.string().optional() }),
  },
  'links.replace': { asks: revised, tells: linkTold },
  /** Its address: that it was shown is on record. */
  'links.copy': {
    asks: z.strictObject({ link: z.guid() }),
    tells: z.object({ address: z.string(), said: z.string() }),
  },
  /** A message to the customer, in the language of its market or the one that was chosen. */
  'links.forward': {
    asks: z.strictObject({ link: z.guid(), language: z.enum(['en', 'zh', 'ko']).optional() }),
    tells: z.object({ message: z.string(), language: z.enum(['en', 'zh', 'ko']), remark: z.string() }),
  },
  /** What of an order has keys and downloads. */
  'keys.order': {
    asks: z.strictObject({ customerId: z.guid(), orderId }),
    tells: z.object({
      orderId: z.string(),
      number: z.string(),
      customer: z.object({ id: z.string(), name: z.string(), domain: z.string() }),
      lines: z.array(softwareLine),
      /** Where keys and links are copied from, where they are pasted. */
      page: z.object({ address: z.string(), where: z.string() }).optional(),
    }),
  },
  /** What a key is of, as the cards say it: customer, product and the order's number. */
  'keys.line': { asks: line, tells: z.object({ about: z.string() }) },
  'keys.get': { asks: line.extend({ option: z.string().min(1).max(300) }), tells: linkTold },
  /** A secret: it is in this one answer, and nowhere else. */
  'keys.show': { asks: line.extend({ key: z.guid() }), tells: z.object({ secret: z.string(), said: z.string() }) },
  'keys.paste': {
    asks: line.extend({ key: z.guid(), link: pasted, productKey: pasted, file: z.string().max(1_000) }),
    tells: z.object({ faults: faults.optional(), said: z.string().optional(), link: linkRow.optional() }),
  },
}
