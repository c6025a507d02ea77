import { make } from './dom.ts'
import { recordedTest } from './recorded-test.ts'
import type { Recorder } from './recorder.ts'
import type { Step } from './recording.ts'
import { words } from './words.ts'

const everybody = ''

/** Shows what was recorded as a test to copy: everybody's, or one person's. */
export function showRecording(recorder: Recorder): void {
  const code = make('textarea', { className: 'recorded', readOnly: true, spellcheck: false, wrap: 'off', rows: 18 })
  code.ariaLabel = words.recordingTitle
  const empty = make('p', {}, words.recordingEmpty)
  const told = make('span', { className: 'told', attributes: { role: 'status' } })
  const whose = make('select', { className: 'whose' })
  const choice = make('label', {}, words.recordingOf, whose)
  const copy = make('button', { type: 'button', className: 'primary' }, words.copy)
  const anew = make('button', { type: 'button', className: 'plain' }, words.beginAnew)
  const close = make('button', { type: 'submit', className: 'plain' }, words.close)

  const show = () => {
    const people = new Map(
      recorder.steps.flatMap((step) => ('chat' in step ? [[step.chat.personId, step.chat.name]] : [])),
    )
    const chosen = people.has(whose.value) ? whose.value : everybody
    const all = make('option', { value: everybody }, words.everybody)
    whose.replaceChildren(all, ...[...people].map(([id, name]) => make('option', { value: id }, name)))
    whose.value = chosen
    choice.hidden = people.size < 2
    const isEmpty = recorder.steps.length === 0
    empty.hidden = !isEmpty
    code.hidden = isEmpty
    copy.disabled = isEmpty
    anew.disabled = isEmpty
    told.textContent = ''
    code.value = isEmpty
      ? ''
      : recordedTest(
          recorder.steps.filter((step) => isOf(step, chosen)),
          !recorder.isFull,
        )
  }
  whose.addEventListener('change', show)
  copy.addEventListener('click', async () => {
    code.select()
    await navigator.clipboard.writeText(code.value).catch(() => document.execCommand('copy'))
    told.textContent = words.copied
  })
  anew.addEventListener('click', () => {
    recorder.beginAnew()
    show()
    close.focus()
  })

  const form = make(
    'form',
    { method: 'dialog' },
    make('h2', {}, words.recordingTitle),
    make('p', { className: 'subtle' }, words.recordingWhere),
    choice,
    empty,
    code,
    make('div', { className: 'buttons' }, copy, anew, close, told),
  )
  const dialog = make('dialog', { className: 'wide', ariaLabel: words.recordingTitle }, form)
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  show()
  dialog.showModal()
}

/** Time passes for everybody. */
const isOf = (step: Step, personId: string): boolean =>
  personId === everybody || 'passed' in step || step.chat.personId === personId
