import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { act, type CardFlow, cardFlow, type Move, type Step } from '../../chat/card-flow.ts'
import { refusalText } from '../../chat/error-reply.ts'
import type { Turn } from '../../chat/turn.ts'
import { PartnerCenterUnavailable } from '../../commerce/errors.ts'
import type { DomainError } from '../../platform/errors.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import type { ByHandService } from './by-hand.service.ts'
import { longestComment, requestCard } from './request.cards.ts'
import { type RequestsService, shownComments, shownRequests } from './requests.service.ts'
import { pageBefore, supportListCard } from './support.cards.ts'
import { SupportFormRefused } from './support.errors.ts'
import type { SupportService } from './support.service.ts'
import { supportText } from './support.text.ts'
import { isByHand } from './support.ts'
import { filesField, filesInput, filesList } from './support-files.cards.ts'
import type { SupportFilesService } from './support-files.service.ts'
import { supportFilesText } from './support-files.text.ts'
import { fieldMistake, supportFormCard } from './support-form.cards.ts'
import { supportFormText } from './support-form.text.ts'
import { cleaned, supportForm } from './support-form.ts'

const supportValues = z.object({
  /** How many requests of the list were paged over. */
  from: z.number().int().nonnegative().default(0),
  /** The form: the id that its request will have, and what it is about. */
  key: z.guid().optional(),
  customerId: z.string().optional(),
  orderId: z.string().optional(),
  /** The request that is open, the id of the next comment, and how many comments were paged over. */
  supportId: z.guid().optional(),
  commentKey: z.guid().optional(),
  skipped: z.number().int().nonnegative().default(0),
})
export type SupportValues = z.infer<typeof supportValues>

const nothing = z.object({})

/** A form of its own: what it sends is one request, however often it is sent. */
export const newForm = (about: { customerId?: string; orderId?: string } = {}): SupportValues => ({
  ...about,
  from: 0,
  skipped: 0,
  key: randomUUID(),
})

export const requestOpened = (supportId: string, from = 0): SupportValues => ({
  ...{ from, supportId, skipped: 0 },
  commentKey: randomUUID(),
})

export interface SupportServices {
  readonly support: SupportService
  readonly requests: RequestsService
  readonly byHand: ByHandService
  readonly files: SupportFilesService
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
    more: act({
      inputs: nothing,
      run: async (turn, values: SupportValues) => {
        const { more } = await requests.list(whoOf(turn), values.from)
        return { values: more ? { ...values, from: values.from + shownRequests } : values }
      },
    }),
    newer: act({
      inputs: nothing,
      run: async (_turn, values: SupportValues) => ({ values: { ...values, from: pageBefore(values.from) } }),
    }),
  },
})

const sending = z.object({
  ...supportForm.shape,
  key: z.guid(),
  /** The files that the card listed, and those that were ticked. */
  listed: z.array(z.guid()).max(100).default([]),
  [filesField]: z.string().max(4_000).default(''),
})

const formStep = ({ support, files }: SupportServices): Step<SupportValues> => ({
  id: 'form',
  show: async (turn, { key, customerId, orderId }, entry, buttons) => {
    const who = whoOf(turn)
    const [known, waiting] = await Promise.all([support.known(who, { customerId, orderId }), files.waiting(who)])
    return supportFormCard({
      read: turn.reader,
      known,
      about: orderId,
      files: filesInput(turn.reader, waiting, entry),
      sends: { key, listed: waiting.map(({ id }) => id) },
      entry,
      buttons,
    })
  },
  acts: {
    send: act({
      inputs: sending,
      run: (turn, values: SupportValues, typed, flowId) => send({ support, files }, turn, values, { typed, flowId }),
    }),
    all: act({ inputs: nothing, run: async () => ({ to: 'list', values: { from: 0, skipped: 0 } }) }),
  },
})

