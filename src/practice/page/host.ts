import { api } from './api.ts'
import { type DialogInfo, dialogInfo, TabDialog } from './tab-dialog.ts'
import { onThemeChange, theme } from './theme.ts'
import type { WirePerson } from './wire.ts'

/** What teams-js asks its host: a call with an id, answered by the same one. */
interface Call {
  readonly id: number
  readonly uuidAsString?: string
  readonly func: string
  readonly args?: readonly unknown[]
}

export interface HostDoors {
  /** The app wants an address opened: a deep link into a chat or into the tab, or a web page. */
  open(url: string): void
  failed(): void
}

const contrast = matchMedia('(forced-colors: active)')

/** The host that answers what the app's pages ask (teams-js, `app.initialize` and so on): its tab, where that is open, and a dialog. */
export class Host {
  private readonly person: WirePerson
  private readonly doors: HostDoors
  private readonly tab: HTMLIFrameElement | undefined
  private readonly stop = new AbortController()
  private dialog: TabDialog | undefined

  constructor(person: WirePerson, doors: HostDoors, tab?: HTMLIFrameElement) {
    this.person = person
    this.doors = doors
    this.tab = tab
    const { signal } = this.stop
    addEventListener('message', (event) => this.hear(event), { signal })
    onThemeChange(() => this.tell('themeChange', [themeForTeams()]), signal)
    contrast.addEventListener('change', () => this.tell('themeChange', [themeForTeams()]), { signal })
  }

  /** @returns what teams-js is answered with when it is closed: an error, or undefined and what the page hands back. */
  openDialog(info: DialogInfo): Promise<readonly unknown[]> {
    return new Promise((resolve) => {
      this.dialog = new TabDialog(info, (result) => {
        this.dialog = undefined
        resolve(result)
      })
    })
  }

  close(): void {
    this.stop.abort()
    this.dialog?.close()
  }

  private hear({ source, origin, data }: MessageEvent): void {
    if (!this.isOurs(source) || origin !== location.origin || !isCall(data)) return
    const { id, uuidAsString } = data
    this.answer(data, this.contextOf(source))
      .then((args) => args && (source as Window).postMessage({ id, uuidAsString, args }, origin))
      .catch(this.doors.failed)
  }

  private isOurs(source: MessageEventSource | null): boolean {
    return source !== null && (source === this.tab?.contentWindow || source === this.dialog?.frame.contentWindow)
  }

  /** Whether it is the tab that asks, or the dialog above it. */
  private contextOf(source: MessageEventSource | null): 'content' | 'task' {
    return source === this.tab?.contentWindow ? 'content' : 'task'
  }

  /** @returns the arguments of the answer; undefined where none is waited for. */
  private async answer({ func, args = [] }: Call, from: 'content' | 'task'): Promise<readonly unknown[] | undefined> {
    switch (func) {
      case 'initialize':
        return [from, 'web', JSON.stringify(abilities), '2.0.0']
      case 'getContext':
        return [this.context(from)]
      case 'authentication.getAuthToken': {
        const { token } = await api.token(this.person.id)
        return token === undefined ? [false, 'resourceRequiresConsent'] : [true, token]
      }
      case 'tasks.startTask': {
        const info = dialogInfo(args[0])
        if (info === undefined || from === 'task') return ['not allowed']
        return this.openDialog(info)
      }
      case 'tasks.completeTask':
        if (from === 'task') this.dialog?.complete(args[0])
        return undefined
      case 'executeDeepLink':
        this.doors.open(String(args[0]))
        return [true]
      default:
        return undefined
    }
  }

  private context(frameContext: 'content' | 'task'): Record<string, unknown> {
    const { id, partnerId, locale } = this.person
    return {
      ...{ locale, theme: themeForTeams(), entityId: 'today', subEntityId: '' },
      ...{ userObjectId: id, tid: partnerId, hostClientType: 'web', hostName: 'Teams', frameContext },
    }
  }

  private tell(func: string, args: readonly unknown[]): void {
    this.post({ func, args })
  }

  private post(message: object): void {
    for (const frame of [this.tab, this.dialog?.frame]) frame?.contentWindow?.postMessage(message, location.origin)
  }
}

/** What this host can do of what teams-js knows. */
const abilities = { apiVersion: 4, isLegacyTeams: false, supports: { pages: {}, dialog: { url: {} } } }

const themeForTeams = (): string => (contrast.matches ? 'contrast' : theme() === 'dark' ? 'dark' : 'default')

const isCall = (data: unknown): data is Call =>
  typeof data === 'object' && data !== null && 'func' in data && typeof data.func === 'string' && 'id' in data
