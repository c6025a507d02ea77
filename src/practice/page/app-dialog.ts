import { CardView, type Pressed } from './card-view.ts'
import type { ChatActs } from './chat-acts.ts'
import { make } from './dom.ts'
import { Host, type HostDoors } from './host.ts'
import { dialogInfo } from './tab-dialog.ts'
import type { WireAction, WireDialog, WirePerson } from './wire.ts'
import { words } from './words.ts'

/** The dialog that an app's action on a message opens, until it is closed. */
export async function useMessage(
  viewer: WirePerson,
  botName: string,
  acts: ChatActs,
  messageId: string,
): Promise<void> {
  showDialog(viewer, words.useInDesk(botName), acts, await acts.uses(messageId))
}

/** The dialog that a card's button asks for. What its page hands back is told to the bot, about that card. */
export async function openFromCard(
  viewer: WirePerson,
  {
    action,
    inputs,
    pressed,
    messageId,
  }: {
    readonly action: WireAction
    readonly inputs: Record<string, unknown>
    readonly pressed: Pressed
    readonly messageId: string
  },
  acts: ChatActs,
  doors: HostDoors,
): Promise<void> {
  const { title = '' } = action
  const told = await acts.opens(messageId, action, inputs, pressed)
  const info = told.page && dialogInfo({ ...told.page, title: told.title })
  if (info === undefined) return showDialog(viewer, title, acts, told)
  const host = new Host(viewer, doors)
  const [error, result] = await host.openDialog(info)
  host.close()
  const handed = error === undefined && typeof result === 'object' && result !== null ? result : undefined
  const answer = await acts.closes(messageId, info.url, handed)
  if (answer.failed !== undefined) showDialog(viewer, info.title, acts, { ...answer, failed: answer.failed })
}

function showDialog(viewer: WirePerson, title: string, acts: ChatActs, first: WireDialog): void {
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
      press: async (action, inputs, pressed) => show(await acts.pressesInWindow(action, inputs, pressed)),
      search: async () => [],
      follows: (followed) => acts.leavesFor('link', followed),
    })
  show(first)
  document.body.append(dialog)
  dialog.showModal()
}
