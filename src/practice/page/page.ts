import { listen } from './api.ts'
import { Column } from './column.ts'
import type { DeskState } from './desk-state.ts'
import { make } from './dom.ts'
import { Recorder } from './recorder.ts'
import { showRecording } from './recording-dialog.ts'
import { onThemeChange } from './theme.ts'
import { Toasts } from './toasts.ts'
import { TopBar } from './top-bar.ts'
import type { WirePerson, WireToast } from './wire.ts'
import { words } from './words.ts'

const mostColumns = 4
const kept = 'practice.columns'

/** The whole page: the bar, up to four people side by side, the toasts. */
export class Page {
  private readonly state: DeskState
  private readonly topBar: TopBar
  private readonly toasts = new Toasts()
  private readonly recorder = new Recorder()
  private readonly tabs = make('nav', { className: 'column-tabs', ariaLabel: words.people })
  private readonly row = make('main', { className: 'columns' })
  private columns: Column[] = []
  private front = 0
  private run: string | undefined
  private readonly failed = () => this.toasts.complain(words.notSent)

  constructor(state: DeskState, now: string) {
    this.state = state
    this.topBar = new TopBar(now, {
      addColumn: () => this.add(this.nextPerson()).catch(this.failed),
      showRecording: () => showRecording(this.recorder),
      moved: (by) => this.recorder.passed(by),
      failed: this.failed,
      ticked: () => this.showFacts(),
    })
    document.body.replaceChildren(this.topBar.element, this.tabs, this.row, this.toasts.element)
    onThemeChange(() => {
      for (const column of this.columns) column.redrawCards()
    })
    this.hear()
  }

  /** The columns of last time, else the first person's. */
  async restore(): Promise<void> {
    const remembered = readColumns().filter(({ personId }) => this.state.person(personId))
    const first = this.state.people[0]
    const wanted =
      remembered.length > 0
        ? remembered
        : first
          ? [{ personId: first.id, conversationId: undefined, hasTab: false }]
          : []
    for (const { personId, conversationId, hasTab } of wanted.slice(0, mostColumns)) {
      const person = this.state.person(personId)
      if (person) await this.add(person, conversationId, hasTab).catch(this.failed)
    }
    this.bringToFront(0)
  }

  private async add(person: WirePerson | undefined, conversationId?: string, hasTab = false): Promise<void> {
    if (!person || this.columns.length >= mostColumns) return
    const column = new Column(this.state, person, {
      changed: () => this.remember(),
      close: (closed) => this.close(closed),
      failed: this.failed,
      now: () => this.topBar.now(),
      recorder: this.recorder,
    })
    this.columns.push(column)
    this.row.append(column.element)
    this.bringToFront(this.columns.length - 1)
    await column.open(conversationId)
    column.showTab(hasTab)
  }

  private close(column: Column): void {
    this.columns = this.columns.filter((other) => other !== column)
    column.element.remove()
    this.bringToFront(Math.min(this.front, this.columns.length - 1))
    this.remember()
  }

  /** On a narrow screen one column is seen at a time; on a wide one all are. */
  private bringToFront(index: number): void {
    this.front = Math.max(0, index)
    this.row.dataset.count = String(this.columns.length)
    this.topBar.mayAdd(this.columns.length < mostColumns)
    for (const [at, column] of this.columns.entries()) column.element.classList.toggle('front', at === this.front)
    this.showTabs()
  }

  private showTabs(): void {
    this.tabs.hidden = this.columns.length < 2
    this.tabs.replaceChildren(
      ...this.columns.map((column, at) => {
        const tab = make('button', { type: 'button', className: 'column-tab' }, column.person.name)
        if (at === this.front) tab.setAttribute('aria-current', 'true')
        tab.addEventListener('click', () => this.bringToFront(at))
        return tab
      }),
    )
  }

  private showFacts(): void {
    for (const column of this.columns) column.showFacts()
  }

  private remember(): void {
    for (const { person, conversationId } of this.columns) this.toasts.seen(`${person.id} ${conversationId}`)
    const columns = this.columns.map(({ person, conversationId, hasTab }) => ({
      personId: person.id,
      conversationId,
      hasTab,
    }))
    localStorage.setItem(kept, JSON.stringify(columns))
    this.showTabs()
  }

  private hear(): void {
    const refresh = () =>
      Promise.all(this.columns.map((column) => column.refresh())).catch(() => this.toasts.complain(words.lost))
    listen(
      {
        change: ({ conversationId }) => this.changed(conversationId).catch(this.failed),
        toast: (toast) => this.tell(toast),
        clock: ({ now }) => {
          this.topBar.set(now)
          this.showFacts()
        },
        started: ({ run }) => {
          // The page may be another one too: nobody works on with the one of before.
          if (this.run !== undefined && run !== this.run) location.reload()
          this.run = run
        },
      },
      refresh,
    )
  }

  private async changed(conversationId: string): Promise<void> {
    if (!this.state.conversation(conversationId)) {
      await this.state.refresh()
      for (const column of this.columns) column.showChats()
    }
    await Promise.all(
      this.columns.filter((column) => column.conversationId === conversationId).map((column) => column.refresh()),
    )
  }

  /** Tells a person of a message that they do not see. A column in the back of a narrow screen is not seen. */
  private tell({ personId, conversationId, from, text }: WireToast): void {
    const person = this.state.person(personId)
    const column = this.columns.find((candidate) => candidate.person.id === personId)
    const front = column?.conversationId === conversationId && column.element.checkVisibility()
    // A column without a chat is about to open its person's own: the welcome comes before it has.
    const opening = column !== undefined && column.conversationId === undefined
    if (!person || front || opening) return
    if (column && column.conversationId !== conversationId) column.markUnread(conversationId)
    // What people write to each other concerns only those who are on screen.
    if (!column && from !== this.state.bot.name) return
    const about = `${personId} ${conversationId}`
    this.toasts.show(about, person.name, from, text || words.newMessage, () =>
      this.bring(person, conversationId).catch(this.failed),
    )
  }

  private async bring(person: WirePerson, conversationId: string): Promise<void> {
    const at = this.columns.findIndex((column) => column.person.id === person.id)
    const column = this.columns[at]
    if (!this.state.conversation(conversationId)) await this.state.refresh()
    if (!column) {
      const last = this.columns.at(-1)
      if (this.columns.length >= mostColumns && last) this.close(last)
      return this.add(person, conversationId)
    }
    this.bringToFront(at)
    if (column.conversationId !== conversationId) await column.open(conversationId)
  }

  private nextPerson(): WirePerson | undefined {
    const shown = new Set(this.columns.map(({ person }) => person.id))
    return this.state.people.find(({ id }) => !shown.has(id)) ?? this.state.people[0]
  }
}

function readColumns(): { personId: string; conversationId: string | undefined; hasTab: boolean }[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(kept) ?? '[]')
    if (!Array.isArray(read)) return []
    return read.map((column) => ({
      personId: String(column?.personId),
      conversationId: column?.conversationId,
      hasTab: column?.hasTab === true,
    }))
  } catch {
    return []
  }
}
