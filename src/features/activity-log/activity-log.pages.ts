import type { z } from 'zod'
import { type Route, routesOf } from '../../chat/routes.ts'
import { audienceOf, type Turn } from '../../chat/turn.ts'
import { may } from '../../commerce/access.ts'
import type { Vault } from '../../platform/secrets.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import { fileMinutes } from './activity-files.service.ts'
import { askedWords } from './activity-log.cards.ts'
import { type ActivityLogRooms, problem } from './activity-log.dialog.ts'
import { QuestionUnknown } from './activity-log.errors.ts'
import { activityLogRoutes } from './activity-log.routes.ts'
import { activityLogText } from './activity-log.text.ts'
import { type Asked, askedNow, askedSchema } from './asked.ts'
import { fieldsOf, formInputs, readForm } from './asking-form.ts'
import { chartText } from './chart.text.ts'
import { chartOf } from './chart.ts'
import { barName, nameOf, partOf, perUnit } from './chart-words.ts'
import { checkTold } from './check-words.ts'
import { aboutWords, whatWords, whoWords } from './entry-words.ts'

type Choice = { readonly title: string; readonly value: string }
type Choices = Record<'people' | 'customers', (turn: Turn, text: string) => Promise<readonly Choice[]>>

/** The log as a page of the tab: asked, paged through, drawn, fetched as a file and checked by the services of its card. */
export function activityLogPages(
  { log, files, checks }: ActivityLogRooms,
  { vault, choices }: { vault: Vault; choices: Choices },
): Record<string, Route> {
  return routesOf(
    activityLogRoutes,
    {
      'activity.ask': async (turn, typed) => {
        await log.requireRole(whoOf(turn))
        const inputs = formInputs.safeParse(typed)
        if (!inputs.success) return { mistakes: asMistakes(turn, inputs.error) }
        const read = await readForm(log, turn, shownAtFirst(turn), inputs.data)
        if ('mistakes' in read) return { mistakes: read.mistakes }
        const who = whoOf(turn)
        const asked = await log.ask(who, read.asking, turn.reader.timeZone)
        const [{ total, step, marks, names }, whom] = await Promise.all([
          log.outline(who, asked),
          fieldsOf(log, turn, { asked, typed: {} }),
        ])
        return {
          mistakes: {},
          answer: {
            ...{ total, step, ...whom },
            question: vault.seal(JSON.stringify(asked), contextOf(turn)),
            words: askedWords(asked, names, turn.reader),
            marks: marks.map(({ at, number }) => ({ at: at.toISOString(), number: String(number) })),
            mayCheck: may(turn.agent, 'change-settings'),
          },
        }
      },
      'activity.rows': async (turn, { question, after, skip, count }) => {
        const cursor = after && { at: new Date(after.at), number: BigInt(after.number) }
        const page = await log.page(whoOf(turn), questionIn(turn, question), cursor, { skip, count })
        const { reader: read } = turn
        return {
          rows: page.entries.map((entry) => ({
            number: String(entry.number),
            at: { at: entry.at.toISOString(), words: read.dateTime(entry.at) },
            what: whatWords(entry.what, read),
            who: whoWords(entry, page.names, read),
            about: aboutWords(entry, page.names, read),
          })),
        }
      },
      'activity.chart': async (turn, { question }) => {
        const { reader: read } = turn
        const asked = questionIn(turn, question)
        const { counts, names } = await log.counts(whoOf(turn), asked, read.timeZone)
        const { unit, bars, people, entries } = chartOf(counts, asked)
        const words = chartText[read.language]
        return {
          title: perUnit(words, unit),
          unit: words[unit],
          all: words.allEntries(read.number(entries)),
          bars: bars.map((bar) => ({
            name: barName(bar, unit, read),
            entries: bar.entries,
            parts: people.map(({ of }) => partOf(bar, of)),
          })),
          people: people.map(({ of, entries }) => ({ name: nameOf(words, of, names, read), entries })),
        }
      },
      'activity.file': async (turn, { question }) => {
        const { reader } = turn
        const address = await files.prepare(whoOf(turn), questionIn(turn, question), reader, audienceOf(turn))
        return { address, words: activityLogText[reader.language].fileReady(reader.number(fileMinutes)) }
      },
      'activity.choices': async (turn, { of, text }) => ({
        choices: (await choices[of](turn, text)).map(({ title, value }) => ({ title, value })),
      }),
      'activity.check': async (turn, { key }) => {
        const id = key.toLowerCase()
        await checks.begin(whoOf(turn), id, { kind: 'tab', key: id })
        return {}
      },
      'activity.checked': async (turn, { key }) =>
        checkTold(await checks.check(whoOf(turn), key.toLowerCase()), turn.reader),
    },
    problem,
  )

  /** @throws QuestionUnknown for what this desk did not seal for this person. */
  function questionIn(turn: Turn, sealed: string): Asked {
    try {
      return askedSchema.parse(JSON.parse(vault.unseal(sealed, contextOf(turn))))
    } catch {
      throw new QuestionUnknown()
    }
  }
}

const contextOf = ({ agent: { partnerId, id } }: Turn): string => `activity-question/${partnerId}/${id}`

/** A page comes with all of its fields: none of them was there before. */
const shownAtFirst = ({ reader, now }: Turn): Asked =>
  askedNow({ range: { preset: 'today' }, kind: 'work' }, reader.timeZone, { now: () => now })

const asMistakes = ({ reader }: Turn, { issues }: z.ZodError): Record<string, string> =>
  Object.fromEntries(issues.map(({ path }) => [String(path[0] ?? ''), activityLogText[reader.language].notThere]))
