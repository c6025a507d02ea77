import { z } from 'zod'
import { type Act, act, type CardFlow, cardFlow, type Move, type Step } from '../../chat/card-flow.ts'
import { filledLine } from '../../chat/fields.ts'
import type { Turn } from '../../chat/turn.ts'
import type { DownloadOption } from '../../commerce/ports/partner-center.ts'
import { customerStep, whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import { byHandSteps } from './by-hand.dialog.ts'
import type { ByHandService } from './by-hand.service.ts'
import { mostShown, optionsCard, optionWords, productsCard, refusedCard, softwareCard } from './keys.cards.ts'
import { KeysNotOffered } from './keys.errors.ts'
import type { KeysService } from './keys.service.ts'
import { keysText } from './keys.text.ts'
import { fittingFirst, optionMeant, softwareMeant } from './keys-said.ts'
import { firstShown, type KeysValues, keysValues, lineOf, problem } from './keys-values.ts'
import { type Field, fields, type Narrowed, narrow, type Wanted } from './narrowing.ts'
import { productSteps } from './product.dialog.ts'
import { toSoftware } from './software-named.ts'
import { toLine } from './to-line.ts'

const name = filledLine(100)
const nothing = z.object({})

/** Customer, software, version and language and file type, the specific products, then keys and downloads of one of them. */
export function keysDialog(keys: KeysService, byHand: ByHandService, customers: CustomersService): CardFlow {
  return cardFlow<KeysValues>({
    id: 'keys',
    values: keysValues,
    problem,
    steps: [
      customerStep<KeysValues>({
        customers,
        title: (turn) => keysText[turn.reader.language].title,
        progress: (turn) => turn.reader.step(1, stepsOf(byHand)),
        kept: ({ customerId }) => customerId,
        chosen: (turn, { about }, customer) => toSoftware(keys, byHand, turn, customer, about),
      }),
      softwareStep(keys, byHand, customers),
      optionsStep(keys, customers),
      productsStep(keys, customers),
      ...byHandSteps(keys, byHand, customers),
      ...productSteps(keys, byHand, customers),
    ],
  })
}

/** Of what is pasted, nothing is chosen. */
const stepsOf = (byHand: ByHandService): number => (byHand.pastes().links ? 3 : 4)

const softwareStep = (keys: KeysService, byHand: ByHandService, customers: CustomersService): Step<KeysValues> => ({
  id: 'software',
  show: async (turn, values, entry, buttons) => {
    const { customerId = '', orderId, lineItem, shown, about = '' } = values
    const customer = await customers.find(whoOf(turn), customerId)
    const software = fittingFirst(await keys.software(whoOf(turn), customerId), about)
    const chosen = software.find(({ order, line }) => order.id === orderId && (lineItem ?? line.number) === line.number)
    return softwareCard({
      read: turn.reader,
      now: turn.now,
      customer,
      entry,
      buttons,
      software,
      shown: Math.max(shown, chosen === undefined ? 0 : software.indexOf(chosen) + 1),
      chosen,
      steps: stepsOf(byHand),
    })
  },
  acts: {
    next: act({
      inputs: z.object({ software: filledLine(300) }),
      mistake: (turn) => keysText[turn.reader.language].chooseSoftware,
      run: async (turn, values: KeysValues, { software: said }) => {
        const meant = softwareMeant(said, await keys.software(whoOf(turn), values.customerId ?? ''))
        const { chooseSoftware } = keysText[turn.reader.language]
        if (meant === undefined)
          return { values, entry: { typed: { software: said }, mistakes: { software: chooseSoftware } } }
        return toLine(keys, byHand, whoOf(turn), chosenLine(values, meant))
      },
    }),
    take: act({
      inputs: z.object({ take: lineRef }),
      mistake: (turn) => keysText[turn.reader.language].chooseSoftware,
      run: (turn, values: KeysValues, { take }) => toLine(keys, byHand, whoOf(turn), chosenLine(values, take)),
    }),
    more: act({
      inputs: z.object({ software: z.string().optional() }),
      run: async (_turn, values: KeysValues, typed) => ({
        values: { ...values, shown: Math.min(mostShown, values.shown * 2) },
        entry: { typed },
      }),
    }),
    back: act({
      inputs: nothing,
      run: async (_turn, { customerId }: KeysValues) => ({ to: 'customer', values: { customerId, shown: firstShown } }),
    }),
  },
})

/** `CSP-1001/0`: an order and the number of its line. */
const lineRef = name.pipe(z.string().regex(/^.+\/\d{1,4}$/)).transform((typed) => {
  const [orderId = '', number = ''] = typed.split('/')
  return { orderId, lineItem: Number(number) }
})

const chosenLine = ({ customerId }: KeysValues, line: { orderId: string; lineItem: number }): KeysValues => ({
  customerId,
  ...line,
  shown: firstShown,
})

/** A card of before, when the service gave links by itself, says so and leads back to the software. */
const asLongAsOffered =
  (show: Step<KeysValues>['show']): Step<KeysValues>['show'] =>
  async (turn, values, entry, buttons) => {
    try {
      return await show(turn, values, entry, buttons)
    } catch (error) {
      if (!(error instanceof KeysNotOffered)) throw error
      return refusedCard(turn.reader, problem(turn, error), buttons)
    }
  }

const optionsStep = (keys: KeysService, customers: CustomersService): Step<KeysValues> => ({
  id: 'options',
  show: asLongAsOffered(async (turn, values, entry, buttons) => {
    const customer = await customers.find(whoOf(turn), values.customerId ?? '')
    const found = await keys.optionsOf(whoOf(turn), lineOf(values))
    const { wanted } = values
    const tab = keys.tabPage(found.order)
    return optionsCard({ read: turn.reader, now: turn.now, customer, entry, buttons, found, wanted, tab })
  }),
  acts: {
    // What only one product has is got at once; of several, one is chosen first.
    get: narrowing(keys, async (turn, values, found) => {
      const [only, other] = found
      if (only === undefined || other !== undefined) return { to: 'products', values }
      const link = await keys.get(whoOf(turn), lineOf(values), only.key)
      return { to: 'product', values: { ...values, linkId: link.id } }
    }),
    submit: narrowing(keys, async (_turn, values) => ({ to: 'products', values })),
    back: act({
      inputs: nothing,
      run: async (_turn, values: KeysValues) => ({ to: 'software', values: { ...values, wanted: undefined } }),
    }),
  },
})

/** Where there is but one product, its card has no fields. */
const wished = z.preprocess((sent) => sent ?? 'any', name)

/** An act on what the three fields leave; where that is nothing, it is said at the field. */
const narrowing = (
  keys: KeysService,
  run: (turn: Turn, values: KeysValues, found: readonly DownloadOption[]) => Promise<Move<KeysValues>>,
): Act<KeysValues> =>
  act({
    inputs: z.object({ version: wished, language: wished, fileType: wished }),
    mistake: (turn, field) => keysText[turn.reader.language][field as Field],
    run: async (turn: Turn, values: KeysValues, chosen: Record<Field, string>) => {
      const { options } = await keys.optionsOf(whoOf(turn), lineOf(values))
      const wanted: Wanted = Object.fromEntries(
        fields.map((field) => [field, chosen[field]]).filter(([, it]) => it !== 'any'),
      )
      const narrowed = narrow(options, wanted)
      if ('found' in narrowed) return run(turn, { ...values, wanted, shown: firstShown }, narrowed.found)
      return {
        values,
        entry: { typed: chosen, mistakes: { [narrowed.missing]: missingWords(turn, narrowed, chosen) } },
      }
    },
  })

/** What does not exist, and what does in its place. */
function missingWords(
  turn: Turn,
  { missing, existing }: Extract<Narrowed, { missing: string }>,
  chosen: Wanted,
): string {
  const words = keysText[turn.reader.language]
  const named = (field: (typeof fields)[number]) => {
    const value = chosen[field]
    return value === undefined || value === 'any' ? [] : [optionWords(field, value, turn.reader)]
  }
  const there = turn.reader.list(existing.map((value) => optionWords(missing, value, turn.reader)))
  if (missing === 'version') return words.noVersion(there)
  if (missing === 'language') return words.noLanguage(named('version').join(), there)
  return words.noFileType(turn.reader.series([...named('version'), ...named('language')]), there)
}

const productsStep = (keys: KeysService, customers: CustomersService): Step<KeysValues> => ({
  id: 'products',
  show: asLongAsOffered(async (turn, values, entry, buttons) => {
    const customer = await customers.find(whoOf(turn), values.customerId ?? '')
    const found = await keys.optionsOf(whoOf(turn), lineOf(values))
    const narrowed = narrow(found.options, values.wanted ?? {})
    const fitting = 'found' in narrowed ? narrowed.found : found.options
    return productsCard({
      read: turn.reader,
      now: turn.now,
      customer,
      entry,
      buttons,
      found,
      fitting,
      shown: values.shown,
    })
  }),
  acts: {
    get: act({
      inputs: z.object({ product: name }),
      mistake: (turn) => keysText[turn.reader.language].chooseSoftware,
      run: async (turn, values: KeysValues, { product }): Promise<Move<KeysValues>> => {
        const { options } = await keys.optionsOf(whoOf(turn), lineOf(values))
        const link = await keys.get(whoOf(turn), lineOf(values), optionMeant(product, options)?.key ?? product)
        return { to: 'product', values: { ...values, linkId: link.id } }
      },
    }),
    more: act({
      inputs: z.object({ product: z.string().optional() }),
      run: async (_turn, values: KeysValues, typed) => ({
        values: { ...values, shown: Math.min(mostShown, values.shown * 2) },
        entry: { typed },
      }),
    }),
    back: act({ inputs: nothing, run: async (_turn, values: KeysValues) => ({ to: 'options', values }) }),
  },
})
