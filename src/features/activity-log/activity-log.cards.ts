import type { CardElement, IActionSet, IChoiceSetInput, IDateInput } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import type { Entry } from '../../chat/card-flow.ts'
import { announcements, card, mistake, plain, subtle, text, typedOr } from '../../chat/card-parts.ts'
import { rangePresets } from '../../chat/date-range.ts'
import { buttonRow, type FlowButtons } from '../../chat/press.ts'
import type { Agent } from '../../commerce/agent.ts'
import type { ListedCustomer } from '../../commerce/order.ts'
import type { Reader } from '../../platform/language.ts'
import type { ChainedEntry } from '../../workflow/activity/activity.ts'
import { customerChoice } from '../../workflow/customers/customer-step.ts'
import type { LogPage } from './activity-log.service.ts'
import { type ActivityLogText, activityLogText } from './activity-log.text.ts'
import type { Asked } from './asked.ts'
import { datesIn, type WhomFields } from './asking-form.ts'
import { daysWords, dayWords } from './days.text.ts'
import { dayOf } from './days.ts'
import { aboutWords, agentWords, whatWords, whoWords } from './entry-words.ts'
import { kinds } from './kinds.ts'
import type { Names } from './names.ts'

export interface LogCard {
  readonly read: Reader
  readonly asked: Asked
  readonly page: LogPage
  /** Whether newer entries were paged over. */
  readonly paged: boolean
  /** What the form offers before anything is typed. */
  readonly people: readonly Agent[]
  readonly customers: readonly ListedCustomer[]
  /** How somebody would type each of these people, by their ids. */
  readonly typedNames: ReadonlyMap<string, string>
  /** What the form's fields hold. */
  readonly whom: WhomFields
  /** Of the file that *CSV to OneDrive* offers. */
  readonly nextOfferId: string
  /** Of the check that *Check the chain* begins; undefined for whoever may not. */
  readonly nextCheckId: string | undefined
  readonly entry: Entry
  readonly buttons: FlowButtons
}

/** What was asked for and ten entries of it, newest first; below, the form that asks for something else. */
export function logCard(input: LogCard): Card {
  const { read, asked, page, paged, entry } = input
  const words = activityLogText[read.language]
  const nothing = paged ? words.noneOlder : words.nothing
  return card({
    title: words.title,
    subject: askedWords(asked, page.names, read),
    body: [
      ...announcements(entry),
      ...(page.entries.length === 0 ? [text(nothing)] : dayBlocks(page, read)),
      listButtons(words, input),
      text(words.ask, { weight: 'Bolder', separator: true, spacing: 'Large' }),
      ...form(words, input),
      formButtons(words, input),
    ],
  })
}

/** `Nov 16, 2026 – Nov 22, 2026 · Everyone · All customers · Keys shown` */
export function askedWords({ first, last, person, customerId, kind }: Asked, names: Names, read: Reader): string {
  const words = activityLogText[read.language]
  return [
    daysWords({ first, last }, read),
    personWords(words, person, names, read),
    customerId === undefined ? words.allCustomers : (names.customer(customerId) ?? customerId),
    words.kinds[kind],
  ].join(' · ')
}

function personWords(words: ActivityLogText, person: Asked['person'], names: Names, read: Reader): string {
  if (person === undefined) return words.everyone
  return person === 'customers' ? words.customers : agentWords(person, names, read)
}

function dayBlocks({ entries, names }: LogPage, read: Reader): CardElement[] {
  const byDay = Map.groupBy(entries, ({ at }) => dayOf(read.timeZone, at))
  return [...byDay].flatMap(([day, ofDay]) => [
    text(plain(dayWords(day, read)), { weight: 'Bolder', spacing: 'Medium' }),
    ...ofDay.flatMap((entry) => entryLines(entry, names, read)),
  ])
}

/** `10:14 AM · **Key shown** · Mina Park`, and below it what it was about. */
function entryLines(entry: ChainedEntry, names: Names, read: Reader): CardElement[] {
  const what = `**${plain(whatWords(entry.what, read))}**`
  const about = aboutWords(entry, names, read)
  return [
    text([plain(read.time(entry.at)), what, plain(whoWords(entry, names, read))].join(' · '), { spacing: 'Small' }),
    ...(about.length === 0 ? [] : [subtle(about.join(' · '), { spacing: 'None' })]),
  ]
}

