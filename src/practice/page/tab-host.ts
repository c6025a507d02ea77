import { make } from './dom.ts'
import { Host, type HostDoors } from './host.ts'
import type { WirePerson } from './wire.ts'
import { words } from './words.ts'

const home = '/tab/today'

/** The app's personal tab as Teams shows it: a frame, and its host. */
export class TabHost {
  readonly element: HTMLElement
  private readonly frame: HTMLIFrameElement
  private readonly host: Host

  constructor(person: WirePerson, doors: HostDoors, address = home) {
    this.frame = make('iframe', { className: 'tab-frame', title: words.appTab(person.name) })
    this.frame.src = address
    this.element = make('div', { className: 'tab-pane' }, this.frame)
    this.host = new Host(person, doors, this.frame)
  }

  show(address: string): void {
    this.frame.src = address
  }

  close(): void {
    this.host.close()
    this.element.remove()
  }
}
