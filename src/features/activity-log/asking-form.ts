import { z } from 'zod'
import type { Entry } from '../../chat/card-flow.ts'
import { type DateRange, rangePresets } from '../../chat/date-range.ts'
import { refusalText } from '../../chat/error-reply.ts'
import { lineField } from '../../chat/fields.ts'
import type { Turn } from '../../chat/turn.ts'
import type { Who } from '../../commerce/access.ts'
import { CustomerUnknown } from '../../commerce/errors.ts'
import { nameKey } from '../../commerce/name-key.ts'
import { DomainError } from '../../platform/errors.ts'
import { isGuid } from '../../platform/guid.ts'
import { languages } from '../../platform/language.ts'
import { cut } from '../../platform/text.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import { DaysAhead, DaysBackwards, PersonUnknown } from './activity-log.errors.ts'
import type { ActivityLogService } from './activity-log.service.ts'
import { type ActivityLogText, activityLogText } from './activity-log.text.ts'
import { type Asked, type Asking, daySchema } from './asked.ts'
import { dayOf, daysOf } from './days.ts'
import { formerWords } from './entry-words.ts'
import { kinds } from './kinds.ts'

const typed = lineField()

/** The form below the list, as it comes with any of the card's buttons. */
export const formInputs = z.object({
  range: z.enum([...rangePresets, 'exact']),
  from: typed,
  to: typed,
  person: typed,
  customer: typed,
  kind: z.enum(kinds),
})
export type FormInputs = z.infer<typeof formInputs>

/** What the choices for nobody and nothing in particular say in any of the desk's languages; cards of before carry codes. */
const says =
  (code: string, pick: (words: ActivityLogText) => string) =>
  (typed: string): boolean =>
    [code, ...languages.map((language) => pick(activityLogText[language]))].some((it) => nameKey(it) === nameKey(typed))

const saysEveryone = says('everyone', (words) => words.everyone)
const saysCustomers = says('customers', (words) => words.customers)
const saysAllCustomers = says('all', (words) => words.allCustomers)

type Mistakes = Partial<Record<keyof FormInputs, string>>

/** The days that the form's fields hold: none but exact dates are written there. */
export const datesIn = ({ range, first, last }: Asked): { from: string; to: string } =>
  range === 'exact' ? { from: first, to: last } : { from: '', to: '' }

/** What is asked for, or what is wrong with it at which field. @param shown the question that the form was filled in with. */
export async function readForm(
  log: ActivityLogService,
  turn: Turn,
  shown: Asked,
  inputs: FormInputs,
): Promise<{ readonly asking: Asking } | { readonly mistakes: Mistakes }> {
  const words = activityLogText[turn.reader.language].errors
  const noted: Mistakes = {}
  const orNoted = async <T>(field: keyof FormInputs, find: Promise<T>): Promise<T | undefined> =>
    find.catch((error: unknown) => {
      if (!(error instanceof PersonUnknown || error instanceof CustomerUnknown)) throw error
      noted[field] = refusalText(turn.reader, error, words)
      return undefined
    })
  const [person, customerId] = await Promise.all([
    orNoted('person', personIn(log, whoOf(turn), inputs.person, shown)),
    orNoted('customer', customerIn(log, whoOf(turn), inputs.customer)),
  ])
  const range = rangeIn(turn, shown, inputs)
  const mistakes = { ...noted, ...('mistakes' in range ? range.mistakes : {}) }
  if ('mistakes' in range || Object.keys(mistakes).length > 0) return { mistakes }
  return { asking: { range: range.range, person, customerId, kind: inputs.kind } }
}

async function personIn(log: ActivityLogService, who: Who, typed: string, shown: Asked): Promise<Asking['person']> {
  if (typed === '' || saysEveryone(typed)) return undefined
  if (saysCustomers(typed)) return 'customers'
  // Whoever has left has no name to be found by.
  const left = languages.some((language) => formerWords(shown.person ?? '', language) === typed)
  return left ? shown.person : log.person(who, typed)
}

async function customerIn(log: ActivityLogService, who: Who, customer: string): Promise<string | undefined> {
  return customer === '' || saysAllCustomers(customer) ? undefined : log.customer(who, customer)
}

/** Longer than any name or domain: what stands in a field stands in its list too. */
const longestTyped = 300

/** How the form's fields say whom it is about: as somebody would type it, which ids are not. */
export async function fieldsOf(
  log: ActivityLogService,
  turn: Turn,
  { asked, typed }: { asked: Asked; typed: Entry['typed'] },
) {
  const { language } = turn.reader
  const words = activityLogText[language]
  const person = cut(String(typed.person ?? asked.person ?? words.everyone), longestTyped)
  const customer = cut(String(typed.customer ?? asked.customerId ?? words.allCustomers), longestTyped)
  const who = whoOf(turn)
  const [names, domain] = await Promise.all([
    isGuid(person) ? log.typedPeople(who, [person.toLowerCase()]) : undefined,
    isGuid(customer) ? log.typedCustomer(who, customer.toLowerCase()) : customer,
  ])
  const named = names === undefined ? person : (names.get(person.toLowerCase()) ?? formerWords(person, language))
  return {
    person: saysEveryone(named) ? words.everyone : saysCustomers(named) ? words.customers : named,
    customer: saysAllCustomers(domain) ? words.allCustomers : domain,
  }
}
export type WhomFields = Awaited<ReturnType<typeof fieldsOf>>

/** Whoever changes the dates means them, without choosing *Exact dates* too. */
function rangeIn(
  { reader, now }: Turn,
  shown: Asked,
  { range, from, to }: FormInputs,
): { readonly range: DateRange } | { readonly mistakes: Mistakes } {
  const before = datesIn(shown)
  const datesMeant = (from !== '' || to !== '') && (from !== before.from || to !== before.to)
  if (range !== 'exact' && !datesMeant) return { range: { preset: range } }
  const words = activityLogText[reader.language]
  const isDay = (date: string) => daySchema.safeParse(date).success
  const mistakes: Mistakes = {
    ...(!isDay(from) && { from: from === '' ? words.noFrom : words.noDate }),
    ...(!isDay(to) && { to: to === '' ? words.noTo : words.noDate }),
  }
  if (Object.keys(mistakes).length > 0) return { mistakes }
  try {
    daysOf({ from, to }, dayOf(reader.timeZone, now))
    return { range: { from, to } }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const said = refusalText(reader, error, words.errors)
    if (error instanceof DaysAhead) return { mistakes: { from: said } }
    if (error instanceof DaysBackwards) return { mistakes: { to: said } }
    throw error
  }
}