function listButtons(words: ActivityLogText, { page, paged, entry, buttons, nextOfferId }: LogCard): IActionSet {
  const { next } = page
  const after = next && { at: next.at.toISOString(), number: String(next.number) }
  return buttonRow(
    ...(after === undefined ? [] : [buttons.button('older', { title: words.older }, after)]),
    ...(paged ? [buttons.button('newest', { title: words.newest })] : []),
    buttons.button('chart', { title: words.chart, withoutInputs: true }),
    entry.secret === undefined
      ? buttons.button('file', { title: words.file, tooltip: words.fileHint })
      : { type: 'Action.OpenUrl' as const, title: words.openFile, url: entry.secret, style: 'positive' as const },
    buttons.button('keep', { title: words.keep, tooltip: words.keepHint }, { offer: nextOfferId }),
  )
}

const formButtons = (words: ActivityLogText, { nextCheckId, buttons }: LogCard): IActionSet =>
  buttonRow(
    buttons.button('show', { title: words.show, style: 'positive', tooltip: words.onRecord }),
    ...(nextCheckId === undefined
      ? []
      : [
          buttons.button(
            'check',
            { title: words.check, mode: 'secondary', withoutInputs: true },
            { check: nextCheckId },
          ),
        ]),
  )

function form(words: ActivityLogText, { asked, people, customers, typedNames, whom, entry }: LogCard): CardElement[] {
  const dates = datesIn(asked)
  return [
    choices('range', words.range, typedOr(entry, 'range', asked.range), [
      ...rangePresets.map((preset) => ({ title: words.ranges[preset], value: preset })),
      { title: words.ranges.exact, value: 'exact' },
    ]),
    {
      type: 'ColumnSet',
      columns: (['from', 'to'] as const).map((field) => ({
        type: 'Column' as const,
        width: 'stretch',
        items: [dateInput(field, words[field], typedOr(entry, field, dates[field])), ...mistake(entry, field)],
      })),
    },
    filtered('person', words.person, 'activity-people', whom.person, [
      ...personChoices(words),
      ...people.map((person) => personChoice(person, typedNames)),
    ]),
    ...mistake(entry, 'person'),
    filtered('customer', words.customer, 'activity-customers', whom.customer, [
      allChoice(words),
      ...customers.map(customerChoice),
    ]),
    ...mistake(entry, 'customer'),
    choices(
      'kind',
      words.kind,
      typedOr(entry, 'kind', asked.kind),
      kinds.map((kind) => ({ title: words.kinds[kind], value: kind })),
    ),
    subtle(words.onRecord, { size: 'Small' }),
  ]
}

type Choice = NonNullable<IChoiceSetInput['choices']>[number]

const choices = (
  id: string,
  label: string,
  value: string | undefined,
  offered: readonly Choice[],
): IChoiceSetInput => ({
  type: 'Input.ChoiceSet',
  id,
  label,
  style: 'compact',
  value: value ?? '',
  choices: [...offered],
})

const dateInput = (id: string, label: string, value: string | undefined): IDateInput => ({
  type: 'Input.Date',
  id,
  label,
  ...(value !== undefined && value !== '' && { value }),
})

const asSaid = (words: string) => ({ title: words, value: words })

export const personChoices = (words: ActivityLogText) => [asSaid(words.everyone), asSaid(words.customers)]

export const allChoice = (words: ActivityLogText) => asSaid(words.allCustomers)

export const personChoice = ({ id, name }: Agent, typedNames: ReadonlyMap<string, string>) =>
  asSaid(typedNames.get(id) ?? name)

/** A list to type into; what was chosen stays in it. */
function filtered(
  id: string,
  label: string,
  dataset: string,
  value: string,
  offered: readonly Choice[],
): IChoiceSetInput {
  const isNew = value !== '' && offered.every((choice) => choice.value !== value)
  return {
    ...choices(id, label, value, [...(isNew ? [asSaid(value)] : []), ...offered]),
    style: 'filtered',
    'choices.data': { type: 'Data.Query', dataset },
  }
}

/** What is left of the card for somebody who may not see the log any more. */
export function refusedCard(read: Reader, problem: string, buttons: FlowButtons): Card {
  const words = activityLogText[read.language]
  return card({
    title: words.title,
    speak: problem,
    body: [
      ...announcements({ typed: {}, mistakes: {}, problem }),
      buttonRow(buttons.button('newest', { title: words.back, withoutInputs: true })),
    ],
  })
}
