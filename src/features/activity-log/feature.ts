import { z } from 'zod'
import type { Beginning, Feature } from '../../chat/feature.ts'
import type { Sentence } from '../../chat/sentence.ts'
import type { Turn } from '../../chat/turn.ts'
import { may, type Who } from '../../commerce/access.ts'
import { CustomerUnknown, PartnerCenterUnavailable } from '../../commerce/errors.ts'
import { DomainError } from '../../platform/errors.ts'
import { job } from '../../platform/jobs.ts'
import { activityReadingRepository } from '../../workflow/activity/activity-reading.repository.ts'
import { activityVerifyingService } from '../../workflow/activity/activity-verifying.service.ts'
import { customerChoice, whoOf } from '../../workflow/customers/customer-step.ts'
import type { Shared } from '../../workflow/shared.ts'
import { activityFilesService } from './activity-files.service.ts'
import { allChoice, personChoice, personChoices } from './activity-log.cards.ts'
import { activityLogDialog, problem } from './activity-log.dialog.ts'
import { DaysAhead, DaysBackwards, PersonUnknown } from './activity-log.errors.ts'
import { activityLogPages } from './activity-log.pages.ts'
import { activityLogRepository } from './activity-log.repository.ts'
import { type ActivityLogService, activityLogService } from './activity-log.service.ts'
import { activityLogText } from './activity-log.text.ts'
import { activityOffersRepository } from './activity-offers.repository.ts'
import { activityOffersService } from './activity-offers.service.ts'
import { askedKind } from './asked-kind.ts'
import { chainCheckService } from './chain-check.service.ts'
import { orderEntriesPages } from './order-entries.pages.ts'

const slice = z.object({ id: z.guid(), flowId: z.guid().optional() })
const shownChoices = 15
/** What follows "who" where somebody asks for what others did. */
const wasDone =
  /^(?:saw|viewed|showed|opened|downloaded|bought|purchased|ordered|cancell?ed|approved|rejected|renewed|copied|forwarded|exported)(?!\p{L})|^\p{Script=Han}{1,4}[了过]|[했봤았됐](?:나요?|어요?|습니까|는지)?[?.\s]*$/u

export function activityLogFeature(desk: Shared): Feature {
  const { cards } = desk
  const reading = activityReadingRepository(desk)
  const repository = activityLogRepository(desk)
  const files = activityFilesService(desk, reading, repository)
  const offers = activityOffersService(desk, files, activityOffersRepository(desk))
  const rooms = {
    log: activityLogService(desk, reading, repository),
    ...{ files, offers },
    checks: chainCheckService(desk, activityVerifyingService(desk, desk.activity), repository),
  }
  return {
    name: 'activity-log',
    flows: [activityLogDialog(rooms)],
    commands: [
      {
        name: 'activity',
        words: {
          en: ['activity', 'activity log', 'audit log', 'who'],
          zh: ['活动', '活动日志', '活动记录', '操作日志', '审计日志', '稽核记录', '谁'],
          ko: ['활동', '활동 로그', '활동 기록', '활동 내역', '감사 로그', '누가'],
        },
        prevails: true,
        takes: ['customer', 'range'],
        // `who saw keys yesterday` asks the log, and so does `who bought it`; `who can approve?` does not.
        meant: (word, { range, text }) => !/^(?:who|谁|누가)$/.test(word) || range !== undefined || wasDone.test(text),
        fromMessage: ['customer', 'person'],
        home: {
          place: 6,
          does: { en: 'See who did what, and when', zh: '查看谁在何时做了什么', ko: '누가 언제 무엇을 했는지 보기' },
          example: ({ reader }) => activityLogText[reader.language].example,
        },
        offered: ({ agent }) => may(agent, 'see-activity'),
        begin: (turn, sentence) => beginning(rooms.log, turn, sentence),
      },
    ],
    routes: {
      ...orderEntriesPages(rooms.log),
      ...activityLogPages(rooms, {
        vault: desk.vault,
        choices: {
          people: (turn, text) => people(rooms.log, turn, text),
          customers: (turn, text) => customers(rooms.log, turn, text),
        },
      }),
    },
    searches: {
      'activity-people': { find: (turn, text) => people(rooms.log, turn, text) },
      'activity-customers': { find: (turn, text) => customers(rooms.log, turn, text) },
    },
    consents: offers.answer,
    jobs: {
      'activity.save': job(z.object({ id: z.guid() }), ({ id }) => offers.save(id)),
      'activity.check': job(slice, async (next) => {
        await rooms.checks.goOn(next)
        if (next.flowId !== undefined) await cards.edit(next.flowId)
      }),
    },
  }
}

