import { randomUUID } from 'node:crypto'
import type { Response } from 'restify'
import { z } from 'zod'
import { day, hour, minute } from '../platform/clock.ts'
import { readJson } from '../platform/http/body.ts'
import type { Door } from '../platform/http/door.ts'
import { Refusal } from '../platform/http/refusal.ts'
import type { Log } from '../platform/log.ts'
import { wellFormedData } from '../platform/text.ts'
import type { Guard } from './guard.ts'
import type { WireConversation, WireMessages, WireState } from './page/wire.ts'
import type { PracticePerson } from './person.ts'
import { UnknownInPractice } from './practice-world.ts'
import type { TeamsStandIn } from './teams-stand-in.ts'
import type { Conversation } from './transcript.ts'

export interface PageApiOptions {
  door: Door
  guard: Guard
  standIn: TeamsStandIn
  moveClock: (milliseconds: number) => Promise<void>
  /** What somebody may say, in their language. */
  tries: (person: PracticePerson) => Promise<readonly string[]>
  tokenFor: ((person: PracticePerson) => Promise<string>) | undefined
  log: Log
}

const steps = { hour, day, fortnight: 14 * day }
const largestBody = 256 * 1024
// The page lets 20 MB of files go at once, and base64 makes a third more of them.
const largestUpload = 28 * 1024 * 1024
const mostUnread = 1024 * 1024
// A chat of months would be drawn anew at each change.
const mostMessages = 200

const inConversation = z.object({ conversationId: z.string(), personId: z.string() })
const action = z.looseObject({
  type: z.enum(['Action.Execute', 'Action.Submit']),
  id: z.string().optional(),
  title: z.string().optional(),
  verb: z.string().optional(),
  data: z.unknown().optional(),
})
const inputs = z.record(z.string(), z.unknown())

/** What the page in the browser asks for: JSON over POST, and one stream of news. */
export function addPageApi({ door, guard, standIn, moveClock, tries, tokenFor, log }: PageApiOptions): {
  close(): void
} {
  const call = <T>(name: string, schema: z.ZodType<T>, work: (asked: T) => unknown, largest = largestBody) =>
    door.post(
      `/practice/api/${name}`,
      guard.change(async (req, res) => {
        try {
          const asked = schema.safeParse(wellFormedData(await readJson(req, res, largest)))
          if (!asked.success) res.send(400, { message: z.prettifyError(asked.error) })
          else res.send(200, (await work(asked.data)) ?? {})
        } catch (error) {
          if (error instanceof UnknownInPractice) return void res.send(400, { message: error.message })
          if (error instanceof Refusal)
            return void res.send(error.status, { message: 'The request was not understood.' })
          log.error({ err: error }, 'practice page call failed')
          res.send(500, { message: 'The practice page failed.' })
        }
      }),
    )

  call('state', z.object({}), () => stateOf(standIn))
  call('messages', inConversation, async ({ conversationId, personId }): Promise<WireMessages> => {
    const conversation = conversationView(standIn, standIn.world.conversation(conversationId))
    const messages = standIn.messages(conversationId, personId).slice(-mostMessages)
    const told = messages.map((message) => {
      const refresh = standIn.refreshOf(conversationId, personId, message.id)
      return { ...message, at: message.at.toISOString(), refresh }
    })
    return { ...conversation, messages: told, tries: await tries(standIn.world.person(personId)) }
  })
  call('open-personal-chat', z.object({ personId: z.string() }), async ({ personId }) =>
    conversationView(standIn, await standIn.openPersonalChat(personId)),
  )
  const newGroup = z.object({ personIds: z.array(z.string()).min(1), topic: z.string().trim().min(1).max(100) })
  call('open-group-chat', newGroup, async ({ personIds, topic }) =>
    conversationView(standIn, await standIn.openGroupChat(personIds, topic)),
  )
  call('add-bot', inConversation, ({ conversationId, personId }) => standIn.addBot(conversationId, personId))
  call('remove-bot', inConversation, ({ conversationId }) => standIn.removeBot(conversationId))
  call('block-bot', inConversation, ({ personId }) => standIn.blockBot(personId))
  call('unblock-bot', inConversation, ({ personId }) => standIn.unblockBot(personId))
  const sentence = inConversation.extend({ text: z.string().trim().min(1).max(28_000) })
  call('say', sentence, async ({ conversationId, personId, text }) => {
    await standIn.say(conversationId, personId, text)
  })
  call('edit', sentence.extend({ messageId: z.string() }), async ({ conversationId, personId, messageId, text }) => {
    await standIn.edit(conversationId, personId, messageId, text)
  })
  call('send-picture', inConversation, async ({ conversationId, personId }) => {
    await standIn.sendPicture(conversationId, personId)
  })
  const files = inConversation.extend({
    text: z.string().trim().max(28_000),
    files: z
      .array(z.object({ name: z.string().min(1).max(400), content: z.base64() }))
      .min(1)
      .max(10),
  })
  call(
    'send-files',
    files,
    async ({ conversationId, personId, text, files }) => {
      const read = files.map(({ name, content }) => ({ name, content: Buffer.from(content, 'base64') }))
      await standIn.sendFiles(conversationId, personId, read, text)
    },
    largestUpload,
  )
  const press = inConversation.extend({ messageId: z.string(), action, inputs })
  call('press', press, async ({ conversationId, personId, messageId, action, inputs }) => {
    const { status, failed } = await standIn.press(conversationId, personId, messageId, action, inputs)
    return { status, failed }
  })
  const offered = inConversation.extend({ messageId: z.string(), accepted: z.boolean() })
  call('answer-offer', offered, async ({ conversationId, personId, messageId, accepted }) => {
    const { status } = await standIn.answerOffer(conversationId, personId, messageId, accepted)
    return { status }
  })
  call('use-message', inConversation.extend({ messageId: z.string() }), ({ conversationId, personId, messageId }) =>
    standIn.useMessage(conversationId, personId, messageId),
  )
  call('press-dialog', inConversation.extend({ data: inputs }), ({ conversationId, personId, data }) =>
    standIn.pressDialog(conversationId, personId, data),
  )
  const inDialog = inConversation.extend({ messageId: z.string(), data: inputs })
  call('open-dialog', inDialog, ({ conversationId, personId, messageId, data }) =>
    standIn.openDialog(conversationId, personId, messageId, data),
  )
  call('close-dialog', inDialog, ({ conversationId, personId, messageId, data }) =>
    standIn.closeDialog(conversationId, personId, messageId, data),
  )
  const refresh = inConversation.extend({ messageId: z.string(), trigger: z.enum(['automatic', 'manual']) })
  call('refresh', refresh, async ({ conversationId, personId, messageId, trigger }) => {
    const outcome = await standIn.refresh(conversationId, personId, messageId, trigger)
    return { asked: outcome !== undefined }
  })
  const query = z.object({ dataset: z.string(), text: z.string().max(1_000), inputs: inputs.optional() })
  const search = inConversation.extend({ messageId: z.string(), query })
  call('search', search, async ({ conversationId, personId, messageId, query }) => ({
    results: await standIn.search(conversationId, personId, messageId, query),
  }))

  const news = openNews(door, guard, standIn)
  call('token', z.object({ personId: z.string() }), async ({ personId }) => ({
    token: await tokenFor?.(standIn.world.person(personId)),
  }))
  call('move-clock', z.object({ by: z.enum(['hour', 'day', 'fortnight']) }), async ({ by }) => {
    await moveClock(steps[by])
    const now = standIn.world.clock.now().toISOString()
    news.tell('clock', { now })
    return { now }
  })
  return { close: news.close }
}

