import { describe, expect, it } from 'vitest'
import { type NoticeKind, noticeKinds } from '../../src/chat/feature.ts'
import { unbroken } from '../../src/chat/unbroken.ts'
import { Reader } from '../../src/platform/language.ts'
import { type DigestLine, digestCard as drawn } from '../../src/workflow/lanes/digest.cards.ts'
import { checkCard } from '../support/card-check.ts'
import { buttonsOf, rowsOf, wordsOf } from '../support/desk.ts'

const read = new Reader('en-US', 'UTC')
const digestCard = (reader: Reader, lines: readonly DigestLine[]) =>
  drawn(reader, lines, 'https://desk.example/tab/today')
const linesOf = (kind: NoticeKind, count: number) =>
  Array.from({ length: count }, (_, number) => ({ kind, line: `${kind} ${number + 1}` }))

describe('a digest', () => {
  it('shows ten lines and says how many more there are', () => {
    const words = wordsOf(digestCard(read, linesOf('links', 500)))
    expect(words.filter((line) => line.startsWith('links '))).toHaveLength(10)
    expect(words).toContain('and 490 more')
  })

  it('shows every kind, what is urgent first, each with its number', () => {
    const card = digestCard(read, [...linesOf('links', 30), ...linesOf('approvals', 20), ...linesOf('windows', 1)])
    expect(wordsOf(card)).toEqual([
      '51 notices',
      'Approvals that wait for you (20)',
      ...linesOf('approvals', 8).map(({ line }) => line),
      'Cancellation windows that close (1)',
      'windows 1',
      'Download links that end (30)',
      'links 1',
      'and 41 more',
      'Approvals',
      'Cancel a purchase',
      'Get keys and downloads',
      'Open in tab',
      'Notification settings',
    ])
  })

  it('has what ends first in front, each with its customer, product and amount, to be opened by pressing it', () => {
    const lines = [3, 1, 2].map((days) => ({
      kind: 'windows' as const,
      line: `line ${days}`,
      row: {
        title: `${days} days left to cancel order CSP-100${days}`,
        below: ['Contoso', `Product ${days}`, undefined],
        amount: `USD ${days},000.00`,
        until: new Date(Date.UTC(2026, 10, days)),
        opens: { command: 'cancel', orderId: `CSP-100${days}` },
      },
    }))
    const endless = { kind: 'windows' as const, line: 'x', row: { title: 'No end', below: ['Fabrikam'] } }
    const card = digestCard(read, [endless, ...lines, { kind: 'windows', line: 'A line alone' }])
    checkCard(unbroken(card))
    expect(wordsOf(card)).toEqual([
      '5 notices',
      'Cancellation windows that close (5)',
      ...[1, 2, 3].flatMap((days) => [
        `${days} days left to cancel order CSP-100${days}`,
        `Contoso · Product ${days}`,
        `USD ${days},000.00`,
        '›',
      ]),
      'No end',
      'Fabrikam',
      'A line alone',
      'Cancel a purchase',
      'Open in tab',
      'Mute this',
    ])
    expect(rowsOf(card).map(({ data }) => data)).toEqual(
      [1, 2, 3].map((days) => ({ verb: 'start', command: 'cancel', orderId: `CSP-100${days}` })),
    )
  })

  it('says its kinds to a toast and to a screen reader', () => {
    expect(digestCard(read, linesOf('links', 7)).speak).toBe('7 notices. Download links that end (7)')
  })

  it('leads to each command once, and to how to opt out: of its kind, or in the settings when it has several', () => {
    const titles = (lines: ReturnType<typeof linesOf>) => buttonsOf(digestCard(read, lines)).map(({ title }) => title)
    expect(titles([...linesOf('approvals', 3), ...linesOf('decisions', 4)])).toEqual([
      'Approvals',
      'Open in tab',
      'Notification settings',
    ])
    expect(titles(linesOf('decisions', 7))).toEqual(['Approvals', 'Open in tab', 'Mute this'])
    expect(titles(linesOf('cancellations', 7))).toEqual(['Orders', 'Open in tab', 'Mute this'])
    const everyKind = buttonsOf(
      digestCard(
        read,
        noticeKinds.flatMap((kind) => linesOf(kind, 2)),
      ),
    )
    expect(everyKind.at(-1)).toMatchObject({ title: 'Notification settings', mode: 'secondary' })
    expect(everyKind).toHaveLength(7)
  })

  it.each(['en-US', 'zh-CN', 'ko-KR'])(
    'keeps to the limits of cards in %s, with long lines of every kind',
    (locale) => {
      const long = '“Contoso” [Handels] *GmbH* & Co. KG 有限公司 주식회사 '.repeat(5)
      const lines = Array.from({ length: 500 }, (_, number) => ({
        kind: noticeKinds[number % noticeKinds.length] ?? 'links',
        line: `${long} ${number}`,
      }))
      checkCard(digestCard(new Reader(locale, 'UTC'), lines))
    },
  )
})
