import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Card } from '../../chat/card.ts'
import { act, type CardFlow, cardFlow, type Entry, type Move, type Step } from '../../chat/card-flow.ts'
import { refusalText } from '../../chat/error-reply.ts'
import type { FlowButtons } from '../../chat/press.ts'
import { audienceOf, onCard, type Turn } from '../../chat/turn.ts'
import { may } from '../../commerce/access.ts'
import { PartnerCenterUnavailable } from '../../commerce/errors.ts'
import { DomainError } from '../../platform/errors.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import { type ActivityFilesService, fileMinutes } from './activity-files.service.ts'
import { logCard, refusedCard } from './activity-log.cards.ts'
import type { ActivityLogService } from './activity-log.service.ts'
import { activityLogText } from './activity-log.text.ts'
import type { ActivityOffersService } from './activity-offers.service.ts'
import { askedSchema } from './asked.ts'
import { fieldsOf, formInputs, readForm } from './asking-form.ts'
import type { ChainCheckService } from './chain-check.service.ts'
import { chartCard } from './chart.cards.ts'
import { chartOf } from './chart.ts'
import { checkCard } from './check.cards.ts'

export interface ActivityLogRooms {
  readonly log: ActivityLogService
  readonly files: ActivityFilesService
  readonly offers: ActivityOffersService
  readonly checks: ChainCheckService
}

/** JavaScript knows days that PostgreSQL does not. */
const shownDays = { from: new Date('2000-01-01'), to: new Date('2100-01-01') }
const cursor = z.object({
  at: z.coerce.date().min(shownDays.from).max(shownDays.to),
  number: z.string().regex(/^\d{1,18}$/),
})

const activityLogValues = z.object({
  asked: askedSchema,
  /** The entry that the page before ended with. */
  after: cursor.optional(),
  checkId: z.guid().optional(),
})
type Values = z.infer<typeof activityLogValues>

const nothing = z.object({})
const beginning = z.object({ check: z.guid().transform((id) => id.toLowerCase()) })

/** The log with its form, its chart, and the check of its chain. */
export const activityLogDialog = (rooms: ActivityLogRooms): CardFlow =>
  cardFlow<Values>({
    id: 'activity',
    values: activityLogValues,
    problem,
    steps: [logStep(rooms), chartStep(rooms), checkStep(rooms)],
  })

const logStep = ({ log, files, offers, checks }: ActivityLogRooms): Step<Values> => ({
  id: 'log',
  show: unlessRefused((turn, values, entry, buttons) => drawLog(log, turn, values, entry, buttons)),
  acts: {
    show: act({
      inputs: formInputs,
      mistake: (turn) => activityLogText[turn.reader.language].ask,
      run: async (turn, values: Values, inputs): Promise<Move<Values>> => {
        const read = await readForm(log, turn, values.asked, inputs)
        if ('mistakes' in read) return { values, entry: { typed: inputs, mistakes: read.mistakes } }
        return { values: { asked: await log.ask(whoOf(turn), read.asking, turn.reader.timeZone) } }
      },
    }),
    // What is typed into the form stays while the list is paged through.
    older: act({
      inputs: cursor.loose(),
      run: async (_turn, values: Values, { at, number, ...typed }) => ({
        values: { asked: values.asked, after: { at, number } },
        entry: { typed },
      }),
    }),
    newest: act({
      inputs: nothing.loose(),
      run: async (_turn, { asked }: Values, typed) => ({ values: { asked }, entry: { typed } }),
    }),
    chart: act({ inputs: nothing, run: async (_turn, values: Values) => ({ to: 'chart', values }) }),
    file: act({
      inputs: nothing.loose(),
      run: async (turn, values: Values, typed) => {
        const { reader } = turn
        const secret = await files.prepare(whoOf(turn), values.asked, reader, audienceOf(turn))
        const notice = activityLogText[reader.language].fileReady(reader.number(fileMinutes))
        return { values, entry: { typed, secret, notice } }
      },
    }),
    keep: act({
      inputs: z.looseObject({ offer: z.guid().transform((id) => id.toLowerCase()) }),
      run: async (turn, values: Values, { offer: id, ...typed }) => {
        const { reader } = turn
        const { counts } = await log.counts(whoOf(turn), values.asked, reader.timeZone)
        const entries = counts.reduce((sum, some) => sum + some.entries, 0)
        const offered = await offers.offer(whoOf(turn), { id, asked: values.asked, entries }, reader)
        return { values, offers: offered, entry: { typed, notice: activityLogText[reader.language].keepBelow } }
      },
    }),
    check: beginCheck(checks),
  },
})

