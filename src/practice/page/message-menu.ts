import { icon, make } from './dom.ts'
import { words } from './words.ts'

/** What a client offers to do with a message, whoever wrote it: the actions of apps among it. */
export function messageMenu(botName: string, use: () => void): HTMLElement {
  const look = { title: words.moreActions, ariaLabel: words.moreActions }
  const summary = make('summary', { className: 'icon-button', ...look }, icon('more'))
  const action = make('button', { type: 'button', className: 'plain' }, words.useInDesk(botName))
  const menu = make('details', { className: 'message-menu' }, summary, make('div', {}, action))
  action.addEventListener('click', () => {
    menu.open = false
    summary.focus()
    use()
  })
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