async function send(
  { support, files }: Pick<SupportServices, 'support' | 'files'>,
  turn: Turn,
  values: SupportValues,
  { typed, flowId }: { typed: z.infer<typeof sending>; flowId: string },
): Promise<Move<SupportValues>> {
  const { key, listed, [filesField]: ticked, ...form } = typed
  // Teams delivered an earlier form's press again: this form is another request's.
  if (key !== values.key) return { values }
  const who = whoOf(turn)
  try {
    // What came while the form was open is meant too: the form could not list it.
    const since = (await files.waiting(who)).filter(({ id }) => !listed.includes(id))
    const fileIds = [...ticked.split(',').filter((id) => listed.includes(id)), ...since.map(({ id }) => id)]
    const { id } = await support.send(who, { id: key, form, fileIds, flowId })
    return { to: 'request', values: requestOpened(id) }
  } catch (error) {
    if (!(error instanceof SupportFormRefused)) throw error
    const words = supportFormText[turn.reader.language]
    const mistakes = Object.fromEntries(
      Object.entries(error.mistakes).map(([field, mistake]) => [field, fieldMistake(words, turn.reader, mistake)]),
    )
    return { values, entry: { typed: { ...form, files: ticked }, mistakes, problem: problem(turn, error) } }
  }
}

const saying = z.object({
  key: z.guid(),
  comment: z.string().transform(cleaned).pipe(z.string().min(1).max(longestComment)),
})

const requestStep = ({ requests, support, byHand, files }: SupportServices): Step<SupportValues> => ({
  id: 'request',
  show: async (turn, { supportId = '', commentKey = randomUUID(), skipped }, entry, buttons) => {
    const view = await requests.one(whoOf(turn), supportId, skipped)
    const stored = await files.ofRequest(whoOf(turn), supportId)
    return requestCard({
      ...{ read: turn.reader, view, commentKey, entry, buttons },
      files: filesList(turn.reader, stored, isByHand(view.request)),
    })
  },
  acts: {
    comment: act({
      inputs: saying,
      mistake: commentMistake,
      run: (turn, values: SupportValues, said) =>
        say(turn, values, said, (key, text) => support.comment(whoOf(turn), values.supportId ?? '', { key, text })),
    }),
    answer: act({
      inputs: saying,
      mistake: commentMistake,
      run: (turn, values: SupportValues, said) =>
        say(turn, values, said, (key, text) => byHand.answer(whoOf(turn), values.supportId ?? '', { key, text })),
    }),
    ticket: act({
      inputs: z.object({
        ticket: z
          .string()
          .trim()
          .regex(/^[A-Za-z0-9-]{5,40}$/),
      }),
      mistake: (turn) => supportText[turn.reader.language].ticketWanted,
      run: async (turn, values: SupportValues, { ticket }) => {
        await byHand.takeTicket(whoOf(turn), values.supportId ?? '', ticket)
        return { values }
      },
    }),
    close: act({
      inputs: nothing,
      run: async (turn, values: SupportValues) => {
        await support.close(whoOf(turn), values.supportId ?? '')
        return { values }
      },
    }),
    earlier: act({
      inputs: nothing,
      run: async (turn, values: SupportValues) => {
        const { said, skipped } = await requests.one(whoOf(turn), values.supportId ?? '', values.skipped)
        const next = skipped + shownComments
        return { values: { ...values, skipped: next < said ? next : 0 } }
      },
    }),
    all: act({
      inputs: nothing,
      run: async (_turn, { from }: SupportValues) => ({ to: 'list', values: { from, skipped: 0 } }),
    }),
  },
})

/** Adds what was said; the card's next comment is another one. */
async function say(
  turn: Turn,
  values: SupportValues,
  { key, comment }: z.infer<typeof saying>,
  add: (key: string, text: string) => Promise<boolean>,
): Promise<Move<SupportValues>> {
  const next = { ...values, commentKey: randomUUID(), skipped: 0 }
  if (await add(key, comment)) return { values: next }
  return { values: next, entry: { typed: { comment }, notice: supportText[turn.reader.language].notAdded } }
}

const commentMistake = ({ reader }: Turn): string =>
  supportText[reader.language].commentWanted(reader.number(longestComment))

function problem({ reader }: Turn, error: DomainError): string {
  if (error instanceof PartnerCenterUnavailable) return supportFormText[reader.language].unchecked
  return refusalText(reader, error, {
    ...supportFilesText[reader.language].errors,
    ...supportText[reader.language].errors,
  })
}
