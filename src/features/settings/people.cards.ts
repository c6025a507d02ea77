import type { CardElement, IChoiceSetInput, ITextInput } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import type { Entry } from '../../chat/card-flow.ts'
import { announcements, card, mistake, plain, state, subtle, text, typedOr } from '../../chat/card-parts.ts'
import { buttonRow, type FlowButtons } from '../../chat/press.ts'
import type { Turn } from '../../chat/turn.ts'
import { wordsText } from '../../chat/words.text.ts'
import { actions, may } from '../../commerce/access.ts'
import { type Agent, type Role, roles } from '../../commerce/agent.ts'
import type { Reader } from '../../platform/language.ts'
import { type PeopleText, peopleText } from './people.text.ts'

/** How many people a card lists. */
export const shownPeople = 5

interface Drawn {
  readonly turn: Turn
  /** The roles that are granted here; the others are kept elsewhere. */
  readonly granted: readonly Role[]
  readonly entry: Entry
  readonly buttons: FlowButtons
}

interface PeopleCard extends Drawn {
  /** One more than is shown when there are more. */
  readonly people: readonly Agent[]
  /** How somebody would type each of them. */
  readonly names: ReadonlyMap<string, string>
  /** How many were paged over. */
  readonly from: number
}

/** Who works for the partner with which roles, five at a time; any of them to choose. */
export function peopleCard({ turn, granted, people, names, from, entry, buttons }: PeopleCard): Card {
  const { reader: read } = turn
  const words = peopleText[read.language]
  const page = people.slice(0, shownPeople)
  const grants = granted.length > 0
  const paged = from > 0 || people.length > shownPeople
  return card({
    title: words.title,
    subject: words.subject,
    body: [
      ...announcements(entry),
      ...elsewhere(granted, read),
      ...(paged ? [subtle(words.range(from + 1, from + page.length, read), { size: 'Small' })] : []),
      ...(page.length === 0 ? [text(words.nobody)] : page.map((person) => personRow(person, read))),
      ...(grants ? [personInput(words, page, names, { read, entry }), ...mistake(entry, 'person')] : []),
      buttonRow(
        ...(grants ? [buttons.button('show', { title: words.show, style: 'positive' })] : []),
        ...(people.length > shownPeople ? [buttons.button('more', { title: words.more, withoutInputs: true })] : []),
        ...(from > 0 ? [buttons.button('first', { title: words.first, withoutInputs: true })] : []),
        ...(grants ? [buttons.button('new', { title: words.somebodyNew, withoutInputs: true })] : []),
        buttons.button('back', { title: wordsText[read.language].back, withoutInputs: true }),
      ),
    ],
  })
}

const personRow = (person: Agent, read: Reader): CardElement => ({
  type: 'Container',
  separator: true,
  spacing: 'Small',
  items: [
    text(plain(person.name), { weight: 'Bolder' }),
    subtle(rolesLine(person, read), { size: 'Small', spacing: 'None' }),
  ],
})

/** `Admin agent and Global administrator`. */
export const rolesLine = ({ roles: held }: Pick<Agent, 'roles'>, read: Reader): string =>
  held.length === 0
    ? peopleText[read.language].noRole
    : read.list(held.map((role) => wordsText[read.language].roles[role]))

/** @param typed how somebody would type each person: two of one name differ by the end of their ids. */
export function personChoice(person: Agent, typed: ReadonlyMap<string, string>, read: Reader) {
  const value = typed.get(person.id) ?? person.name
  return { title: `${value} · ${rolesLine(person, read)}`, value }
}

/** Clients without typeahead choose among those whom the card lists. */
function personInput(
  words: PeopleText,
  page: readonly Agent[],
  names: ReadonlyMap<string, string>,
  { read, entry }: { read: Reader; entry: Entry },
): IChoiceSetInput {
  const typed = typedOr(entry, 'person', undefined)
  return {
    type: 'Input.ChoiceSet',
    id: 'person',
    label: words.person,
    placeholder: words.personHint,
    style: 'filtered',
    choices: page.map((person) => personChoice(person, names, read)),
    'choices.data': { type: 'Data.Query', dataset: 'settings-people' },
    ...(typed !== undefined && { value: typed }),
  }
}

