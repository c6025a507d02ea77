import type { Storage } from 'botbuilder'
import { z } from 'zod'
import type { Clock } from '../platform/clock.ts'
import { later, minute } from '../platform/clock.ts'
import { EtagConflict } from './bot-state.storage.ts'
import type { Incoming } from './incoming.ts'

/** Teams waits for 15 seconds: whoever was at work on a message for longer than this is no more. */
const atWorkFor = minute

const heardSchema = z.object({ at: z.iso.datetime(), done: z.boolean(), eTag: z.string() })

/** What is done once, whatever is delivered again: rows of `desk.bot_state`, for a day (`BotStateStorage.forgetHeard`). */
export function heardBefore(storage: Storage, clock: Clock) {
  return { message, once, forget }

  /**
   * Answers a message, unless the same one was answered already or is being answered now, here or by another replica. What was
   * begun and never ended, since the process was killed, is begun anew.
   */
  async function message(incoming: Incoming, answer: () => Promise<void>): Promise<void> {
    // Without an id nothing tells it from another one of the same words.
    if (incoming.id === undefined) return answer()
    const key = keyOf(incoming, 'message', incoming.id)
    if (!(await begin(key))) return
    try {
      await answer()
    } catch (error) {
      // Teams delivers it again, and is answered then.
      await storage.delete([key])
      throw error
    }
    await storage.write({ [key]: { at: clock.now().toISOString(), done: true, eTag: '*' } })
  }

  async function begin(key: string): Promise<boolean> {
    const begun = { at: clock.now().toISOString(), done: false }
    if (await wrote(key, { ...begun, eTag: 'first' })) return true
    const before = heardSchema.safeParse((await storage.read([key]))[key]).data
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

/** Ids are a conversation's own; one that ends in a storage's own way is hashed there. */
const keyOf = ({ partnerId = '', conversation }: Incoming, what: string, id: string): string =>
  `heard/${what}/${partnerId}/${encodeURIComponent(conversation.id)}/${encodeURIComponent(id)}`
