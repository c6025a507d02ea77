import type { TurnContext } from 'botbuilder'
import { chatText } from './chat.text.ts'
import type { Command, Outcome, PressDoor } from './feature.ts'
import type { Flows } from './flows.ts'
import { type Press, rememberPress, startPress } from './press.ts'
import { emptySentence } from './sentence.ts'
import type { Turn } from './turn.ts'

interface PressesOptions {
  flows: Flows
  commands: readonly Command[]
  presses: Readonly<Record<string, PressDoor>>
}

/** Takes a press to what it is meant for: a step of a flow, a feature's door, or a command to begin. */
export class Presses {
  private readonly options: PressesOptions

  constructor(options: PressesOptions) {
    this.options = options
  }

  async press(context: TurnContext, turn: Turn, press: Press | undefined): Promise<Outcome> {
    const words = chatText[turn.reader.language]
    if (press === undefined) return { words: words.notUnderstoodPress }
    rememberPress(context, press)
    if (press.verb === 'start') return this.start(context, turn, press)
    const door = this.options.presses[press.verb]
    if (door !== undefined) return door(turn, press)
    if (press.verb !== 'flow' || press.flow === undefined) return { words: words.notUnderstoodPress }
    const shown = await this.options.flows.press(context, press.flow)
    if (shown === 'gone') return { words: words.cardGone }
    if (shown === 'not-yours') return { words: words.cardNotYours(words.somebodyElse) }
    if (shown === 'not-here') return { words: words.personalOnly }
    return shown
  }

  private async start(context: TurnContext, turn: Turn, press: Press): Promise<Outcome> {
    const words = chatText[turn.reader.language]
    const start = startPress.safeParse(press.data).data
    const command = this.options.commands.find(({ name }) => name === start?.command)
    if (start === undefined || command === undefined) return { words: words.notUnderstoodPress }
    if (turn.chat === 'shared') return { words: words.personalOnly }
    const beginning = await command.begin(turn, {
      ...emptySentence,
      ...(start.customerId !== undefined && { customer: start.customerId }),
      ...(start.orderId !== undefined && { orderId: start.orderId }),
      ...(start.about !== undefined && { about: start.about }),
    })
    await this.options.flows.begin(context, beginning)
    return { words: words.newCardBelow }
  }
}
