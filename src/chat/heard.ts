import { createHash } from 'node:crypto'
import type { Storage } from 'botbuilder'
import { z } from 'zod'
import type { Clock } from '../platform/clock.ts'
import { later, minute } from '../platform/clock.ts'
import { EtagConflict } from './bot-state.storage.ts'
import type { Incoming } from './incoming.ts'

/** Teams waits for 15 seconds: whoever was at work on a message for longer than this is no more. */
const atWorkFor = minute

const heardSchema = z.object({
  at: z.iso.datetime(),
  done: z.boolean(),
  words: z.string().optional(),
  /** Something newer was said instead. */
  superseded: z.boolean().optional(),
  eTag: z.string(),
})
type Row = z.infer<typeof heardSchema>

/** What is done once, whatever is delivered again: rows of `desk.bot_state`, for a day (`BotStateStorage.forgetHeard`). */
export function heardBefore(storage: Storage, clock: Clock) {
  return { message, edit, once, forget }

  /**
   * Answers a message, unless the same one was answered already or is being answered now, here or by another replica. What was
   * begun and never ended, since the process was killed, is begun anew.
   */
  async function message(incoming: Incoming, answer: () => Promise<void>): Promise<void> {
    // Without an id nothing tells it from another one of the same words.
    if (incoming.id === undefined) return answer()
    return answered(keyOf(incoming, 'message', incoming.id), wordsOf(incoming), answer)
  }

  /**
   * Answers what a message was changed to, once for each of its wordings: what it says already has been answered. What it said
   * before is not answered any more, when it is delivered after this.
   */
  async function edit(incoming: Incoming, answer: () => Promise<void>): Promise<void> {
    const words = wordsOf(incoming)
    if (incoming.id === undefined || words === undefined) return
    const first = keyOf(incoming, 'message', incoming.id)
    const before = await rowOf(first)
    if (before?.words === words) return answered(first, words, answer)
    await supersede(first, before)
    return answered(keyOf(incoming, 'message', `${incoming.id}/${words}`), words, answer)
  }

  /** Whoever is at work on it goes on; nobody begins it from now on, and its words count as answered once they are. */
  async function supersede(key: string, before: Row | undefined): Promise<void> {
    if (before?.done) return
    const { at = clock.now().toISOString(), eTag = 'first' } = before ?? {}
    if (!(await wrote(key, { at, done: true, superseded: true, eTag }))) await supersede(key, await rowOf(key))
  }

  async function answered(key: string, words: string | undefined, answer: () => Promise<void>): Promise<void> {
    if (!(await begin(key, words))) return
    try {
      await answer()
    } catch (error) {
      // Where this fails too, it is begun anew as after a kill.
      await release(key).catch(() => {})
      throw error
    }
    const done = { [key]: { at: clock.now().toISOString(), done: true, words, eTag: '*' } }
    // It has been answered: nobody is told otherwise because this could not be written at once.
    await storage.write(done).catch(() => storage.write(done))
  }

  /** What was not answered is answered when it is delivered again, unless something newer was said instead. */
  async function release(key: string): Promise<void> {
    if ((await rowOf(key))?.superseded !== true) await storage.delete([key])
  }

  async function begin(key: string, words: string | undefined): Promise<boolean> {
    const begun = { at: clock.now().toISOString(), done: false, words }
    if (await wrote(key, { ...begun, eTag: 'first' })) return true
    const before = await rowOf(key)
    if (before === undefined || before.done || later(new Date(before.at), atWorkFor) > clock.now()) return false
    return wrote(key, { ...begun, eTag: before.eTag })
  }

  /** @returns whether this is the first time that it is asked of this, within a day. */
  function once(incoming: Incoming, what: 'start' | 'unknown', id: string): Promise<boolean> {
    return wrote(keyOf(incoming, what, id), { eTag: 'first' })
  }

  function forget(incoming: Incoming, what: 'start' | 'unknown', id: string): Promise<void> {
    return storage.delete([keyOf(incoming, what, id)])
  }

  async function rowOf(key: string): Promise<Row | undefined> {
    return heardSchema.safeParse((await storage.read([key]))[key]).data
  }

  async function wrote(key: string, item: object): Promise<boolean> {
    try {
      await storage.write({ [key]: item })
      return true
    } catch (error) {
      if (error instanceof EtagConflict) return false
      throw error
    }
  }
}

export type HeardBefore = ReturnType<typeof heardBefore>

/** What is said, as it is told from other words; not the words themselves. */
const wordsOf = (incoming: Incoming): string | undefined =>
  incoming.kind === 'said' ? createHash('sha256').update(incoming.text).digest('hex') : undefined

/** Ids are a conversation's own; one that ends in a storage's own way is hashed there. */
const keyOf = ({ partnerId = '', conversation }: Incoming, what: string, id: string): string =>
  `heard/${what}/${partnerId}/${encodeURIComponent(conversation.id)}/${encodeURIComponent(id)}`
