import { carriedOut, type Move, type Step } from '../../chat/card-flow.ts'
import { refusalText } from '../../chat/error-reply.ts'
import { type Route, routesOf } from '../../chat/routes.ts'
import type { Turn } from '../../chat/turn.ts'
import { may } from '../../commerce/access.ts'
import { languageOf, languages, type Reader } from '../../platform/language.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import { linkDownloads } from '../../workflow/links/download-link.ts'
import { longestDays, longestHours, mostLeadTimes } from '../../workflow/notices/notice-policy.ts'
import { noticesText } from '../../workflow/notices/notices.text.ts'
import { cardsOffered, policyLines } from './approval-rules.cards.ts'
import * as approvalRules from './approval-rules.step.ts'
import { formOf } from './approval-rules-form.ts'
import { chatMorningsStep } from './chat-mornings.step.ts'
import { chatReadingStep } from './chat-reading.step.ts'
import { chatTitles } from './choosable-chats.ts'
import { lostChatLines } from './lost-chats.cards.ts'
import { channelsOffered, noticeLines } from './notice-rules.cards.ts'
import * as noticeRules from './notice-rules.step.ts'
import { noticeFormOf, toAdmins } from './notice-rules-form.ts'
import type { KnownSettings } from './own-settings.service.ts'
import { ownSettingsStep } from './own-settings.step.ts'
import { ownNames, ownSettingsText } from './own-settings.text.ts'
import { asInTeams, tickedKinds } from './settings.cards.ts'
import type { SettingsRooms } from './settings.dialog.ts'
import { type Outcome, type Rules, settingsRoutes } from './settings.routes.ts'
import { settingsText } from './settings.text.ts'
import type { SettingsValues } from './settings-values.ts'
import { findZones, nameToday, zoneTitle } from './time-zones.ts'

const zonesShown = 15
const most = { times: mostLeadTimes, hours: longestHours, days: longestDays, downloads: linkDownloads }

