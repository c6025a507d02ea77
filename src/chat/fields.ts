import { z } from 'zod'
import { asOneLine, asWords, turnsDirection } from '../platform/plain-text.ts'
import { cut } from '../platform/text.ts'

/** More than any field of a card takes: what is longer is not read to its end. */
const mostSent = 20_000

/** What clients send of an input: text, or a number; nothing where it was left empty. */
const sent = z
  .union([z.string(), z.number()])
  .default('')
  .transform((value) => cut(String(value), mostSent))

/** A field that is read: an order ID, a domain, an address, an amount. It is tidied as sentences are. */
export const lineField = (longest = 200) => sent.transform(asOneLine).pipe(z.string().max(longest))

/** Such a field that may not be empty; what nobody sees is nothing. */
export const filledLine = (longest = 200) => lineField(longest).pipe(z.string().min(1))

/** Words for people, on as many lines as they want: a reason, a comment. They stay as they are, without what nobody sees. */
export const wordsField = (longest: number) => sent.transform(asWords).pipe(z.string().max(longest))

/** A person's name, on one line. What turns the direction of writing would make it look like another one. */
export const nameField = (longest: number) =>
  z
    .string()
    .max(mostSent)
    .refine((name) => !turnsDirection(name))
    .transform((name) => asWords(name))
    .pipe(
      z
        .string()
        .min(1)
        .max(longest)
        .regex(/^[^\p{Cc}]*$/u),
    )

/** What is ticked of several choices: `links,windows`; old clients on phones send `links;windows`. Anything else is a mistake. */
export const tickedField = <T extends string>(choices: readonly [T, ...T[]] | readonly T[]) =>
  z
    .union([z.string().max(4_000), z.array(z.string()).max(100)])
    .default('')
    .transform((ticked) =>
      [ticked]
        .flat()
        .flatMap((some) => some.split(/[,;，；、]/u))
        .map(asOneLine)
        .filter((one) => one !== ''),
    )
    .pipe(z.array(z.enum(choices)))
    .transform((ticked) => [...new Set(ticked)])
