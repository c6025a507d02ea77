import { randomUUID } from 'node:crypto'
import type { TurnContext } from 'botbuilder'
import { z } from 'zod'
import type { Log } from '../platform/log.ts'
import type { Command, MessagesDoor, ReadMessage } from './feature.ts'
import type { HeardBefore } from './heard.ts'
import { offeredTo } from './home.cards.ts'
import type { Incoming } from './incoming.ts'
import { respondWithDialog, respondWithDialogWords } from './invoke-response.ts'
import type { PrivateAnswers } from './private-answers.ts'
import { emptySentence, type Sentence } from './sentence.ts'
import type { Turn } from './turn.ts'
import { type Offered, readMessageCard } from './using-message.cards.ts'
import { usingMessageText } from './using-message.text.ts'

type Of<Kind extends Incoming['kind']> = Extract<Incoming, { kind: Kind }>

interface Parts {
  readonly commands: readonly Command[]
  readonly messages: MessagesDoor | undefined
  readonly privately: PrivateAnswers
  readonly heard: HeardBefore
  readonly log: Log
}

/** What a button of the dialog carries, with what is chosen there. Every id is looked up again by what it begins. */
const usePress = z.object({
  command: z.string().max(100),
  /** Of the dialog: what it opened is opened once, however often the press is delivered. */
  dialog: z.guid(),
  /** An order's ID or a customer's domain: the only one that the command is about, or the chosen one. */
  only: z.string().min(1).max(300).optional(),
  subject: z.string().min(1).max(300).optional().catch(undefined),
  about: z.string().max(300).optional(),
  quantity: z.int().positive().optional(),
  poNumber: z.string().max(100).optional(),
})

/** *Use in CSP Desk*: anybody's message is read, and what fits it is offered; nothing is begun by what it says. */
export function usingMessages({ commands, messages, privately, heard, log }: Parts) {
  return { point, use }

  async function point(context: TurnContext, { message }: Of<'pointed'>, turn: Turn): Promise<void> {
    const words = usingMessageText[turn.reader.language]
    if (message === undefined || messages === undefined) return respondWithDialogWords(context, words.notOurs)
    const read = await messages(turn, message.text)
    const offered = offeredTo(turn, commands).flatMap((command) => offerOf(command, read))
    log.info({ orders: read.orders.length, customers: read.customers.length }, 'message read for somebody')
    const shown = { ...read, more: read.more || message.more }
    respondWithDialog(
      context,
      words.title,
      readMessageCard(turn, shown, { offered, author: message.author, dialog: randomUUID() }),
    )
  }

  async function use(context: TurnContext, incoming: Of<'used'>, turn: Turn): Promise<void> {
    const words = usingMessageText[turn.reader.language]
    const press = usePress.safeParse(incoming.press?.data).data
    const command = commands.find(({ name }) => name === press?.command)
    if (press === undefined || command?.fromMessage === undefined)
      return respondWithDialogWords(context, words.notUnderstood)
    if (!(await heard.once(incoming, 'start', press.dialog))) return respondWithDialogWords(context, words.opened)
    const there = await opened(command, press, turn).catch(async (error: unknown) => {
      await heard.forget(incoming, 'start', press.dialog)
      throw error
    })
    if (!there) await heard.forget(incoming, 'start', press.dialog)
    respondWithDialogWords(context, there ? words.opened : words.noChat)
  }

  async function opened(command: Command, press: z.infer<typeof usePress>, turn: Turn): Promise<boolean> {
    const here: Turn = { ...turn, chat: 'personal' }
    return privately.answer(here, await command.begin(here, sentenceOf(press)))
  }
}

export type UsingMessages = ReturnType<typeof usingMessages>

/** The command with what of the message it can be begun with; none where there is nothing of the kind. */
function offerOf(command: Command, { orders, customers, product, poNumber, people }: ReadMessage): Offered[] {
  const { fromMessage = [] } = command
  const ofOrders = fromMessage.includes('order') ? orders : []
  const ofCustomers = fromMessage.includes('customer')
    ? customers.filter(({ id }) => !ofOrders.some(({ customerId }) => customerId === id))
    : []
  const subjects = [
    ...ofOrders.map(({ id, line }) => ({ value: id, title: line })),
    ...ofCustomers.map(({ domain, line }) => ({ value: domain, title: line })),
  ]
  const [person, another] = fromMessage.includes('person') ? people : []
  const wanted = fromMessage.includes('product') ? product : undefined
  const about = wanted?.words ?? (another === undefined ? person : undefined)
  if (subjects.length === 0 && about === undefined) return []
  return [{ command, subjects, about, quantity: wanted?.quantity, poNumber: wanted && poNumber }]
}

function sentenceOf({ only, subject, about = '', quantity, poNumber }: z.infer<typeof usePress>): Sentence {
  const whom = only ?? subject
  return {
    ...emptySentence,
    about,
    ...(whom !== undefined && (isDomain(whom) ? { customer: whom } : { orderId: whom })),
    ...(quantity !== undefined && { quantity }),
    ...(poNumber !== undefined && { poNumber }),
  }
}

/** No order's ID has a dot. */
const isDomain = (subject: string): boolean => subject.includes('.')
