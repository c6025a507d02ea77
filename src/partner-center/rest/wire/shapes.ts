import { Decimal } from 'decimal.js'
import { z } from 'zod'
import { wellFormed } from '../../../platform/text.ts'

/** What may be missing, or null. */
export const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined)

/** A word of the service: new ones are added over time, and some are numbers in places. */
export const word = z.union([z.string(), z.number()]).transform(String)

/** Kept as it is written: letter case may matter. */
export const id = z.string().min(1).max(200)

/** Of a tenant or a subscription: letter case does not matter, and the service writes both. */
export const guid = z.guid().transform((text) => text.toLowerCase())

export const count = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).pipe(z.int().nonnegative())

/** An amount of money: a number, or one as text. */
export const amount = z
  .union([z.number(), z.string().regex(/^\d+(\.\d+)?$/)])
  .transform((value) => new Decimal(value))
  .refine((value) => value.isFinite() && !value.isNegative())

export const currency = z.string().regex(/^[A-Z]{3}$/)

export const market = z
  .string()
  .regex(/^[A-Za-z]{2}$/)
  .transform((text) => text.toUpperCase())

const written = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?)(\.\d{1,3})?\d*)?(Z|[+-]\d{2}:\d{2})?$/i

/**
 * `2019-01-16T00:45:41.6062996Z`, `2018-03-06T17:37:05.253-08:00`, `2019-08-26T00:00:00`, `2015-11-25T06: 41: 12Z`: seven digits,
 * offsets, no zone at all (UTC) and blanks occur.
 */
export const moment = z.string().transform((text, context) => {
  const [, day, time = '00:00:00', fraction = '', zone = 'Z'] = written.exec(text.replaceAll(/\s/g, '')) ?? []
  const at = new Date(`${day}T${time}${fraction}${zone.toUpperCase()}`)
  if (day !== undefined && !Number.isNaN(at.getTime())) return at
  context.addIssue({ code: 'custom', message: 'no moment' })
  return z.NEVER
})

const link = z.object({
  uri: z.string(),
  headers: optional(z.array(z.object({ key: z.string(), value: z.string() }))),
})
export type Link = z.output<typeof link>

export const links = optional(z.record(z.string(), z.unknown()).transform(linksFrom))

/** Of links, those that are read: what else stands there is the service's own affair. */
function linksFrom(given: Record<string, unknown>): { readonly [name: string]: Link } {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => {
      const read = link.safeParse(value)
      return read.success ? [[name, read.data]] : []
    }),
  )
}

/** `{ totalCount, items, links }`: an empty one may have no items at all. */
export const collection = <T extends z.ZodType>(item: T) =>
  z.object({ totalCount: optional(count), items: optional(z.array(item)), links })

/** The same for who reads everything: an item that does not fit costs itself alone, and `unfit` says what of it does not. */
export const collectionOfFitting = <T extends z.ZodType>(item: T) =>
  z.object({ items: optional(z.array(z.unknown())), links }).transform(({ items = [], links }) => {
    const read = items.map((one) => item.safeParse(one))
    return {
      links,
      items: read.flatMap(({ success, data }) => (success ? [data] : [])),
      unfit: read.flatMap(({ error }) => error?.issues ?? []),
    }
  })

/** The service writes `Id` where it copies a resource into a text, and `id` everywhere else. Its texts are text: no database keeps a NUL. */
export function camelKeys(value: unknown): unknown {
  if (typeof value === 'string') return wellFormed(value)
  if (Array.isArray(value)) return value.map(camelKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name.replace(/^./, (first) => first.toLowerCase()), camelKeys(one)]),
  )
}
