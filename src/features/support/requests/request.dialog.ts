import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type Act, act, type Entry, type Move, type Step } from '../../../chat/card-flow.ts'
import { lineField, wordsField } from '../../../chat/fields.ts'
import { audienceOf, type Turn } from '../../../chat/turn.ts'
import { whoOf } from '../../../workflow/customers/customer-step.ts'
import { fileDoors } from '../files/opening-files.cards.ts'
import type { OpeningFilesService } from '../files/opening-files.service.ts'
import { filesList } from '../files/support-files.cards.ts'
import type { SupportFilesService } from '../files/support-files.service.ts'
import type { ByHandService } from '../hand-over/by-hand.service.ts'
import type { Presser } from '../hand-over/moving.service.ts'
import { longestComment, requestCard } from './request.cards.ts'
import type { RequestsService } from './requests.service.ts'
import type { SupportService } from './support.service.ts'
import { supportText } from './support.text.ts'
import { listOpened, onceOf, pagedOver, type SupportValues, sentOnce } from './support-values.ts'

interface RequestServices {
  readonly support: SupportService
  readonly requests: RequestsService
  readonly byHand: ByHandService
  readonly files: SupportFilesService
  readonly opening: OpeningFilesService
}

type OpenValues = SupportValues & { readonly supportId: string }

const nothing = z.object({})
/** Which request the card showed that was pressed: in another client it may be another one than the card shows now. */
const shown = z.object({ request: z.guid().optional().catch(undefined) })

/** Typed into the card's other field: it stays. */
const typedBeside = z.string().optional().catch(undefined)
const withComment = z.object({ comment: typedBeside })

const saying = z.object({
  ...sentOnce,
  ticket: typedBeside,
  comment: wordsField(longestComment).pipe(z.string().min(1)),
})
type Saying = z.infer<typeof saying>

export const ticketForm = z.string().regex(/^[A-Za-z0-9-]{5,40}$/)

const ticketTyped = withComment.extend({
  ticket: lineField().pipe(ticketForm),
  was: z.string().max(40).nullable().catch(null),
})

/** One request, and what can be done about it. */
export const requestStep = ({ requests, support, byHand, files, opening }: RequestServices): Step<SupportValues> => ({
  id: 'request',
  subject: ({ supportId }) => supportId,
  show: async (turn, { supportId = '', commentKey = randomUUID(), skipped, correcting = false }, entry, buttons) => {
    const view = await requests.one(whoOf(turn), supportId, skipped)
    const stored = await files.ofRequest(whoOf(turn), supportId)
    return requestCard({
      read: turn.reader,
      view,
      tab: view.tab,
      commentKey,
      correcting,
      entry,
      buttons,
      files: filesList(turn.reader, stored, view.request.status !== 'closed'),
      doors: fileDoors(turn.reader, { supportId, files: stored, entry, buttons }),
    })
  },
  acts: {
    comment: say((presser, { supportId }, said) => support.comment(presser, supportId, said)),
    answer: say((presser, { supportId }, said) => byHand.answer(presser, supportId, said)),
    correct: ofShown({
      inputs: withComment,
      run: async (_turn, values, typed) => ({ values: { ...values, correcting: true }, entry: { typed } }),
    }),
    ticket: ofShown({
      inputs: ticketTyped,
      mistake: (turn) => supportText[turn.reader.language].ticketWanted,
      run: async (turn, { correcting, ...values }, { comment, ...typed }, flowId) => {
        await byHand.takeTicket({ ...whoOf(turn), on: flowId }, values.supportId, typed)
        return { values, entry: { typed: { comment } } }
      },
    }),
    close: ofShown({
      inputs: nothing,
      run: async (turn, values, _inputs, flowId) => {
        await support.close({ ...whoOf(turn), on: flowId }, values.supportId)
        return { values }
      },
    }),
    page: ofShown({
      inputs: withComment.extend({ skip: pagedOver, ticket: typedBeside }),
      run: async (_turn, values, { skip, ...typed }) => ({ values: { ...values, skipped: skip }, entry: { typed } }),
    }),
    files: ofShown({
      inputs: withComment.extend({ from: pagedOver, ticket: typedBeside }),
      run: async (turn, values, { from, ...typed }) => {
        const { reader } = turn
        const asked = { supportId: values.supportId, from }
        const addresses = await opening.addresses(whoOf(turn), asked, reader, audienceOf(turn))
        return { values, entry: { typed, secret: JSON.stringify(addresses) } }
      },
    }),
    all: act({
      inputs: nothing,
      run: async (_turn, { from }: SupportValues) => ({ to: 'list', values: listOpened(from) }),
    }),
  },
})

interface ShownAct<I> {
  readonly inputs: z.ZodType<I>
  mistake?(turn: Turn): string
  run(turn: Turn, values: OpenValues, inputs: I, flowId: string): Promise<Move<SupportValues>>
  /** What a press comes to whose card showed another request; left out, nothing. */
  elsewhere?(turn: Turn, inputs: I): { readonly entry: Partial<Entry> }
}

/** An act on the request that the pressed card showed: on a card that shows another one by now, it changes nothing. */
function ofShown<I>({ inputs, mistake, run, elsewhere }: ShownAct<I>): Act<SupportValues> {
  return act({
    inputs: inputs.and(shown),
    ...(mistake !== undefined && { mistake }),
    run: async (turn: Turn, values: SupportValues, pressed: I & z.infer<typeof shown>, flowId) => {
      const { supportId } = values
      if (supportId !== undefined && pressed.request === supportId)
        return run(turn, { ...values, supportId }, pressed, flowId)
      return { values, ...elsewhere?.(turn, pressed) }
    },
  })
}

type Add = (presser: Presser, values: OpenValues, said: { key: string; text: string }) => Promise<boolean>

/** Adds what was said; the card's next comment is another one. */
function say(add: Add): Act<SupportValues> {
  const notAdded = ({ reader }: Turn, { comment, ticket }: Saying) => ({
    entry: { typed: { comment, ticket }, notice: supportText[reader.language].notAdded },
  })
  return ofShown({
    inputs: saying,
    mistake: ({ reader }) => supportText[reader.language].commentWanted(reader.number(longestComment)),
    run: async (turn, values, said, flowId) => {
      const next = { ...values, commentKey: randomUUID(), skipped: 0 }
      const key = onceOf(said)
      const added =
        key !== undefined && (await add({ ...whoOf(turn), on: flowId }, values, { key, text: said.comment }))
      return added
        ? { values: next, entry: { typed: { ticket: said.ticket } } }
        : { values: next, ...notAdded(turn, said) }
    },
    elsewhere: notAdded,
  })
}
