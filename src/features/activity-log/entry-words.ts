import { Decimal } from 'decimal.js'
import { wordsText } from '../../chat/words.text.ts'
import { type Role, roles } from '../../commerce/agent.ts'
import type { Language, Reader } from '../../platform/language.ts'
import { type Activity, activities, type ChainedEntry } from '../../workflow/activity/activity.ts'
import { daysWords } from './days.text.ts'
import { entryText } from './entry.text.ts'
import { type Names, personIn } from './names.ts'

/** An entry of another version has only its code. */
export const whatWords = (what: string, { language }: Reader): string =>
  activities.some((known) => known === what) ? entryText[language].what[what as Activity] : what

/** Who did it: by name while the directory knows one. */
export function whoWords(
  { agentId, what, facts }: Pick<ChainedEntry, 'agentId' | 'what' | 'facts'>,
  names: Names,
  read: Reader,
): string {
  const words = entryText[read.language]
  if (agentId === null && what === 'done-at-partner-center')
    return words.atPartnerCenter(factIn(facts, 'by') ?? words.nobodyNamed)
  if (agentId === null) return what === 'downloaded' ? words.customers : words.desk
  return agentWords(agentId, names, read)
}

export const agentWords = (id: string, names: Names, read: Reader): string =>
  names.agent(id) ?? formerWords(id, read.language)

/** For whoever has left: there is no name to know them by. */
export const formerWords = (id: string, language: Language): string => entryText[language].former(`${id.slice(0, 8)}…`)

/** What it was about: `10 × SQL Server 2022 Standard`, `CSP-1001`, `Contoso`. */
export function aboutWords(entry: ChainedEntry, names: Names, read: Reader): string[] {
  const { customerId, orderId } = entry
  return [
    ...factWords(entry, names, read),
    ...(orderId === null ? [] : [names.order(orderId)]),
    ...(customerId === null ? [] : [names.customer(customerId) ?? customerId]),
  ]
}

function factWords({ what, facts }: ChainedEntry, names: Names, read: Reader): string[] {
  const fact = (name: string) => factIn(facts, name)
  const words = entryText[read.language]
  const subject = what.startsWith('approval-') ? words.subjects[fact('kind') ?? ''] : undefined
  const role = fact('role')
  const person = personIn(facts)
  const [first, last] = [fact('first'), fact('last')]
  const code = what.startsWith('order-') ? fact('code') : undefined
  const entries = what === 'activity-checked' ? fact('entries') : undefined
  return [
    subject,
    ...(what === 'settings-changed' ? Object.keys(facts ?? {}).map((name) => words.settings[name]) : []),
    productWords(fact('product'), fact('quantity'), read),
    moneyWords(fact('amount'), fact('currency'), read),
    code === undefined ? undefined : words.code(code),
    role === undefined ? undefined : roleWords(role, read),
    person === null ? undefined : (fact('name') ?? agentWords(person, names, read)),
    fact('operation'),
    fact('support'),
    words.statuses[fact('status') ?? ''],
    fact('chat'),
    first === undefined || last === undefined ? undefined : daysWords({ first, last }, read),
    entries === undefined ? undefined : words.upTo(read.number(Number(entries))),
    fact('chained') === 'later' ? words.chainedLater : undefined,
  ].filter((it) => it !== undefined)
}

function factIn(facts: unknown, name: string): string | undefined {
  const value = (facts as Record<string, unknown> | null)?.[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

function productWords(product: string | undefined, quantity: string | undefined, read: Reader): string | undefined {
  if (product === undefined || quantity === undefined) return product
  return `${read.number(Number(quantity))} × ${product}`
}

function moneyWords(amount: string | undefined, currency: string | undefined, read: Reader): string | undefined {
  if (amount === undefined || currency === undefined || !/^-?\d+(\.\d+)?$/.test(amount)) return undefined
  return /^[A-Z]{3}$/.test(currency) ? read.money({ amount: new Decimal(amount), currency }) : `${currency} ${amount}`
}

const roleWords = (role: string, { language }: Reader): string =>
  roles.some((known) => known === role) ? wordsText[language].roles[role as Role] : role
