import { api, type Place } from './api.ts'
import { CardView } from './card-view.ts'
import { make } from './dom.ts'
import type { WireDialog, WirePerson } from './wire.ts'
import { words } from './words.ts'

/** The dialog that an app's action on a message opens, until it is closed. */
export async function showDialog(viewer: WirePerson, botName: string, place: Place, messageId: string): Promise<void> {
  const title = words.useInDesk(botName)
  const heading = make('h2', {}, title)
  const body = make('div', { className: 'app-dialog', lang: viewer.locale, attributes: { 'aria-live': 'polite' } })
  const close = make('button', { type: 'button', className: 'plain' }, words.close)
  const buttons = make('div', { className: 'buttons' }, close)
  const dialog = make('dialog', { ariaLabel: title, className: 'wide' }, heading, body, buttons)
  close.addEventListener('click', () => dialog.close())
  dialog.addEventListener('close', () => dialog.remove())
  const show = (shown: WireDialog) => {
    heading.textContent = shown.title ?? title
    body.replaceChildren(shown.card ? viewOf(shown.card).element : (shown.words ?? words.wentWrong))
  }
  const viewOf = (card: object) =>
    new CardView(card, {
      press: async ({ data }, inputs) => show(await api.pressDialog(place, { ...inputs, ...(data as object) })),
      search: async () => [],
    })
  show(await api.useMessage(place, messageId))
  document.body.append(dialog)
  dialog.showModal()
}
