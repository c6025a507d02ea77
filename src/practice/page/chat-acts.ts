import { api, type Place } from './api.ts'
import type { Pressed } from './card-view.ts'
import { readFile } from './file-picker.ts'
import { type Act, lasting, laterAlike, type Noted } from './recording.ts'
import type { WireAction, WireDialog, WireMessage } from './wire.ts'

export interface ChatActsDoors {
  /** Before anything is done. @returns whom to tell what came of it. */
  note: (act: Act) => Noted
  /** Shows what came of it. @returns undefined when another chat is in front by now */
  shown: () => Promise<readonly WireMessage[] | undefined>
  messages: () => readonly WireMessage[]
  failed: () => void
}

/** What a person does in one chat: done, noted for the recording, and what came of it shown. */
export function chatActs(place: Place, { note, shown, messages, failed }: ChatActsDoors) {
  async function done<T>(act: Act, work: () => Promise<T>, windowOf?: (told: T) => WireDialog | undefined): Promise<T> {
    const noted = note(act)
    const told = await work()
    const after = await shown()
    if (after !== undefined) noted(after, windowOf?.(told))
    return told
  }
  const attempt = (act: Act, work: () => Promise<unknown>): Promise<void> => done(act, work).then(() => {}, failed)
  const inWindow = (act: Act, work: () => Promise<WireDialog>) => done(act, work, (told) => told)

  return {
    says: (text: string) => attempt({ kind: 'says', text }, () => api.say(place, text)),
    edits: (messageId: string, was: string, text: string) =>
      attempt({ kind: 'edits', messageId, was, text, later: laterAlike(messages(), messageId) }, () =>
        api.edit(place, messageId, text),
      ),
    sendsPicture: () => attempt({ kind: 'sends a picture' }, () => api.sendPicture(place)),
    sendsFiles: (text: string, files: readonly File[]) =>
      attempt({ kind: 'sends files', text, names: files.map(({ name }) => name) }, async () =>
        api.sendFiles(place, text, await Promise.all(files.map(readFile))),
      ),
    presses: (messageId: string, action: WireAction, inputs: Record<string, unknown>, pressed: Pressed) =>
      attempt({ kind: 'presses', messageId, title: action.title ?? '', ...pressed }, () =>
        api.press(place, messageId, action, inputs),
      ),
    refreshes: (messageId: string) =>
      attempt({ kind: 'refreshes', messageId }, () => api.refresh(place, messageId, 'manual')),
    answersOffer: (messageId: string, accepted: boolean) => {
      const isNewest = messages().findLast(({ consent }) => consent !== undefined)?.id === messageId
      return attempt({ kind: 'answers an offer', accepted, isNewest }, () =>
        api.answerOffer(place, messageId, accepted),
      )
    },
    adds: () => attempt({ kind: 'adds' }, () => api.addBot(place)),
    removes: () => attempt({ kind: 'removes' }, () => api.removeBot(place)),
    blocks: () => attempt({ kind: 'blocks' }, () => api.blockBot(place)),
    unblocks: () => attempt({ kind: 'unblocks' }, () => api.unblockBot(place)),
    /** What is done on pages of their own is not seen from here. */
    leavesFor: (page: 'tab' | 'link', title: string) => void note({ kind: 'leaves', page, title }),

    uses: (messageId: string) => {
      const { text, from } = messages().find(({ id }) => id === messageId) ?? {}
      const isBots = from?.bot === true
      const said = (isBots ? lasting(text) : text) || undefined
      return inWindow({ kind: 'uses', messageId, said, isBots }, () => api.useMessage(place, messageId))
    },
    opens: (
      messageId: string,
      { title = '', data }: WireAction,
      inputs: Record<string, unknown>,
      { which, picked }: Pressed,
    ) =>
      inWindow({ kind: 'opens', messageId, title, which, picked }, () =>
        api.openDialog(place, messageId, { ...inputs, ...(data as object) }),
      ),
    pressesInWindow: ({ title = '', data }: WireAction, inputs: Record<string, unknown>, pressed: Pressed) =>
      inWindow({ kind: 'presses in a window', title, ...pressed }, () =>
        api.pressDialog(place, { ...inputs, ...(data as object) }),
      ),
    /** @param result what its page hands back; undefined where the person closes it, which the bot is not told */
    closes: (messageId: string, address: string | undefined, result: object | undefined) =>
      done(
        { kind: 'closes', address, result },
        async (): Promise<Partial<WireDialog>> =>
          result === undefined ? {} : api.closeDialog(place, messageId, result),
      ),
  }
}

export type ChatActs = ReturnType<typeof chatActs>
