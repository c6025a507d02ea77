import { icon, linkButton, make } from './dom.ts'
import { FilePicker } from './file-picker.ts'
import { growToFit, textBox } from './text-box.ts'
import { words } from './words.ts'

export interface Compose {
  readonly element: HTMLElement
  /** Offers these words while nothing is typed. */
  suggest(words: readonly string[]): void
}

/** The box below a chat. */
export function composeBox(
  botName: string,
  doors: {
    say: (text: string) => void
    sendPicture: () => void
    /** Left out where Teams gives bots no files: in group chats. */
    sendFiles?: (text: string, files: readonly File[]) => void
  },
): Compose {
  const box = textBox(words.writeTo(botName), () => say(box.value))
  const chips = make('div', { className: 'chips' })
  const send = make(
    'button',
    { type: 'submit', className: 'icon-button send', title: words.send, ariaLabel: words.send },
    icon('send'),
  )
  const picture = make(
    'button',
    { type: 'button', className: 'icon-button', title: words.sendPicture, ariaLabel: words.sendPicture },
    icon('picture'),
  )
  const picker = new FilePicker(() => refresh())
  picker.button.hidden = doors.sendFiles === undefined
  const row = make('div', { className: 'compose-box' }, box, picker.button, picture, send)
  const form = make('form', { className: 'compose' }, picker.problem, picker.chips, row, picker.input)

  const refresh = () => {
    const empty = box.value.trim() === ''
    chips.hidden = !empty || !picker.empty
    send.disabled = empty && picker.empty
    growToFit(box)
  }
  const say = (text: string) => {
    if (!picker.empty) doors.sendFiles?.(text.trim(), picker.take())
    else if (text.trim() !== '') doors.say(text.trim())
    else return
    box.value = ''
    refresh()
    box.focus()
  }
  box.addEventListener('input', refresh)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    say(box.value)
  })
  picture.addEventListener('click', () => doors.sendPicture())
  form.prepend(chips)
  send.disabled = true
  let suggested = ''
  const suggest = (tries: readonly string[]) => {
    if (tries.join('\n') === suggested) return
    suggested = tries.join('\n')
    const offered = tries.map((text) => {
      const chip = make('button', { type: 'button', className: 'chip' }, text)
      chip.addEventListener('click', () => say(text))
      return chip
    })
    chips.replaceChildren(make('span', {}, words.try), ...offered)
  }
  return { element: form, suggest }
}

/** What stands there instead where nothing can be said. */
export const goneRow = (why: string, title: string, back: () => void) =>
  make('div', { className: 'gone' }, why, linkButton(title, back))
