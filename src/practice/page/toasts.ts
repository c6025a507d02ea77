import { icon, make } from './dom.ts'
import { words } from './words.ts'

const narrow = matchMedia('(max-width: 40rem)')
const most = () => (narrow.matches ? 2 : 4)
const lasts = 8_000

/** The corner where arriving messages are told. */
export class Toasts {
  readonly element = make('div', { className: 'toasts', attributes: { role: 'status', 'aria-live': 'polite' } })

  /** @param about names the person and the chat, so that `seen` can take the toast away. */
  show(about: string, person: string, from: string, text: string, open: () => void): void {
    const body = make(
      'button',
      { type: 'button', className: 'toast-body' },
      make('span', { className: 'toast-for' }, words.toastFor(person)),
      make('strong', {}, from),
      make('span', { className: 'toast-text' }, text),
    )
    const { toast, remove } = this.add('toast', body)
    toast.dataset.about = about
    body.addEventListener('click', () => {
      remove()
      open()
    })
  }

  seen(about: string): void {
    for (const toast of [...this.element.children]) {
      if (toast instanceof HTMLElement && toast.dataset.about === about) toast.remove()
    }
  }

  /** Something could not be done; the same line is not piled up. */
  complain(text: string): void {
    const same = [...this.element.children].some((toast) => toast.textContent === text)
    if (!same) this.add('toast problem', make('span', { className: 'toast-body' }, text))
  }

  private add(className: string, body: HTMLElement): { toast: HTMLElement; remove: () => void } {
    const dismiss = make(
      'button',
      { type: 'button', className: 'icon-button', ariaLabel: words.dismiss },
      icon('close'),
    )
    const toast = make('div', { className }, body, dismiss)
    const remove = () => toast.remove()
    let timer = setTimeout(remove, lasts)
    // Nobody should have to read faster than they can.
    toast.addEventListener('pointerenter', () => clearTimeout(timer))
    toast.addEventListener('focusin', () => clearTimeout(timer))
    toast.addEventListener('pointerleave', () => {
      timer = setTimeout(remove, lasts)
    })
    dismiss.addEventListener('click', remove)
    this.element.append(toast)
    while (this.element.children.length > most()) this.element.firstElementChild?.remove()
    return { toast, remove }
  }
}