const stateOf = (standIn: TeamsStandIn): WireState => ({
  now: standIn.world.clock.now().toISOString(),
  bot: standIn.world.bot,
  people: [...standIn.world.people.values()],
  conversations: standIn.world.conversations().map((conversation) => conversationView(standIn, conversation)),
})

const conversationView = (standIn: TeamsStandIn, conversation: Conversation): WireConversation => {
  const { id, type, topic, memberIds, installed, blocked } = conversation
  return { id, type, topic, memberIds, installed, blocked, typing: standIn.isTyping(id) }
}

/** Server-Sent Events: which run of the desk tells, which conversation changed, which message arrived, what time it has become. */
function openNews(door: Door, guard: Guard, standIn: TeamsStandIn) {
  const run = randomUUID()
  const listeners = new Set<Response>()
  const tell = (event: string, data: unknown) => {
    for (const listener of listeners) {
      // Who does not read what is told would have it kept here for ever.
      if (listener.writableLength > mostUnread) listener.destroy()
      else listener.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    }
  }
  const stops = [
    standIn.on('change', (change) => tell('change', change)),
    standIn.on('toast', (toast) => tell('toast', toast)),
  ]
  // Proxies and sleeping laptops cut a silent stream.
  const heartbeat = setInterval(() => tell('beat', {}), minute / 4).unref()
  door.get(
    '/practice/api/events',
    guard.page((req, res) => {
      res.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' })
      res.write(`retry: 1000\nevent: started\ndata: ${JSON.stringify({ run })}\n\n`)
      listeners.add(res)
      req.on('close', () => listeners.delete(res))
    }),
  )
  const close = () => {
    clearInterval(heartbeat)
    for (const stop of stops) stop()
    for (const listener of listeners) listener.end()
    listeners.clear()
  }
  return { tell, close }
}
