import { chatText } from './chat.text.ts'
import type { Answer, Command, Outcome, PressDoor } from './feature.ts'
import type { Flows, Heard } from './flows.ts'
import type { HeardBefore } from './heard.ts'
import { type Press, startPress } from './press.ts'
import { emptySentence } from './sentence.ts'

interface Pressed {
  readonly commands: readonly Command[]
  readonly presses: Readonly<Record<string, PressDoor>>
}

/** Takes a press to what it is meant for: a step of a flow, a feature's door, or a command to begin. */
export function pressesService(flows: Flows, { commands, presses }: Pressed, heardBefore: HeardBefore) {
  return { press }

  async function press(heard: Heard, press: Press | undefined): Promise<Outcome> {
    const { turn } = heard
    const words = chatText[turn.reader.language]
    if (press === undefined) return { words: words.notUnderstoodPress }
    if (press.verb === 'start') return start(heard, press)
    // Where a host has dialogs, it asks for one: what comes as a press comes from one that has none.
    if (press.verb === 'dialog') return { words: words.noDialogs }
    const door = presses[press.verb]
    if (door !== undefined) {
      const outcome = await door(turn, press)
      return 'begins' in outcome ? begun(heard, outcome.begins) : outcome
    }
    if (press.verb !== 'flow' || press.flow === undefined) return { words: words.notUnderstoodPress }
    const shown = await flows.press(heard, press.flow, press)
    if (shown === 'gone') return { words: words.cardGone }
    if (shown === 'not-yours') return { words: words.cardNotYours(words.somebodyElse) }
    if (shown === 'not-here') return { words: words.personalOnly }
    return shown
  }

  async function start(heard: Heard, press: Press): Promise<Outcome> {
    const { turn } = heard
    const words = chatText[turn.reader.language]
    const start = startPress.safeParse(press.data).data
    const command = commands.find(({ name }) => name === start?.command)
    if (start === undefined || command === undefined) return { words: words.notUnderstoodPress }
    if (turn.chat === 'shared') return { words: words.personalOnly }
    const answer = await command.begin(turn, {
      ...emptySentence,
      ...(start.customerId !== undefined && { customer: start.customerId }),
      ...(start.orderId !== undefined && { orderId: start.orderId }),
      ...(start.about !== undefined && { about: start.about }),
    })
    return typeof answer === 'string' ? { words: answer } : begun(heard, answer)
  }

  async function begun(heard: Heard, answer: Exclude<Answer, string>): Promise<Outcome> {
    const { incoming, turn } = heard
    // Delivered again, it is answered again, and opens nothing more.
    if (incoming.id === undefined || (await heardBefore.once(incoming, 'start', incoming.id)))
      await flows.answer(heard, answer)
    return { words: chatText[turn.reader.language].newCardBelow }
  }
}

export type Presses = ReturnType<typeof pressesService>
