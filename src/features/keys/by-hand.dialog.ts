import { z } from 'zod'
import type { Card } from '../../chat/card.ts'
import { act, type Entry, type Move, type Step } from '../../chat/card-flow.ts'
import type { FlowButtons } from '../../chat/press.ts'
import { audienceOf, type Turn } from '../../chat/turn.ts'
import { NoSoftware } from '../../commerce/errors.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import { keptCard, keyCard, pasteCard, renewCard } from './by-hand.cards.ts'
import type { ByHandService } from './by-hand.service.ts'
import { byHandText } from './by-hand.text.ts'
import { endedCard } from './ended-order.dialog.ts'
import { keyActs } from './key-acts.ts'
import type { KeysCard } from './keys.cards.ts'
import type { KeysService } from './keys.service.ts'
import { keysText } from './keys.text.ts'
import { firstShown, type KeysValues, lineOf } from './keys-values.ts'
import { keyForm, linkForm, type Paste, type PasteFaults, type PasteForm, pasteForm, readPaste } from './pasted.ts'
import { productShown } from './product.dialog.ts'
import { requestKeyed, toLine } from './to-line.ts'

const nothing = z.object({})
const revised = z.object({ revision: z.int32() })

/** What of a line is kept where the service gives no links, and the cards that take what was copied in Partner Center. */
export function byHandSteps(keys: KeysService, byHand: ByHandService, customers: CustomersService): Step<KeysValues>[] {
  const shows = lineShown(keys, customers)
  return [
    keptStep(keys, byHand, shows),
    pasteStep(keys, byHand, shows),
    keyStep(keys, byHand, shows),
    repasteStep(keys, byHand, customers),
  ]
}

type Shows = (draw: (card: KeysCard, turn: Turn, values: KeysValues) => Promise<Card>) => Step<KeysValues>['show']

/** A card about a line; of an order that is cancelled, the card that says so. */
const lineShown =
  (keys: KeysService, customers: CustomersService): Shows =>
  (draw) =>
  async (turn: Turn, values: KeysValues, entry: Entry, buttons: FlowButtons) => {
    try {
      const customer = await customers.find(whoOf(turn), values.customerId ?? '')
      return await draw({ read: turn.reader, now: turn.now, customer, entry, buttons }, turn, values)
    } catch (error) {
      if (!(error instanceof NoSoftware)) throw error
      const ended = await endedCard(keys, customers, turn, values, entry, buttons)
      if (ended === undefined) throw error
      return ended
    }
  }

const keptStep = (keys: KeysService, byHand: ByHandService, shows: Shows): Step<KeysValues> => ({
  id: 'kept',
  subject: ({ keyId }) => keyId,
  show: shows(async (card, turn, values) => {
    const kept = await byHand.kept(whoOf(turn), lineOf(values))
    return keptCard({ ...card, kept, pastes: byHand.pastes() })
  }),
  acts: {
    open: act({
      inputs: z.object({ link: z.guid() }),
      run: async (turn, values: KeysValues, { link }) => {
        await keys.product(whoOf(turn), lineOf(values), link)
        return { to: 'product', values: { ...values, linkId: link } }
      },
    }),
    add: act({
      inputs: nothing,
      run: async (_turn, values: KeysValues) => ({ to: 'paste', values: requestKeyed(values) }),
    }),
    key: act({
      inputs: nothing,
      run: async (_turn, values: KeysValues) => ({ to: 'key', values: requestKeyed(values) }),
    }),
    ...keyActs(keys),
    back: act({ inputs: nothing, run: async (_turn, values: KeysValues) => toSoftwareOf(values) }),
  },
})

const pasteStep = (keys: KeysService, byHand: ByHandService, shows: Shows): Step<KeysValues> => ({
  id: 'paste',
  show: shows(async (card, turn, values) => {
    const kept = await byHand.kept(whoOf(turn), lineOf(values))
    return pasteCard({ ...card, software: kept, asked: byHand.pastes().keys && !kept.key ? 'both' : 'link' })
  }),
  acts: {
    keep: act({
      inputs: pasteForm,
      mistake: (turn) => faultWords(byHand, turn)['file-too-long'],
      run: async (turn, values: KeysValues, form, flowId) => {
        const read = readPaste(form, byHand.hosts)
        if ('faults' in read) return atFields(byHand, turn, values, form, read.faults)
        return keep(keys, byHand, turn, values, read.paste, flowId)
      },
    }),
    back: act({
      inputs: nothing,
      run: async (turn, values: KeysValues): Promise<Move<KeysValues>> => {
        const line = await toLine(keys, byHand, whoOf(turn), values)
        return line.to === 'kept' ? line : toSoftwareOf(values)
      },
    }),
  },
})

