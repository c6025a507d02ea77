import { z } from 'zod'
import type { Card } from '../../chat/card.ts'
import { act, type Entry, type Step } from '../../chat/card-flow.ts'
import type { FlowButtons } from '../../chat/press.ts'
import { audienceOf, onCard, type Turn } from '../../chat/turn.ts'
import { NoSoftware } from '../../commerce/errors.ts'
import { DomainError } from '../../platform/errors.ts'
import { type Language, languages } from '../../platform/language.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import { endedOrderCard } from './ended-order.cards.ts'
import { type KeysCard, refusedCard } from './keys.cards.ts'
import type { KeysService, Product } from './keys.service.ts'
import { keysText } from './keys.text.ts'
import { firstShown, type KeysValues, lineOf, problem } from './keys-values.ts'
import { copyCard, forwardCard, productCard, replaceCard } from './product.cards.ts'

const nothing = z.object({})
const revised = z.object({ revision: z.int32() })

type Draw = (card: KeysCard & { product: Product }, turn: Turn, values: KeysValues) => Card | Promise<Card>

/** The product card, and the cards that its other buttons open. */
export function productSteps(keys: KeysService, customers: CustomersService): Step<KeysValues>[] {
  // The card is drawn outside of presses too, to hide its key. Whatever became of the role or the order, it must lose the key then.
  const shows =
    (draw: Draw): Step<KeysValues>['show'] =>
    async (turn, values, entry, buttons) => {
      try {
        const customer = await customers.find(whoOf(turn), values.customerId ?? '')
        const product = await keys.product(whoOf(turn), lineOf(values), values.linkId ?? '')
        return await draw({ read: turn.reader, now: turn.now, customer, entry, buttons, product }, turn, values)
      } catch (error) {
        if (!(error instanceof DomainError)) throw error
        const gone =
          error instanceof NoSoftware ? await endedCard(keys, customers, turn, values, entry, buttons) : undefined
        return gone ?? refusedCard(turn.reader, entry.problem ?? problem(turn, error), buttons)
      }
    }
  return [
    productStep(keys, customers, shows(productCard)),
    copyStep(shows(copyCard)),
    replaceStep(keys, shows(replaceCard)),
    forwardStep(keys, shows),
    endedStep(keys, customers),
  ]
}

/** An order that is cancelled or being cancelled, by itself. */
const endedStep = (keys: KeysService, customers: CustomersService): Step<KeysValues> => ({
  id: 'ended',
  show: async (turn, values, entry, buttons) => {
    const card = await endedCard(keys, customers, turn, values, entry, buttons)
    return card ?? refusedCard(turn.reader, keysText[turn.reader.language].changedMeanwhile, buttons)
  },
  acts: {
    back: act({
      inputs: nothing,
      run: async (_turn, { customerId }: KeysValues) => ({ to: 'software', values: { customerId, shown: firstShown } }),
    }),
  },
})

async function endedCard(
  keys: KeysService,
  customers: CustomersService,
  turn: Turn,
  { customerId = '', orderId = '' }: KeysValues,
  entry: Entry,
  buttons: FlowButtons,
): Promise<Card | undefined> {
  const ended = await keys.ended(whoOf(turn), { customerId, orderId })
  if (ended === undefined) return undefined
  const customer = await customers.find(whoOf(turn), customerId)
  return endedOrderCard({ read: turn.reader, customer, ended, entry, buttons })
}

const productStep = (
  keys: KeysService,
  customers: CustomersService,
  show: Step<KeysValues>['show'],
): Step<KeysValues> => ({
  id: 'product',
  subject: ({ linkId }) => linkId,
  show,
  acts: {
    'show-key': act({
      inputs: nothing,
      run: async (turn, values: KeysValues, _inputs, flowId) => {
        const secret = await keys.showKey(whoOf(turn), lineOf(values), onCard(flowId), audienceOf(turn))
        return { values, entry: { secret } }
      },
    }),
    'hide-key': act({ inputs: nothing, run: async (_turn, values: KeysValues) => ({ values }) }),
    renew: act({
      inputs: revised,
      run: async (turn, values: KeysValues, { revision }, flowId) => {
        const words = keysText[turn.reader.language]
        const renewed = await keys.renew(whoOf(turn), lineOf(values), values.linkId ?? '', revision, flowId)
        return { values, entry: { notice: renewed ? words.renewed : words.changedMeanwhile } }
      },
    }),
    copy: act({
      inputs: nothing,
      run: async (turn, values: KeysValues) => {
        await keys.copy(whoOf(turn), lineOf(values), values.linkId ?? '')
        return { to: 'copy', values }
      },
    }),
    forward: act({
      inputs: nothing,
      run: async (turn, values: KeysValues) => {
        const customer = await customers.find(whoOf(turn), values.customerId ?? '')
        const language = keys.languageFor(customer)
        await keys.forward(whoOf(turn), lineOf(values), values.linkId ?? '', language)
        return { to: 'forward', values: { ...values, language } }
      },
    }),
    // The list of software is where one goes on from an order that was cancelled, too.
    back: act({
      inputs: nothing,
      run: async (turn, values: KeysValues) => {
        const standing = await keys.optionsOf(whoOf(turn), lineOf(values)).catch(refused)
        return { to: standing === undefined ? 'software' : 'options', values: { ...values, linkId: undefined } }
      },
    }),
  },
})

const copyStep = (show: Step<KeysValues>['show']): Step<KeysValues> => ({
  id: 'copy',
  subject: ({ linkId }) => linkId,
  show,
  acts: {
    replace: act({ inputs: nothing, run: async (_turn, values: KeysValues) => ({ to: 'replace', values }) }),
    back: act({ inputs: nothing, run: async (_turn, values: KeysValues) => ({ to: 'product', values }) }),
  },
})

const replaceStep = (keys: KeysService, show: Step<KeysValues>['show']): Step<KeysValues> => ({
  id: 'replace',
  show,
  acts: {
    confirm: act({
      inputs: revised,
      run: async (turn, values: KeysValues, { revision }, flowId) => {
        const words = keysText[turn.reader.language]
        const replaced = await keys.replace(whoOf(turn), lineOf(values), values.linkId ?? '', revision, flowId)
        return { to: 'product', values, entry: { notice: replaced ? words.replaced : words.changedMeanwhile } }
      },
    }),
    back: act({ inputs: nothing, run: async (_turn, values: KeysValues) => ({ to: 'product', values }) }),
  },
})

const forwardStep = (keys: KeysService, shows: (draw: Draw) => Step<KeysValues>['show']): Step<KeysValues> => ({
  id: 'forward',
  show: shows(async (card, turn, values) => {
    const language: Language = values.language ?? keys.languageFor(card.customer)
    return forwardCard({ ...card, language, sender: await keys.sender(whoOf(turn)) })
  }),
  acts: {
    language: act({
      inputs: z.object({ language: z.enum(languages) }),
      run: async (_turn, values: KeysValues, { language }) => ({ values: { ...values, language } }),
    }),
    back: act({ inputs: nothing, run: async (_turn, values: KeysValues) => ({ to: 'product', values }) }),
  },
})

function refused(error: unknown): undefined {
  if (!(error instanceof DomainError)) throw error
}
