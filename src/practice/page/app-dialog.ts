import { api, type Place } from './api.ts'
import { CardView } from './card-view.ts'
import { make } from './dom.ts'
import { Host, type HostDoors } from './host.ts'
import { dialogInfo } from './tab-dialog.ts'
import type { WireDialog, WirePerson } from './wire.ts'
import { words } from './words.ts'

/** The dialog that an app's action on a message opens, until it is closed. */
export async function useMessage(viewer: WirePerson, botName: string, place: Place, messageId: string): Promise<void> {
  showDialog(viewer, words.useInDesk(botName), place, await api.useMessage(place, messageId))
}

/** The dialog that a card's button asks for. What its page hands back is told to the bot, about that card. */
export async function openFromCard(
  viewer: WirePerson,
  button: { readonly title: string; readonly data: object },
  { place, messageId, ...doors }: HostDoors & { readonly place: Place; readonly messageId: string },
): Promise<void> {
  const told = await api.openDialog(place, messageId, button.data)
  const info = told.page && dialogInfo({ ...told.page, title: told.title })
  if (info === undefined) return showDialog(viewer, button.title, place, told)
  const host = new Host(viewer, doors)
  const [error, result] = await host.openDialog(info)
  host.close()
  if (error !== undefined || typeof result !== 'object' || result === null) return
  const answer = await api.closeDialog(place, messageId, result)
  if (answer.failed !== undefined) showDialog(viewer, info.title, place, { ...answer, failed: answer.failed })
}

function showDialog(viewer: WirePerson, title: string, place: Place, first: WireDialog): void {
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
  show(first)
  document.body.append(dialog)
  dialog.showModal()
}
