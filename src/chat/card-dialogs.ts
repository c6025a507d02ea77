import type { TurnContext } from 'botbuilder'
import type { Addresses } from '../commerce/ground.ts'
import { chatText } from './chat.text.ts'
import type { DialogDoor } from './feature.ts'
import { respondWithDialogWords, respondWithPage } from './invoke-response.ts'
import type { Press } from './press.ts'
import type { Turn } from './turn.ts'

interface Parts {
  readonly dialogs: Readonly<Record<string, DialogDoor>>
  readonly addresses: Pick<Addresses, 'desk'>
}

/** Pages of the app in a dialog of the host, asked for by a card's button: which page, the feature says. */
export function cardDialogs({ dialogs, addresses }: Parts) {
  return { open }

  async function open(context: TurnContext, { press }: { readonly press: Press | undefined }, turn: Turn) {
    const words = chatText[turn.reader.language]
    const { dialog, ...facts } = press?.verb === 'dialog' ? press.data : {}
    const door = typeof dialog === 'string' ? dialogs[dialog] : undefined
    if (door === undefined) return respondWithDialogWords(context, words.notUnderstoodPress)
    if (turn.chat === 'shared') return respondWithDialogWords(context, words.personalOnly)
    const opened = await door(turn, { ...facts, flow: press?.flow })
    if (opened === undefined) return respondWithDialogWords(context, words.notUnderstoodPress)
    respondWithPage(context, { title: opened.title, url: `${addresses.desk()}/tab/${opened.page}` })
  }
}

export type CardDialogs = ReturnType<typeof cardDialogs>
