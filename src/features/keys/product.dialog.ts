import { z } from 'zod'
import type { Card } from '../../chat/card.ts'
import { act, type Step } from '../../chat/card-flow.ts'
import type { Turn } from '../../chat/turn.ts'
import { NoSoftware } from '../../commerce/errors.ts'
import { DomainError } from '../../platform/errors.ts'
import { type Language, languages } from '../../platform/language.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import type { ByHandService } from './by-hand.service.ts'
import { endedCard, endedStep } from './ended-order.dialog.ts'
import { keyActs } from './key-acts.ts'
import { type KeysCard, refusedCard } from './keys.cards.ts'
import type { KeysService } from './keys.service.ts'
import { keysText } from './keys.text.ts'
import { type KeysValues, lineOf, problem } from './keys-values.ts'
import { copyCard, forwardCard, productCard, replaceCard } from './product.cards.ts'
import type { Product } from './software.ts'
import { requestKeyed, toLine } from './to-line.ts'

const nothing = z.object({})
const revised = z.object({ revision: z.int32() })

type Draw = (card: KeysCard & { product: Product }, turn: Turn, values: KeysValues) => Card | Promise<Card>

/** The product card, and the cards that its other buttons open. */
export function productSteps(
  keys: KeysService,
  byHand: ByHandService,
  customers: CustomersService,
): Step<KeysValues>[] {
  const shows = productShown(keys, customers)
  return [
    productStep(keys, byHand, customers, shows(productCard)),
    copyStep(shows(copyCard)),
    replaceStep(keys, shows(replaceCard)),
    forwardStep(keys, shows),
    endedStep(keys, customers),
  ]
}

/**
 * A card about a link. It is drawn outside of presses too, to hide its key: whatever became of the role or the order, it must lose
 * the key then.
 */
export const productShown =
  (keys: KeysService, customers: CustomersService) =>
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

const productStep = (
  keys: KeysService,
  byHand: ByHandService,
  customers: CustomersService,
  show: Step<KeysValues>['show'],
): Step<KeysValues> => ({
  id: 'product',
  subject: ({ linkId }) => linkId,
  show,
  acts: {
    ...keyActs(keys),
    renew: act({
      inputs: revised,
      run: async (turn, values: KeysValues, { revision }, flowId) => {
        const words = keysText[turn.reader.language]
        const { takesPaste } = await keys.product(whoOf(turn), lineOf(values), values.linkId ?? '')
        if (takesPaste) return { to: 'repaste', values }
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
        const line = { ...values, linkId: undefined }
        return (await toLine(keys, byHand, whoOf(turn), line).catch(refused)) ?? { to: 'software', values: line }
      },
    }),
    key: act({
      inputs: nothing,
      run: async (_turn, values: KeysValues) => ({ to: 'key', values: requestKeyed(values) }),
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
