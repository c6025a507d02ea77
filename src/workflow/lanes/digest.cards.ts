import type { CardElement } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import { card, plain, subtle, text } from '../../chat/card-parts.ts'
import type { NoticeKind, Telling } from '../../chat/feature.ts'
import { openedRow } from '../../chat/opened-row.ts'
import { buttonRow, startButton } from '../../chat/press.ts'
import { tabButton } from '../../chat/tab-button.ts'
import type { Reader } from '../../platform/language.ts'
import { muteButton } from '../notices/mute-button.ts'
import { noticesText } from '../notices/notices.text.ts'

export interface DigestLine extends Pick<Telling, 'line' | 'row'> {
  readonly kind: NoticeKind
}

interface Group {
  readonly kind: NoticeKind
  /** What ends first in front. */
  readonly lines: readonly DigestLine[]
  /** How many of its lines are on the card. */
  readonly shown: number
}

/** Lines on a digest: no taller than a phone's screen. Every kind has one at least. */
const mostLines = 10

/** What somebody waits for comes first. */
const byUrgency: readonly NoticeKind[] = [
  'approvals',
  'settings',
  'decisions',
  'purchases',
  'windows',
  'cancellations',
  'links',
  'support',
  'mornings',
]

/** The command in which each kind is worked on. */
const leadsTo = {
  approvals: 'approvals',
  decisions: 'approvals',
  windows: 'cancel',
  purchases: 'orders',
  cancellations: 'orders',
  links: 'keys',
  support: 'support',
  mornings: 'orders',
  settings: 'settings',
} as const satisfies Record<NoticeKind, string>

/** Many notices at once, as one message: a row each, by kind, which opens what it is about; and the commands of the kinds. @param tab its first page */
export function digestCard(read: Reader, lines: readonly DigestLine[], tab: string): Card {
  const words = noticesText[read.language]
  const title = words.digest(read.number(lines.length))
  const groups = groupsOf(lines)
  const left = lines.length - groups.reduce((sum, { shown }) => sum + shown, 0)
  const commands = [...new Set(groups.map(({ kind }) => leadsTo[kind]))].filter((command) => command !== 'settings')
  const only = groups.length === 1 && commands.length === 1 ? groups[0] : undefined
  return card({
    title,
    speak: [title, ...groups.map((group) => headingOf(group, read))].join('. '),
    body: [
      ...groups.flatMap((group) => groupLines(group, read)),
      ...(left > 0 ? [subtle(words.more(read.number(left)))] : []),
      buttonRow(
        ...commands.map((command) => startButton(command, { title: words[command] })),
        tabButton(read, tab),
        only === undefined
          ? startButton('settings', { title: words.settings, mode: 'secondary' })
          : muteButton(read, only.kind),
      ),
    ],
  })
}

function groupsOf(lines: readonly DigestLine[]): Group[] {
  const kinds = byUrgency.filter((kind) => lines.some((line) => line.kind === kind))
  let room = mostLines
  return kinds.map((kind, index) => {
    const own = lines.filter((line) => line.kind === kind).sort((a, b) => endOf(a) - endOf(b))
    const shown = Math.min(own.length, room - (kinds.length - 1 - index))
    room -= shown
    return { kind, lines: own, shown }
  })
}

const endOf = ({ row }: DigestLine): number => row?.until?.getTime() ?? Number.MAX_VALUE

const headingOf = ({ kind, lines }: Group, read: Reader): string =>
  noticesText[read.language].group(noticesText[read.language].kinds[kind], read.number(lines.length))

const groupLines = (group: Group, read: Reader): CardElement[] => [
  text(plain(headingOf(group, read)), { weight: 'Bolder', separator: true, spacing: 'Medium' }),
  ...group.lines.slice(0, group.shown).map((line) => rowOf(line)),
]

const rowOf = ({ line, row }: DigestLine): CardElement =>
  row === undefined ? text(plain(line), { spacing: 'Small' }) : openedRow(row)
