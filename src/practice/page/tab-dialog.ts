import { make } from './dom.ts'
import { words } from './words.ts'

/** What teams-js tells of the dialog that it wants (`dialog.url.open`). */
export interface DialogInfo {
  readonly url: string
  readonly title: string
  readonly width: number
  readonly height: number
}

/** A dialog of the host: a page of the app in a frame of its own, closed by the page or by the person. */
export class TabDialog {
  readonly frame: HTMLIFrameElement
  private readonly element: HTMLDialogElement
  private result: readonly unknown[] = ['cancelled']

  /** @param closed what teams-js is answered with: an error, or undefined and what the page hands back. */
  constructor({ url, title, width, height }: DialogInfo, closed: (result: readonly unknown[]) => void) {
    this.frame = make('iframe', { className: 'tab-dialog-frame', title })
    this.frame.src = url
    this.frame.style.blockSize = `${height}px`
    const close = make('button', { type: 'button', className: 'plain' }, words.closeDialog)
    close.addEventListener('click', () => this.element.close())
    const head = make('header', { className: 'tab-dialog-head' }, make('h2', {}, title), close)
    this.element = make('dialog', { className: 'tab-dialog' }, head, this.frame)
    this.element.style.inlineSize = `${width}px`
    this.element.addEventListener('close', () => {
      this.element.remove()
      closed(this.result)
    })
    document.body.append(this.element)
    this.element.showModal()
  }

  /** @param result what the page hands back, if anything */
  complete(result: unknown): void {
    this.result = [undefined, result]
    this.element.close()
  }

  close(): void {
    this.element.close()
  }
}

/** Pages of the app itself alone, as Teams takes those of the valid domains alone. */
export function dialogInfo(asked: unknown): DialogInfo | undefined {
  if (typeof asked !== 'object' || asked === null) return undefined
  const { url, title, width, height } = asked as Record<string, unknown>
  if (typeof url !== 'string' || !URL.canParse(url) || new URL(url).origin !== location.origin) return undefined
  return { url, title: String(title ?? ''), width: pixels(width, 480), height: pixels(height, 360) }
}

/** Sizes are pixels, or `small`, `medium`, `large`. */
function pixels(asked: unknown, usual: number): number {
  const named: Record<string, number> = { small: usual, medium: usual * 1.4, large: usual * 1.8 }
  return typeof asked === 'number' ? asked : (named[String(asked)] ?? usual)
}