const keyStep = (keys: KeysService, byHand: ByHandService, shows: Shows): Step<KeysValues> => ({
  id: 'key',
  show: shows(async (card, turn, values) => {
    const kept = await byHand.kept(whoOf(turn), lineOf(values))
    return keyCard({ ...card, software: kept, replaces: kept.key !== undefined })
  }),
  acts: {
    keep: act({
      inputs: keyForm,
      run: async (turn, values: KeysValues, { productKey }, flowId) => {
        const read = readPaste({ link: '', productKey, file: '' }, byHand.hosts)
        if ('faults' in read) return atFields(byHand, turn, values, {}, { productKey: 'no-key' })
        return keep(keys, byHand, turn, values, read.paste, flowId)
      },
    }),
    back: act({ inputs: nothing, run: (turn, values: KeysValues) => backFrom(keys, byHand, turn, values) }),
  },
})

const repasteStep = (keys: KeysService, byHand: ByHandService, customers: CustomersService): Step<KeysValues> => ({
  id: 'repaste',
  show: productShown(keys, customers)(renewCard),
  acts: {
    renew: act({
      inputs: linkForm.extend(revised.shape),
      run: async (turn, values: KeysValues, { link, revision }, flowId) => {
        const read = readPaste({ link, productKey: '', file: '' }, byHand.hosts)
        if ('faults' in read)
          return atFields(byHand, turn, values, {}, link === '' ? { link: 'no-address' } : read.faults)
        const { address: leadsTo = '' } = read.paste
        const { linkId: id = '' } = values
        const at = { audience: audienceOf(turn), on: flowId }
        const renewed = await byHand.renew(whoOf(turn), lineOf(values), { id, revision, leadsTo }, at)
        const words = keysText[turn.reader.language]
        return { to: 'product', values, entry: { notice: renewed ? words.renewed : words.changedMeanwhile } }
      },
    }),
    back: act({ inputs: nothing, run: async (_turn, values: KeysValues) => ({ to: 'product', values }) }),
  },
})

async function keep(
  keys: KeysService,
  byHand: ByHandService,
  turn: Turn,
  values: KeysValues,
  paste: Paste,
  flowId: string,
): Promise<Move<KeysValues>> {
  const words = byHandText[turn.reader.language]
  const { requestKey: requestId = flowId } = values
  const at = { requestId, audience: audienceOf(turn), on: flowId }
  const link = await byHand.keep(whoOf(turn), lineOf(values), paste, at)
  const notice = link === undefined ? words.keyKept : words.linkKept
  if (link !== undefined) return { to: 'product', values: { ...values, linkId: link.id }, entry: { notice } }
  return { ...(await backFrom(keys, byHand, turn, values)), entry: { notice } }
}

/** To the link from which one came, or to the line. */
const backFrom = async (keys: KeysService, byHand: ByHandService, turn: Turn, values: KeysValues) =>
  values.linkId === undefined ? toLine(keys, byHand, whoOf(turn), values) : { to: 'product', values }

const toSoftwareOf = ({ customerId }: KeysValues) => ({ to: 'software', values: { customerId, shown: firstShown } })

/**
 * What is wrong, at its fields. What was pasted is gone with the press: a field that was right says that it has to be pasted once
 * more.
 */
function atFields(
  byHand: ByHandService,
  turn: Turn,
  values: KeysValues,
  form: Partial<PasteForm>,
  faults: PasteFaults,
): Move<KeysValues> {
  const said = faultWords(byHand, turn)
  const { once } = byHandText[turn.reader.language]
  const gone = (['link', 'productKey'] as const).filter((field) => form[field] && faults[field] === undefined)
  const mistakes = {
    ...Object.fromEntries(gone.map((field) => [field, once])),
    ...Object.fromEntries(Object.entries(faults).map(([field, fault]) => [field, said[fault]])),
  }
  const { file } = form
  return { values, entry: { ...(file !== undefined && faults.file === undefined && { typed: { file } }), mistakes } }
}

export const faultWords = ({ hosts }: ByHandService, { reader }: Turn) =>
  byHandText[reader.language].faults(reader.list(hosts, 'disjunction'))
