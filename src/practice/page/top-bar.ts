import { api } from './api.ts'
import { icon, make } from './dom.ts'
import { themeButton } from './theme.ts'
import type { ClockStep } from './wire.ts'
import { locale, words } from './words.ts'

const day = 86_400_000

/** The practice clock, its buttons, the theme, one more column. */
export class TopBar {
  readonly element: HTMLElement
  private ahead = 0
  private readonly date = make('span', { className: 'clock-date' })
  private readonly hour = make('span', { className: 'clock-hour' })
  private readonly time = make('time', { className: 'clock-time' }, this.date, ' ', this.hour)
  private readonly lead = make('span', { className: 'clock-lead' })
  private readonly addButton = make(
    'button',
    { type: 'button', className: 'plain add' },
    icon('add'),
    make('span', {}, words.addColumn),
  )

  constructor(
    now: string,
    doors: {
      addColumn: () => void
      showRecording: () => void
      moved: (by: ClockStep) => void
      failed: () => void
      ticked: () => void
    },
  ) {
    const steps = (
      [
        ['hour', words.moveHour],
        ['day', words.moveDay],
        ['fortnight', words.moveFortnight],
      ] as const
    ).map(([by, title]) => this.stepButton(by, title, doors))
    const clock = make(
      'div',
      { className: 'clock' },
      make('span', { className: 'clock-label' }, words.clock),
      this.time,
      this.lead,
    )
    const mover = make(
      'div',
      { className: 'steps', attributes: { role: 'group', 'aria-label': words.moveClock } },
      ...steps,
    )
    this.addButton.addEventListener('click', doors.addColumn)
    const recording = make(
      'button',
      { type: 'button', className: 'plain recording', title: words.recordingHint },
      icon('record'),
      make('span', {}, words.recording),
    )
    recording.addEventListener('click', doors.showRecording)
    this.element = make(
      'header',
      { className: 'top-bar' },
      make('h1', {}, words.practice),
      clock,
      mover,
      recording,
      this.addButton,
      themeButton(),
    )
    this.set(now)
    narrow.addEventListener('change', () => this.show())
    setInterval(() => {
      this.show()
      doors.ticked()
    }, 5_000)
  }

  now(): Date {
    return new Date(Date.now() + this.ahead)
  }

  set(now: string): void {
    this.ahead = new Date(now).getTime() - Date.now()
    this.show()
  }

  mayAdd(more: boolean): void {
    this.addButton.disabled = !more
  }

  private show(): void {
    const now = this.now()
    this.time.dateTime = now.toISOString()
    const more = narrow.matches ? {} : ({ weekday: 'short', year: 'numeric' } as const)
    this.date.textContent = now.toLocaleDateString(locale, { month: 'short', day: 'numeric', ...more })
    this.hour.textContent = now.toLocaleTimeString(locale, { hour: 'numeric', minute: '2-digit' })
    this.lead.textContent = this.ahead < 60_000 ? '' : words.ahead(leadText(this.ahead))
    this.time.title = `${words.clock}: ${this.time.textContent} ${this.lead.textContent}`.trim()
  }

  private stepButton(
    by: ClockStep,
    title: string,
    { moved, failed }: { moved: (by: ClockStep) => void; failed: () => void },
  ): HTMLElement {
    const long = make('span', { className: 'long' }, title)
    const short = make('span', { className: 'short', ariaHidden: 'true' }, shortSteps[by])
    const button = make('button', { type: 'button', className: 'plain' }, long, short)
    button.addEventListener('click', async () => {
      button.disabled = true
      this.lead.textContent = words.moving
      try {
        this.set((await api.moveClock(by)).now)
        moved(by)
      } catch {
        this.show()
        failed()
      } finally {
        button.disabled = false
      }
    })
    return button
  }
}

const inShort = (amount: number, unit: string): string =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow', signDisplay: 'always' }).format(amount)

/** On a phone the bar is one line. */
const narrow = matchMedia('(max-width: 40rem)')
const shortSteps: Record<ClockStep, string> = {
  hour: inShort(1, 'hour'),
  day: inShort(1, 'day'),
  fortnight: inShort(14, 'day'),
}

function leadText(ahead: number): string {
  const days = Math.floor((ahead + 60_000) / day)
  const hours = Math.floor(((ahead + 60_000) % day) / (day / 24))
  const unit = (amount: number, name: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' }).format(amount)
  const parts = [days > 0 ? unit(days, 'day') : '', hours > 0 ? unit(hours, 'hour') : ''].filter((part) => part !== '')
  return parts.join(' ') || unit(Math.round(ahead / 60_000), 'minute')
}