/** `activity last week for contoso.com` opens the log with that question; what cannot be found is said, and left out of it. */
async function beginning(log: ActivityLogService, turn: Turn, sentence: Sentence): Promise<Beginning> {
  const who = whoOf(turn)
  await log.requireRole(who)
  const { range, customer } = sentence
  const { kind = 'work', rest } = askedKind(sentence)
  const problems: string[] = []
  // `for` is said of customers and of people alike.
  const whomOf = async (said: string | undefined): Promise<{ customerId?: string; person?: string | undefined }> => {
    if (said === undefined) return {}
    try {
      return { customerId: await log.customer(who, said) }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      const person = error instanceof CustomerUnknown ? await log.person(who, said).catch(notNamed) : undefined
      if (person === undefined) problems.push(problem(turn, error))
      return { person }
    }
  }
  const [whom, person, unsaid] = await Promise.all([
    whomOf(customer),
    rest === '' ? undefined : personNamed(log, who, rest),
    rest === '' || customer !== undefined ? undefined : log.customer(who, rest).catch(notNamed),
  ])
  const unread = person === undefined && unsaid === undefined ? [rest] : []
  const filters = { customerId: whom.customerId ?? unsaid, person: whom.person ?? person, kind }
  const usual = { preset: 'last-7-days' as const }
  const asked = await log
    .ask(who, { range: range ?? usual, ...filters }, turn.reader.timeZone)
    .catch((error: unknown) => {
      if (!(error instanceof DaysAhead || error instanceof DaysBackwards)) throw error
      problems.push(problem(turn, error))
      return log.ask(who, { range: usual, ...filters }, turn.reader.timeZone)
    })
  const said = problems.length === 0 ? {} : { entry: { problem: problems.join(' ') } }
  return { flow: 'activity', step: 'log', values: { asked }, unread, ...said }
}

/** The one person whose name has these words, whole: what is left of a sentence need be nobody's. */
async function personNamed(log: ActivityLogService, who: Who, words: string): Promise<string | undefined> {
  const wanted = words.toLocaleLowerCase().split(' ')
  const found = (await log.people(who, words, shownChoices)).filter(({ name }) => {
    const parts = name.toLocaleLowerCase().split(' ')
    return wanted.every((word) => parts.includes(word))
  })
  return found.length === 1 ? found[0]?.id : undefined
}

/** The rest of a sentence may be a person's or a customer's name, and need not be. */
function notNamed(error: unknown): undefined {
  const known = [PersonUnknown, CustomerUnknown, PartnerCenterUnavailable]
  if (!known.some((refusal) => error instanceof refusal)) throw error
}

async function people(log: ActivityLogService, turn: Turn, text: string) {
  const words = activityLogText[turn.reader.language]
  const found = await log.people(whoOf(turn), text, shownChoices)
  const ids = found.map(({ id }) => id)
  const typedNames = await log.typedPeople(whoOf(turn), ids)
  return [...fitting(personChoices(words), text), ...found.map((person) => personChoice(person, typedNames))]
}

async function customers(log: ActivityLogService, turn: Turn, text: string) {
  const words = activityLogText[turn.reader.language]
  const found = await log.searchCustomers(whoOf(turn), text, shownChoices)
  return [...fitting([allChoice(words)], text), ...found.map(customerChoice)]
}

const fitting = <T extends { readonly title: string }>(choices: readonly T[], text: string): T[] =>
  choices.filter(({ title }) => title.toLocaleLowerCase().includes(text.toLocaleLowerCase()))
