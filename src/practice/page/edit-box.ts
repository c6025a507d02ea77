import { make } from './dom.ts'
import { growToFit, textBox } from './text-box.ts'
import { words } from './words.ts'

/** A message that its writer changes: Enter saves, Escape leaves it as it was. */
export function editBox(text: string, doors: { save: (text: string) => void; cancel: () => void }): HTMLFormElement {
  const keep = () => {
    const changed = box.value.trim()
    if (changed === text) doors.cancel()
    else if (changed !== '') doors.save(changed)
  }
  const box = textBox(words.editing, keep)
  box.value = text
  const cancel = make('button', { type: 'button', className: 'plain' }, words.cancel)
  const save = make('button', { type: 'submit', className: 'primary' }, words.save)
  const buttons = make('div', { className: 'buttons' }, cancel, save)
  const form = make('form', { className: 'edit-box' }, make('div', { className: 'compose-box' }, box), buttons)
  box.addEventListener('input', () => {
    save.disabled = box.value.trim() === ''
  })
  cancel.addEventListener('click', doors.cancel)
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.isComposing) doors.cancel()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    keep()
  })
  // Its lines are counted where it stands.
  queueMicrotask(() => {
    growToFit(box)
    box.focus()
  })
  return form
}
