import type { TurnContext } from 'botbuilder'
import type { Addresses } from '../commerce/ground.ts'
import type { Log } from '../platform/log.ts'
import { cut } from '../platform/text.ts'
import { cardActivity } from './card.ts'
import { chatText } from './chat.text.ts'
import type { ChatsService } from './chats.service.ts'
import type { Command, FilesDoor } from './feature.ts'
import type { Flows } from './flows.ts'
import { homeCard, offeredTo } from './home.cards.ts'
import { examplesFor } from './home-examples.ts'
import type { Incoming } from './incoming.ts'
import type { NamesTaken } from './names-taken.ts'
import { route } from './router.ts'
import { type TodayDoor, todayFor } from './today.ts'
import type { Turn } from './turn.ts'
import { calendarOf } from './written-day.ts'

type Of<Kind extends Incoming['kind']> = Extract<Incoming, { kind: Kind }>

export interface WordsParts {
  readonly addresses: Pick<Addresses, 'tab'>
  readonly chats: ChatsService
  readonly flows: Flows
  readonly commands: readonly Command[]
  readonly files: FilesDoor | undefined
  readonly today: readonly TodayDoor[]
  /** Takes the names of customers and people out of a line, before any of its words is read. */
  names(turn: Turn, line: string): Promise<NamesTaken>
  readonly log: Log
}

/** What somebody said comes to a command, or to the home card with why not. */
export function wordsHeard({ addresses, chats, flows, commands, files: filesDoor, today, names, log }: WordsParts) {
  return { said, welcome }

  async function said(context: TurnContext, incoming: Of<'said'>, turn: Turn): Promise<void> {
    const { text, edited } = incoming
    const heard = { context, incoming, turn }
    const words = chatText[turn.reader.language]
    if (turn.chat === 'shared')
      return void (await context.sendActivity(incoming.more ? words.filesPersonalOnly : words.personalOnly))
    const { files, more } = edited ? withoutFiles : incoming
    if (edited) {
      if (incoming.files.length > 0 || incoming.more) await context.sendActivity(words.filesNotAnew)
      if (text === '') return
      await context.sendActivity(words.edited(cut(text, 80, '…')))
    }
    if (files.length > 0 && filesDoor !== undefined) {
      await flows.answer(heard, await filesDoor(turn, files))
      if (text === '') return
    }
    if (text === '') return home(context, turn, more ? words.notTaken : words.emptyMessage)
    const named = await names(turn, text)
    const request = route(named.line, commands, calendarOf(turn.now, turn.reader))
    switch (request.kind) {
      case 'command': {
        const answer = await request.command.begin(turn, named.said(request.sentence))
        return flows.answer(heard, answer)
      }
      case 'help':
        return home(context, turn)
      case 'unsure':
        return home(context, turn, words.notSureWhich, request.guesses)
      case 'unknown':
        return home(context, turn, words.notUnderstood(cut(text, 80, '…')))
    }
  }

  async function home(context: TurnContext, turn: Turn, remark?: string, first?: readonly Command[]): Promise<void> {
    const tab = addresses.tab('today')
    const offered = offeredTo(turn, commands)
    const [examples, matters] = await Promise.all([examplesFor(turn, offered, log), todayFor(turn, today, log)])
    await context.sendActivity(cardActivity(homeCard(turn, { offered, examples, today: matters, remark, first, tab })))
  }

  async function welcome(context: TurnContext, incoming: Incoming, turn: Turn): Promise<void> {
    if (turn.chat === 'shared') {
      const { language } = await chats.sharedReader(incoming, turn.agent.partnerId)
      return void (await context.sendActivity(chatText[language].sharedGreeting))
    }
    const words = chatText[turn.reader.language]
    const { name, roles } = turn.agent
    await home(context, turn, roles.length === 0 ? words.welcome(name) : words.welcomeWithRoles(name))
  }
}

export type WordsHeard = ReturnType<typeof wordsHeard>

/** Those of a message that is changed were taken as it was sent. */
const withoutFiles = { files: [], more: false }
