import { icon, make } from './dom.ts'
import { words } from './words.ts'

export interface MessageAction {
  readonly title: string
  readonly act: () => void
}

/** What a client offers to do with a message: the actions of apps on any message, and what its writer may do. */
export function messageMenu(actions: readonly MessageAction[]): HTMLElement {
  const look = { title: words.moreActions, ariaLabel: words.moreActions }
  const summary = make('summary', { className: 'icon-button', ...look }, icon('more'))
  const buttons = actions.map(({ title, act }) => {
    const button = make('button', { type: 'button', className: 'plain' }, title)
    button.addEventListener('click', () => {
      menu.open = false
      summary.focus()
      act()
    })
    return button
  })
  const menu = make('details', { className: 'message-menu' }, summary, make('div', {}, ...buttons))
  menu.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !menu.open) return
    menu.open = false
    summary.focus()
  })
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node) || !menu.contains(relatedTarget)) menu.open = false
  })
  return menu
}
