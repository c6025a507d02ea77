import type { CardElement, IChoiceSetInput } from '@microsoft/teams.cards'
import { z } from 'zod'
import { act, type Entry, type Move, type Step } from '../../chat/card-flow.ts'
import { announcements, card, mistake, plain, pressRow, state, subtle, text, typedOr } from '../../chat/card-parts.ts'
import { filledLine } from '../../chat/fields.ts'
import { buttonRow, type FlowButtons, rowLook } from '../../chat/press.ts'
import type { Sentence } from '../../chat/sentence.ts'
import type { Turn } from '../../chat/turn.ts'
import { type Words, wordsText } from '../../chat/words.text.ts'
import type { Who } from '../../commerce/access.ts'
import { CustomerUnknown } from '../../commerce/errors.ts'
import type { Customer, ListedCustomer } from '../../commerce/order.ts'
import { freshnessLine } from '../mirror/mirror.text.ts'
import type { CustomersService } from './customers.service.ts'

export const whoOf = ({ agent }: Turn): Who => ({ partnerId: agent.partnerId, agentId: agent.id })

export const customerLine = (customer: ListedCustomer): string => `${customer.name} · ${customer.domain}`

/** A domain is one customer's, and what somebody would type; cards of before carry tenant IDs, which are read as well. */
export const customerChoice = (customer: ListedCustomer) => ({ title: customerLine(customer), value: customer.domain })

/** What a sentence said of several customers is kept in the field, which offers them first. */
export const severalOffered = (error: unknown): Partial<Entry> =>
  error instanceof CustomerUnknown && error.facts.several?.length ? { typed: { customer: error.facts.asked } } : {}

/** What else a sentence said, where nobody is the customer that it named: what was said in its place is told with the refusal. */
export const restOf = ({ customer, about }: Sentence): string[] => (customer === undefined ? [] : [about])

/** RFC 1035 has 253 characters; a name that is typed instead may be as long. */
const longestDomain = 300

interface CustomerStepOptions<V> {
  customers: CustomersService
  title(turn: Turn): string
  /** `1 of 3`. */
  progress(turn: Turn): string
  kept(values: V): string | undefined
  /** Where to go with the chosen customer. */
  chosen(turn: Turn, values: V, customer: Customer): Promise<Move<V>>
  /** A button beside it, for those who want no single customer, and where it leads. */
  everyone?: { title(turn: Turn): string; chosen(turn: Turn, values: V): Promise<Move<V>> }
}

/** The step that asks for the customer: a list to type into, by name, domain or tenant GUID. */
export function customerStep<V extends object>(options: CustomerStepOptions<V>): Step<V> {
  const { everyone } = options
  return {
    id: 'customer',
    show: async (turn, values, entry, buttons) => {
      const words = wordsText[turn.reader.language]
      const ofWhen = freshnessLine(await options.customers.freshness(whoOf(turn)), turn.reader, turn.now)
      const choices = await choicesFor(turn, options.customers, typedOr(entry, 'customer', options.kept(values)))
      return card({
        title: options.title(turn),
        progress: options.progress(turn),
        body: [
          ...announcements(entry),
          ...(ofWhen === undefined ? [] : [state('warning', text(plain(ofWhen)))]),
          customerInput(words, choices),
          ...mistake(entry, 'customer'),
          buttonRow(
            buttons.button('next', { title: words.next, style: 'positive' }),
            ...(everyone ? [buttons.button('everyone', { title: everyone.title(turn), withoutInputs: true })] : []),
          ),
          ...customerRows(words, choices, buttons),
        ],
      })
    },
    acts: {
      next: act({
        inputs: z.object({ customer: filledLine(longestDomain) }),
        mistake: (turn) => wordsText[turn.reader.language].chooseCustomer,
        run: async (turn, values: V, { customer }) =>
          options.chosen(turn, values, await options.customers.find(whoOf(turn), customer)),
      }),
      take: act({
        inputs: z.object({ take: filledLine() }),
        mistake: (turn) => wordsText[turn.reader.language].chooseCustomer,
        run: async (turn, values: V, { take }) =>
          options.chosen(turn, values, await options.customers.find(whoOf(turn), take)),
      }),
      ...(everyone && {
        everyone: act({ inputs: z.object({}), run: async (turn, values: V) => everyone.chosen(turn, values) }),
      }),
    },
  }
}

interface CustomerChoices {
  /** Those that what was said may mean, of which none is chosen for the person. */
  readonly several: readonly ListedCustomer[]
  readonly likely: readonly ListedCustomer[]
  /** In the field, for clients without typeahead. */
  readonly listed: readonly ListedCustomer[]
  /** What the field holds. */
  readonly value: string | undefined
}

const rowsShown = 5

async function choicesFor(turn: Turn, customers: CustomersService, kept: string | undefined): Promise<CustomerChoices> {
  const [likely, fits] = await Promise.all([
    customers.likely(whoOf(turn), 15),
    kept === undefined ? [] : fitting(turn, customers, kept),
  ])
  const ids = new Set(fits.map(({ id }) => id))
  const listed = [...fits, ...likely.filter(({ id }) => !ids.has(id))]
  const [only, ...others] = fits
  return others.length > 0
    ? { several: fits, likely, listed, value: undefined }
    : { several: [], likely, listed, value: only?.domain ?? kept }
}

const customerInput = (words: Words, { listed, value }: CustomerChoices): IChoiceSetInput =>
  customerChoices(listed, value, {
    label: words.customer,
    placeholder: words.customerHint,
    isRequired: true,
    errorMessage: words.chooseCustomer,
  })

/** Whom one dealt with last is chosen by pressing the row, and so is one of several of a name. */
function customerRows(words: Words, { several, likely }: CustomerChoices, buttons: FlowButtons): CardElement[] {
  const rows = several.length > 0 ? several : likely.slice(0, rowsShown)
  if (rows.length === 0) return []
  return [
    subtle(words.pressOne, { spacing: 'Medium' }),
    ...rows.map(({ id, name, domain }) =>
      pressRow(buttons.button('take', rowLook(name, domain), { take: id }), name, domain),
    ),
  ]
}

/** The one that is meant, or those that may be. */
async function fitting(turn: Turn, customers: CustomersService, kept: string): Promise<readonly ListedCustomer[]> {
  try {
    return [await customers.find(whoOf(turn), kept)]
  } catch (error) {
    return error instanceof CustomerUnknown ? (error.facts.several ?? []) : []
  }
}

/** The typeahead over customers. @param customers those to choose among without typing. */
export function customerChoices(
  customers: readonly ListedCustomer[],
  value: string | undefined,
  look: Pick<IChoiceSetInput, 'label' | 'placeholder' | 'isRequired' | 'errorMessage'>,
): IChoiceSetInput {
  const chosen = customers.find(({ id }) => id === value?.toLowerCase())?.domain ?? value
  return {
    type: 'Input.ChoiceSet',
    id: 'customer',
    ...look,
    style: 'filtered',
    choices: customers.map(customerChoice),
    'choices.data': { type: 'Data.Query', dataset: 'customers' },
    ...(chosen !== undefined && { value: chosen }),
  }
}