/** What one person may do: above, what holds now; below, what is changed to. */
export function personCard({ turn, granted, person, entry, buttons }: Drawn & { readonly person: Agent }): Card {
  const { reader: read } = turn
  const words = peopleText[read.language]
  return card({
    title: person.name,
    subject: person.id,
    body: [
      ...announcements(entry),
      state(
        'neutral',
        text(words.holds, { weight: 'Bolder' }),
        text(plain(rolesLine(person, read)), { spacing: 'Small' }),
      ),
      ...elsewhere(granted, read),
      rolesInput(words, { held: person.roles, granted }, read, entry),
      ...mistake(entry, 'given'),
      subtle(words.atOnce, { size: 'Small', spacing: 'Small' }),
      buttonRow(
        buttons.button('save', { title: words.save, style: 'positive' }),
        buttons.button('back', { title: wordsText[read.language].back, withoutInputs: true }),
      ),
    ],
  })
}

/** The form for a person whom the desk does not know yet. */
export function newPersonCard({ turn, granted, entry, buttons }: Drawn): Card {
  const { reader: read } = turn
  const words = peopleText[read.language]
  return card({
    title: words.newTitle,
    subject: words.newSubject,
    body: [
      ...announcements(entry),
      personPicker(words, entry),
      ...mistake(entry, 'picked'),
      ...textInput('id', words.id, 36, entry),
      ...textInput('name', words.name, 100, entry),
      ...elsewhere(granted, read),
      rolesInput(words, { held: [], granted }, read, entry),
      ...mistake(entry, 'given'),
      subtle(words.atOnce, { size: 'Small', spacing: 'Small' }),
      buttonRow(
        buttons.button('save', { title: words.enter, style: 'positive' }),
        buttons.button('back', { title: wordsText[read.language].back, withoutInputs: true }),
      ),
    ],
  })
}

/** Teams itself finds people of the organisation there; where it does not, nothing is found, and the ID is typed. */
function personPicker(words: PeopleText, entry: Entry): IChoiceSetInput {
  const picked = typedOr(entry, 'picked', undefined)
  return {
    type: 'Input.ChoiceSet',
    id: 'picked',
    label: words.picked,
    placeholder: words.pickedHint,
    style: 'filtered',
    choices: [],
    'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
    ...(picked !== undefined && { value: picked }),
  }
}

function textInput(id: string, label: string, maxLength: number, entry: Entry): CardElement[] {
  const input: ITextInput = { type: 'Input.Text', id, label, maxLength, value: typedOr(entry, id, '') ?? '' }
  return [input, ...mistake(entry, id)]
}

/** Where roles are changed that are not granted here; nothing where all are. */
function elsewhere(granted: readonly Role[], read: Reader): CardElement[] {
  const line = elsewhereLine(granted, read)
  return line === undefined ? [] : [state('neutral', text(line))]
}

export function elsewhereLine(granted: readonly Role[], read: Reader): string | undefined {
  const words = peopleText[read.language]
  const others = roles.filter((role) => !granted.includes(role))
  if (others.length === 0) return undefined
  const named = read.list(others.map((role) => wordsText[read.language].roles[role]))
  return granted.length === 0 ? words.elsewhere : words.elsewhereOf(named)
}

/** Each role that is granted here, with what it lets one do. */
const rolesInput = (
  words: PeopleText,
  { held, granted }: { held: readonly Role[]; granted: readonly Role[] },
  read: Reader,
  entry: Entry,
): IChoiceSetInput => ({
  type: 'Input.ChoiceSet',
  id: 'given',
  label: words.roles,
  style: 'expanded',
  isMultiSelect: true,
  wrap: true,
  value: typedOr(entry, 'given', held.filter((role) => granted.includes(role)).join(',')) ?? '',
  choices: granted.map((role) => ({
    title: words.role(wordsText[read.language].roles[role], lets(words, role)),
    value: role,
  })),
})

/** What a role lets one do: `buy, see orders`. */
export function lets(words: PeopleText, role: Role): string {
  const allowed = actions.filter((action) => may({ roles: [role] }, action))
  return allowed.length === 0 ? words.nothing : allowed.map((action) => words.actions[action]).join(words.comma)
}