/** One's own settings and the partner's, as pages of the tab: what is sent is read and done as the card's own forms are. */
export function settingsPages(rooms: SettingsRooms): Record<string, Route> {
  const { own, lostChats, chatMornings } = rooms
  const saves = {
    own: ownSettingsStep(own, lostChats, {}),
    approvals: approvalRules.approvalsStep(rooms.settings),
    notices: noticeRules.noticeRulesStep(rooms.noticeRules),
    morning: chatMorningsStep(chatMornings, rooms.chatReading, lostChats),
    reading: chatReadingStep(rooms.chatReading),
  }
  return routesOf(
    settingsRoutes,
    {
      'settings.own': async (turn) => {
        const [settings, lost] = await Promise.all([own.of(whoOf(turn)), lostChats.forAdmin(whoOf(turn))])
        const { reader, now } = turn
        const words = ownSettingsText[reader.language]
        const { wishes, language = asInTeams, timeZone, morning = '' } = settings
        const teams = asTold(settings, reader)
        return {
          language,
          languages: [
            { title: words.asInTeams(ownNames[languageOf(teams.locale)]), value: asInTeams },
            ...languageChoices(),
          ],
          timeZone: timeZone ?? words.asTeams,
          teamsZone: words.asInTeams(zoneTitle(teams.timeZone, now)),
          kinds: tickedKinds.map((kind) => ({ title: noticesText[reader.language].kinds[kind], value: kind })),
          told: tickedKinds.filter((kind) => !wishes.muted.includes(kind)),
          quietFrom: wishes.quiet?.from ?? '',
          quietTo: wishes.quiet?.to ?? '',
          morning,
          warnings: may(turn.agent, 'change-settings') ? lostChatLines(lost, reader) : [],
        }
      },
      'settings.save-own': async (turn, sent) => outcomeOf(await saved(saves.own, turn, {}, sent)),
      'settings.zones': async ({ reader, now, ...turn }, { text, own: alsoOwn }) => {
        const found = findZones(text, now, zonesShown).map(({ id, title }) => ({ title, value: id }))
        if (!alsoOwn || text !== '') return { choices: found }
        const teams = asTold(await own.of(whoOf({ reader, now, ...turn })), reader)
        const title = ownSettingsText[reader.language].asInTeams(zoneTitle(teams.timeZone, now))
        return { choices: [{ title, value: ownSettingsText[reader.language].asTeams }, ...found] }
      },
      'settings.approvals': (turn) => approvals(turn),
      'settings.save-approvals': async (turn, { drawn, ...sent }) => {
        const move = await saved(saves.approvals, turn, { drawn }, sent)
        return { ...outcomeOf(move), rules: await approvals(turn, move) }
      },
      'settings.notices': async (turn) => ({ ...(await notices(turn)), most }),
      'settings.save-notices': async (turn, { drawn, ...sent }) => {
        const move = await saved(saves.notices, turn, { drawn }, sent)
        return { ...outcomeOf(move), rules: await notices(turn, move) }
      },
      'settings.chats': async (turn) => {
        const { reader } = turn
        const [chats, lost] = await Promise.all([chatMornings.chats(whoOf(turn)), lostChats.forAdmin(whoOf(turn))])
        const titles = chatTitles(chats, reader)
        return {
          chats: chats.map(({ conversationId: id, time = '', timeZone, locale }) => ({
            ...{ id, time, title: titles.get(id) ?? id },
            language: languageOf(locale),
            timeZone: nameToday(timeZone),
          })),
          languages: languageChoices(),
          warnings: lostChatLines({ mornings: lost.mornings }, reader),
        }
      },
      'settings.save-morning': async (turn, sent) => outcomeOf(await saved(saves.morning, turn, {}, sent)),
      'settings.save-reading': async (turn, { chat, ...sent }) =>
        outcomeOf(await saved(saves.reading, turn, { chat }, sent)),
    },
    ({ reader }, error) => refusalText(reader, error, settingsText[reader.language].errors),
  )

  async function approvals(turn: Turn, move?: Move<SettingsValues>): Promise<Rules> {
    const { reader } = turn
    const settings = await rooms.settings.approvals(whoOf(turn))
    const { policy, chats, lost } = settings
    const holds = formOf(policy)
    const offered = cardsOffered(chats, holds.cards, reader)
    return {
      holds: policyLines(settingsText[reader.language], policy, reader),
      warnings: lostChatLines({ approvals: lost }, reader),
      chats: offered.map(({ title, value }) => ({ title, value })),
      form: inWords({ ...holds, ...typedIn(move) }, 'cards', offered),
      drawn: drawnIn(move) ?? approvalRules.drawnFrom(settings).drawn,
    }
  }

  async function notices(turn: Turn, move?: Move<SettingsValues>): Promise<Rules> {
    const { reader } = turn
    const settings = await rooms.noticeRules.of(whoOf(turn))
    const offered = channelsOffered(reader, settings)
    return {
      holds: noticeLines(reader, settings),
      warnings: lostChatLines({ windows: settings.lost }, reader),
      chats: offered.map(({ title, value }) => ({ title, value })),
      form: inWords(
        { ...noticeFormOf(settings.policy), channel: settings.policy.windows.channel ?? toAdmins, ...typedIn(move) },
        'channel',
        offered,
      ),
      drawn: drawnIn(move) ?? noticeRules.drawnFrom(settings).drawn,
    }
  }
}

/** What the Save of a step does. */
export function saved(
  step: Step<SettingsValues>,
  turn: Turn,
  values: SettingsValues,
  data: Readonly<Record<string, unknown>>,
): Promise<Move<SettingsValues>> {
  const save = step.acts.save
  if (save === undefined) throw new Error(`the step ${step.id} has nothing to save`)
  return carriedOut(save, turn, { values, data, flow: '' })
}

export function outcomeOf(move: Move<SettingsValues>): Outcome {
  const { notice, problem, mistakes = {} } = ('values' in move && move.entry) || {}
  return { ...(notice !== undefined && { notice }), ...(problem !== undefined && { problem }), mistakes }
}

/** What Teams tells of somebody who has not opened the chat yet, it tells with the page. */
const asTold = ({ teams }: KnownSettings, { locale, timeZone }: Reader) => ({
  locale: teams.locale || locale,
  timeZone: teams.timeZone || timeZone,
})

/** What was typed and stays, as it was typed. */
const typedIn = (move: Move<SettingsValues> | undefined): Record<string, string> =>
  Object.fromEntries(
    Object.entries((move && 'values' in move && move.entry?.typed) || {}).filter(
      (field): field is [string, string] => typeof field[1] === 'string',
    ),
  )

/** What is drawn anew stands on what holds then; what has a mistake, on what it was drawn from. */
const drawnIn = (move: Move<SettingsValues> | undefined) => (move && 'values' in move ? move.values.drawn : undefined)

/** The form with its chat as it is offered. */
const inWords = (
  form: Record<string, string>,
  field: string,
  offered: readonly { readonly id: string; readonly value: string }[],
): Record<string, string> => ({
  ...form,
  [field]: offered.find(({ id }) => id === form[field])?.value ?? form[field] ?? '',
})

const languageChoices = () => languages.map((known) => ({ title: ownNames[known], value: known }))
