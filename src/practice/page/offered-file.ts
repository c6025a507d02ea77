import { make } from './dom.ts'
import { fileLine } from './file-picker.ts'
import type { WireMessage } from './wire.ts'
import { words } from './words.ts'

/** What a message of an app's says of a file. */
export function fileRows(
  { id, consent, saved }: WireMessage,
  botName: string,
  answer: (messageId: string, accepted: boolean) => Promise<void>,
): HTMLElement[] {
  return [
    ...(consent ? [offerRow(consent, botName, (accepted) => answer(id, accepted))] : []),
    ...(saved ? [savedRow(saved)] : []),
  ]
}

/** The card that Teams itself draws for a file that an app offers. */
function offerRow(
  { name, description, sizeInBytes }: NonNullable<WireMessage['consent']>,
  botName: string,
  answer: (accepted: boolean) => Promise<void>,
): HTMLElement {
  const buttons = [true, false].map((accepted) => {
    const look = { type: 'button', className: accepted ? 'primary' : 'plain' } as const
    const button = make('button', look, accepted ? words.allow : words.decline)
    button.addEventListener('click', async () => {
      for (const each of buttons) each.disabled = true
      await answer(accepted)
      for (const each of buttons) each.disabled = false
    })
    return button
  })
  return make(
    'div',
    { className: 'card offered' },
    make('strong', {}, words.fileOffered(botName)),
    make('p', {}, fileLine(name, sizeInBytes)),
    make('p', { className: 'about' }, description),
    make('div', { className: 'buttons' }, ...buttons),
  )
}

/** A file of an app's in the person's OneDrive. */
const savedRow = ({ name }: NonNullable<WireMessage['saved']>): HTMLElement =>
  make(
    'div',
    { className: 'card offered' },
    make('strong', {}, name),
    make('p', { className: 'about' }, words.inOneDrive),
  )
