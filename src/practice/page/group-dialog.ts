import { make } from './dom.ts'
import type { WirePerson } from './wire.ts'
import { words } from './words.ts'

/** Asks for a group chat's name and people. `founder` is always in it. Nothing when it was cancelled. */
export function askForGroup(
  founder: WirePerson,
  colleagues: readonly WirePerson[],
): Promise<{ topic: string; personIds: string[] } | undefined> {
  const topic = make('input', { type: 'text', name: 'topic', required: true, maxLength: 100, autocomplete: 'off' })
  const boxes = colleagues.map((person) => {
    const box = make('input', { type: 'checkbox', value: person.id, checked: person.id === founder.id })
    box.disabled = person.id === founder.id
    return {
      box,
      row: make('label', { className: 'check' }, box, `${person.name} · ${person.roles.join(', ') || words.noRoles}`),
    }
  })
  const cancel = make('button', { type: 'button', className: 'plain' }, words.cancel)
  const form = make(
    'form',
    {},
    make('h2', {}, words.newGroup),
    make('label', {}, words.groupName, topic),
    make('fieldset', {}, make('legend', {}, words.groupPeople(founder.partnerName)), ...boxes.map(({ row }) => row)),
    make(
      'div',
      { className: 'buttons' },
      make('button', { type: 'submit', className: 'primary' }, words.create),
      cancel,
    ),
  )
  const dialog = make('dialog', { ariaLabel: words.newGroup }, form)
  document.body.append(dialog)
  dialog.showModal()
  return new Promise((resolve) => {
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      const personIds = boxes.filter(({ box }) => box.checked).map(({ box }) => box.value)
      resolve({ topic: topic.value.trim() || words.newGroup, personIds })
      dialog.close()
    })
    cancel.addEventListener('click', () => dialog.close())
    dialog.addEventListener('close', () => {
      resolve(undefined)
      dialog.remove()
    })
  })
}
