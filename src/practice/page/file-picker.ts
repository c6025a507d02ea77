import { icon, make } from './dom.ts'
import type { WireFile } from './wire.ts'
import { locale, words } from './words.ts'

const megabyte = 1024 * 1024
/** All files of a message together, so that the server can take them in one piece. */
const mostMegabytes = 20
const mostFiles = 10

/** Chooses the files of the next message: a button, and the chosen ones as chips that can be taken out again. */
export class FilePicker {
  readonly button: HTMLButtonElement
  readonly chips = make('ul', { className: 'files', ariaLabel: words.filesToSend, hidden: true })
  readonly problem = make('p', { className: 'line failed', attributes: { role: 'alert' }, hidden: true })
  /** The browser's own, behind the button. */
  readonly input = make('input', { type: 'file', multiple: true, hidden: true })
  private readonly changed: () => void
  private files: File[] = []

  constructor(changed: () => void) {
    this.changed = changed
    const title = words.attachUpTo(formatSize(mostMegabytes * megabyte))
    const look = { type: 'button', className: 'icon-button', title, ariaLabel: words.attach } as const
    this.button = make('button', look, icon('attach'))
    this.button.addEventListener('click', () => this.input.click())
    this.input.addEventListener('change', () => this.add([...(this.input.files ?? [])]))
  }

  get empty(): boolean {
    return this.files.length === 0
  }

  /** The chosen files; none are chosen any more. */
  take(): readonly File[] {
    const taken = this.files
    this.set([])
    return taken
  }

  private add(chosen: readonly File[]): void {
    // The same file may be chosen again after it was taken out.
    this.input.value = ''
    const files = [...this.files, ...chosen]
    const size = files.reduce((sum, file) => sum + file.size, 0)
    const fits = files.length <= mostFiles && size <= mostMegabytes * megabyte
    this.set(fits ? files : this.files)
    this.problem.textContent = fits ? '' : words.filesTooMany(mostFiles, formatSize(mostMegabytes * megabyte))
    this.problem.hidden = fits
  }

  private set(files: File[]): void {
    this.files = files
    this.problem.hidden = true
    this.chips.hidden = this.empty
    this.chips.replaceChildren(...files.map((file) => this.chip(file)))
    this.changed()
  }

  private chip(file: File): HTMLElement {
    const label = words.removeFile(file.name)
    const remove = make(
      'button',
      { type: 'button', className: 'icon-button', title: label, ariaLabel: label },
      icon('close'),
    )
    remove.addEventListener('click', () => {
      this.set(this.files.filter((other) => other !== file))
      this.button.focus()
    })
    return make('li', { className: 'file' }, fileLine(file.name, file.size), remove)
  }
}

/** A file in a message, or about to be in one. */
export const fileLine = (name: string, size: number): HTMLElement =>
  make('span', { className: 'file-line' }, icon('attach'), make('span', {}, name), make('small', {}, formatSize(size)))

const units = [
  ['megabyte', megabyte, 'short'],
  ['kilobyte', 1024, 'short'],
  ['byte', 1, 'long'],
] as const

function formatSize(bytes: number): string {
  const [unit, length, unitDisplay] = units.find(([, length]) => bytes >= length) ?? units[2]
  const options = { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(locale, options).format(bytes / length)
}

/** What goes to the server. */
export const readFile = async (file: File): Promise<WireFile> => ({ name: file.name, content: await base64Of(file) })

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(String(reader.result).split(',')[1] ?? ''))
    reader.addEventListener('error', () => reject(reader.error))
    reader.readAsDataURL(file)
  })
}
