import { icon, make } from './dom.ts'
import { words } from './words.ts'

interface ChatTab {
  readonly title: string
  readonly isFront: boolean
  readonly isUnread: boolean
  readonly open: () => void
}

/** A person's chats, and what makes another one. */
export function chatTabs(chats: readonly ChatTab[], newGroup: () => void): HTMLElement[] {
  const add = make(
    'button',
    { type: 'button', className: 'chat-tab new', title: words.newGroup },
    icon('add'),
    words.newGroup,
  )
  add.addEventListener('click', newGroup)
  return [...chats.map(chatTab), add]
}

function chatTab({ title, isFront, isUnread, open }: ChatTab): HTMLElement {
  const tab = make('button', { type: 'button', className: `chat-tab${isUnread ? ' unread' : ''}` }, title)
  if (isFront) tab.setAttribute('aria-current', 'true')
  tab.addEventListener('click', open)
  return tab
}