/** The log's card; the address of a file is on it for whoever asked for it just now. */
async function drawLog(log: ActivityLogService, turn: Turn, values: Values, entry: Entry, buttons: FlowButtons) {
  const { asked, after } = values
  const who = whoOf(turn)
  const page = await log.page(who, asked, after && { at: after.at, number: BigInt(after.number) })
  const [people, customers] = await Promise.all([
    log.people(who, '', 10),
    log.searchCustomers(who, '', 10).catch(noneWhenSilent),
  ])
  const [typedNames, whom] = await Promise.all([
    log.typedPeople(
      who,
      people.map(({ id }) => id),
    ),
    fieldsOf(log, turn, { asked, typed: entry.typed }),
  ])
  const { fileReady } = activityLogText[turn.reader.language]
  const withoutSecret = entry.secret === undefined && entry.notice === fileReady(turn.reader.number(fileMinutes))
  return logCard({
    read: turn.reader,
    asked,
    page,
    people,
    customers,
    typedNames,
    whom,
    buttons,
    paged: after !== undefined,
    nextOfferId: randomUUID(),
    nextCheckId: may(turn.agent, 'change-settings') ? randomUUID() : undefined,
    // What the notice tells of is on the presser's card alone.
    entry: withoutSecret ? { ...entry, notice: undefined } : entry,
  })
}

const chartStep = ({ log }: ActivityLogRooms): Step<Values> => ({
  id: 'chart',
  show: unlessRefused(async (turn, { asked }, _entry, buttons) => {
    const { counts, names } = await log.counts(whoOf(turn), asked, turn.reader.timeZone)
    return chartCard({ read: turn.reader, asked, chart: chartOf(counts, asked), names, buttons })
  }),
  acts: { back, newest: back },
})

const checkStep = ({ checks }: ActivityLogRooms): Step<Values> => ({
  id: 'check',
  show: unlessRefused(async (turn, { checkId = '' }, entry, buttons) => {
    const check = await checks.check(whoOf(turn), checkId)
    return checkCard({ read: turn.reader, check, nextCheckId: randomUUID(), entry, buttons })
  }),
  acts: { again: beginCheck(checks), back, newest: back },
})

const back = act({ inputs: nothing, run: async (_turn, values: Values) => ({ to: 'log', values }) })

const beginCheck = (checks: ChainCheckService) =>
  act({
    inputs: beginning,
    run: async (turn, values: Values, { check: checkId }, flowId): Promise<Move<Values>> => {
      await checks.begin(whoOf(turn), checkId, onCard(flowId))
      return { to: 'check', values: { ...values, checkId } }
    },
  })

/** Whoever has lost the role sees nothing of the log any more, on a card that stood there before either. */
const unlessRefused =
  (draw: Step<Values>['show']): Step<Values>['show'] =>
  async (turn, values, entry, buttons): Promise<Card> => {
    try {
      return await draw(turn, values, entry, buttons)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      return refusedCard(turn.reader, entry.problem ?? problem(turn, error), buttons)
    }
  }

export const problem = ({ reader }: Turn, error: DomainError): string =>
  refusalText(reader, error, activityLogText[reader.language].errors)

/** The form does without Partner Center. */
function noneWhenSilent(error: unknown): [] {
  if (!(error instanceof PartnerCenterUnavailable)) throw error
  return []
}
