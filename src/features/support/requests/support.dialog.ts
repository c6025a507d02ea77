import { z } from 'zod'
import { act, type CardFlow, cardFlow, type Move, type Step } from '../../../chat/card-flow.ts'
import { refusalText } from '../../../chat/error-reply.ts'
import { onCard, type Turn } from '../../../chat/turn.ts'
import { PartnerCenterUnavailable } from '../../../commerce/errors.ts'
import type { DomainError } from '../../../platform/errors.ts'
import { whoOf } from '../../../workflow/customers/customer-step.ts'
import type { OpeningFilesService } from '../files/opening-files.service.ts'
import { filesInput, tickedFiles, tickedOf } from '../files/support-files.cards.ts'
import type { SupportFilesService } from '../files/support-files.service.ts'
import { supportFilesText } from '../files/support-files.text.ts'
import type { ByHandService } from '../hand-over/by-hand.service.ts'
import { requestStep } from './request.dialog.ts'
import type { RequestsService } from './requests.service.ts'
import { supportListCard } from './support.cards.ts'
import { SupportFormRefused } from './support.errors.ts'
import type { SupportService } from './support.service.ts'
import { supportText } from './support.text.ts'
import { fieldMistake, supportFormCard } from './support-form.cards.ts'
import { supportFormText } from './support-form.text.ts'
import { supportForm } from './support-form.ts'
import {
  listOpened,
  newForm,
  onceOf,
  pagedOver,
  requestOpened,
  type SupportValues,
  sentOnce,
  supportValues,
} from './support-values.ts'

const nothing = z.object({})

export interface SupportServices {
  readonly support: SupportService
  readonly requests: RequestsService
  readonly byHand: ByHandService
  readonly files: SupportFilesService
  readonly opening: OpeningFilesService
}

/** The list, the form, and one request: three states of one card. */
export const supportDialog = (services: SupportServices): CardFlow =>
  cardFlow<SupportValues>({
    id: 'support',
    values: supportValues,
    problem,
    steps: [listStep(services), formStep(services), requestStep(services)],
  })

const listStep = ({ requests }: SupportServices): Step<SupportValues> => ({
  id: 'list',
  show: async (turn, { from }, entry, buttons) =>
    supportListCard({ turn, ...(await requests.list(whoOf(turn), from)), from, entry, buttons }),
  acts: {
    open: act({
      inputs: z.object({ request: z.guid() }),
      mistake: (turn) => supportText[turn.reader.language].chooseRequest,
      run: async (turn, { from }: SupportValues, { request }) => {
        await requests.one(whoOf(turn), request)
        return { to: 'request', values: requestOpened(request, from) }
      },
    }),
    new: act({ inputs: nothing, run: async () => ({ to: 'form', values: newForm() }) }),
    page: act({
      inputs: z.object({ from: pagedOver }),
      run: async (_turn, _values: SupportValues, { from }) => ({ values: listOpened(from) }),
    }),
  },
})

const sending = z.object({ ...supportForm.shape, ...tickedFiles, ...sentOnce })

const formStep = ({ support, requests, files }: SupportServices): Step<SupportValues> => ({
  id: 'form',
  show: async (turn, { key, customerId, orderId }, entry, buttons) => {
    const who = whoOf(turn)
    const [known, waiting] = await Promise.all([support.known(who, { customerId, orderId }), files.waiting(who)])
    const listed = waiting.map(({ id }) => id)
    return supportFormCard({
      read: turn.reader,
      known,
      about: orderId,
      files: filesInput(turn.reader, { files: waiting, taken: files.areTaken }, entry),
      sends: { once: key, listed },
      opens: { flow: buttons.flow, request: key, customerId, orderId, listed },
      entry,
      buttons,
    })
  },
  acts: {
    send: act({
      inputs: sending,
      run: (turn, values: SupportValues, typed, flowId) => send({ support, files }, turn, values, { typed, flowId }),
    }),
    /** Sent in the dialog that the card opened, as this card's own request. */
    sent: act({
      inputs: z.object({ request: z.guid() }),
      run: async (turn, values: SupportValues, { request }) => {
        if (request !== values.key) return { values }
        await requests.one(whoOf(turn), request)
        return { to: 'request', values: requestOpened(request) }
      },
    }),
    all: act({ inputs: nothing, run: async () => ({ to: 'list', values: listOpened() }) }),
  },
})

async function send(
  { support, files }: Pick<SupportServices, 'support' | 'files'>,
  turn: Turn,
  values: SupportValues,
  { typed, flowId }: { typed: z.infer<typeof sending>; flowId: string },
): Promise<Move<SupportValues>> {
  const { once, key, listed, files: ticked, ...form } = typed
  const id = onceOf({ once, key })
  // Teams delivered an earlier form's press again: this form is another request's.
  if (id === undefined || id !== values.key) return { values }
  const who = whoOf(turn)
  try {
    // What came while the form was open is meant too: the form could not list it.
    const since = (await files.waiting(who)).filter(({ id }) => !listed.includes(id))
    const fileIds = [...tickedOf({ listed, files: ticked }), ...since.map(({ id }) => id)]
    const request = await support.send(who, { id, form, fileIds, origin: onCard(flowId) })
    return { to: 'request', values: requestOpened(request.id) }
  } catch (error) {
    if (!(error instanceof SupportFormRefused)) throw error
    return { values, entry: { typed, mistakes: mistakesIn(turn, error), problem: problem(turn, error) } }
  }
}

/** By field, in the reader's language. */
export function mistakesIn({ reader }: Turn, { facts }: SupportFormRefused): Record<string, string> {
  const words = supportFormText[reader.language]
  return Object.fromEntries(
    Object.entries(facts.mistakes).map(([field, mistake]) => [field, fieldMistake(words, reader, mistake)]),
  )
}

export function problem({ reader }: Turn, error: DomainError): string {
  if (error instanceof PartnerCenterUnavailable) return supportFormText[reader.language].unchecked
  return refusalText(reader, error, {
    ...supportFilesText[reader.language].errors,
    ...supportText[reader.language].errors,
  })
}
