import type { IChoiceSetInput } from '@microsoft/teams.cards'
import { z } from 'zod'
import { act, type Entry, type Move, type Step } from '../../chat/card-flow.ts'
import { announcements, card, mistake, typedOr } from '../../chat/card-parts.ts'
import type { Feature } from '../../chat/feature.ts'
import { filledLine } from '../../chat/fields.ts'
import { buttonRow } from '../../chat/press.ts'
import type { Turn } from '../../chat/turn.ts'
import { wordsText } from '../../chat/words.text.ts'
import type { Who } from '../../commerce/access.ts'
import { CustomerUnknown } from '../../commerce/errors.ts'
import type { Customer } from '../../commerce/order.ts'
import type { CustomersService } from './customers.service.ts'

export const whoOf = ({ agent }: Turn): Who => ({ partnerId: agent.partnerId, agentId: agent.id })

export const customerLine = (customer: Customer): string => `${customer.name} · ${customer.domain}`

/** A domain is one customer's, and what somebody would type; cards of before carry tenant IDs, which are read as well. */
export const customerChoice = (customer: Customer) => ({ title: customerLine(customer), value: customer.domain })

/** The typeahead over customers that every form begins with. */
export const customersFeature = ({ customers }: { customers: CustomersService }): Feature => ({
  name: 'customers',
  searches: {
    customers: {
      find: async (turn, text) => (await customers.search(whoOf(turn), text, 15)).map(customerChoice),
    },
  },
})

/** What a sentence said of several customers is kept in the field, which offers them first. */
export const severalOffered = (error: unknown): Partial<Entry> =>
  error instanceof CustomerUnknown && error.facts.several?.length ? { typed: { customer: error.facts.asked } } : {}

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
      const kept = typedOr(entry, 'customer', options.kept(values))
      return card({
        title: options.title(turn),
        progress: options.progress(turn),
        body: [
          ...announcements(entry),
          await customerInput(turn, options.customers, kept),
          ...mistake(entry, 'customer'),
          buttonRow(
            buttons.button('next', { title: words.next, style: 'positive' }),
            ...(everyone ? [buttons.button('everyone', { title: everyone.title(turn), withoutInputs: true })] : []),
          ),
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
      ...(everyone && {
        everyone: act({ inputs: z.object({}), run: async (turn, values: V) => everyone.chosen(turn, values) }),
      }),
    },
  }
}

/** Clients without typeahead still choose among the first ones. */
async function customerInput(turn: Turn, customers: CustomersService, kept: string | undefined) {
  const words = wordsText[turn.reader.language]
  const look = { label: words.customer, placeholder: words.customerHint, errorMessage: words.chooseCustomer }
  const first = await customers.search(whoOf(turn), '', 15)
  const chosen = kept === undefined ? [] : await fitting(turn, customers, kept)
  const ids = new Set(chosen.map(({ id }) => id))
  const choices = [...chosen, ...first.filter(({ id }) => !ids.has(id))]
  // Of several that fit, none is chosen for the person.
  const [only, ...others] = chosen
  return customerChoices(choices, others.length > 0 ? undefined : (only?.domain ?? kept), look)
}

/** The one that is meant, or those that may be. */
async function fitting(turn: Turn, customers: CustomersService, kept: string): Promise<readonly Customer[]> {
  try {
    return [await customers.find(whoOf(turn), kept)]
  } catch (error) {
    return error instanceof CustomerUnknown ? (error.facts.several ?? []) : []
  }
}

/** The typeahead over customers. @param customers those to choose among without typing. */
export function customerChoices(
  customers: readonly Customer[],
  value: string | undefined,
  look: Required<Pick<IChoiceSetInput, 'label' | 'placeholder' | 'errorMessage'>>,
): IChoiceSetInput {
  const chosen = customers.find(({ id }) => id === value?.toLowerCase())?.domain ?? value
  return {
    type: 'Input.ChoiceSet',
    id: 'customer',
    ...look,
    style: 'filtered',
    isRequired: true,
    choices: customers.map(customerChoice),
    'choices.data': { type: 'Data.Query', dataset: 'customers' },
    ...(chosen !== undefined && { value: chosen }),
  }
}
