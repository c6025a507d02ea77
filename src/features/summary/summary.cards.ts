import type { CardElement } from '@microsoft/teams.cards'
import { card, listRow, opening, plain, subtle, text } from '../../chat/card-parts.ts'
import type { Telling } from '../../chat/feature.ts'
import { amountWords } from '../../chat/order-words.text.ts'
import { buttonRow, startButton } from '../../chat/press.ts'
import { productsLine } from '../../chat/product-line.ts'
import { tabButton } from '../../chat/tab-button.ts'
import { orderNumber, orderTotal, totalLeft } from '../../commerce/order.ts'
import { isGuid } from '../../platform/guid.ts'
import type { Reader } from '../../platform/language.ts'
import type { NumberedApproval } from '../../workflow/approvals/approval.ts'
import { approvalsText } from '../../workflow/approvals/approvals.text.ts'
import { type DownloadLink, fileWords } from '../../workflow/links/download-link.ts'
import { freshnessLine } from '../../workflow/mirror/mirror.text.ts'
import { muteButton } from '../../workflow/notices/mute-button.ts'
import type { ClosingOrder } from '../../workflow/orders/known-orders.service.ts'
import { orderStateText } from '../../workflow/orders/order-state.text.ts'
import type { Part, Summary } from './summary.service.ts'
import { type SummaryText, summaryText } from './summary.text.ts'

interface Look {
  readonly words: SummaryText
  readonly read: Reader
  readonly now: Date
  readonly summary: Summary
  readonly recipient: string
  /** In a chat of one's own: only there buttons open something. */
  readonly personal: boolean
  /** What matters today, in the tab. */
  readonly tab: string
}

/** What holds this morning: each part with how many there are, the first few, and where it is worked on. */
export function summaryNotice(
  read: Reader,
  now: Date,
  summary: Summary,
  { recipient, tab }: Pick<Look, 'recipient' | 'tab'>,
): Telling {
  const words = summaryText[read.language]
  const look = { words, read, now, summary, recipient, personal: isGuid(recipient), tab }
  const { windows, links, approvals } = summary
  const counts = [
    ...(windows.count === 0 ? [] : [words.short.windows(counted(windows, look))]),
    ...(links.count === 0 ? [] : [words.short.links(counted(links, look))]),
    ...(approvals.count === 0 ? [] : [words.short.approvals(counted(approvals, look))]),
  ].join(' · ')
  return {
    line: `${words.title} · ${counts}`,
    card: card({
      title: words.title,
      subject: read.date(now),
      speak: `${words.title}. ${counts}`,
      body: [
        ...ofWhen(look),
        ...partOf(windows, words.windows, (it) => windowRow(it, look), look),
        ...partOf(links, words.links, (it) => linkRow(it, look), look),
        ...partOf(approvals, words.approvals, (it) => approvalRow(it, look), look),
        leadsOn(look),
      ],
    }),
  }
}

function ofWhen({ summary: { windows, freshness }, read, now }: Look): CardElement[] {
  const line = freshnessLine(freshness, read, now)
  return line === undefined || windows.count === 0 ? [] : [subtle(plain(line), { size: 'Small' })]
}

const counted = ({ count, andMore }: Part<unknown>, { words, read }: Look): string =>
  andMore ? words.moreThan(read.number(count)) : read.number(count)

function partOf<T>(
  part: Part<T>,
  title: (count: string) => string,
  row: (it: T) => CardElement,
  look: Look,
): CardElement[] {
  if (part.count === 0) return []
  const left = part.count - part.first.length
  const more = part.andMore ? look.words.andManyMore : look.words.andMore(look.read.number(left))
  return [
    text(plain(title(counted(part, look))), { weight: 'Bolder', spacing: 'Large' }),
    ...part.first.map(row),
    ...(left > 0 ? [subtle(more, { size: 'Small' })] : []),
  ]
}

/**
 * What it is on the left, how long and how much on the right.
 * @param opens the command and what of; in a channel nothing is opened
 */
function row(
  { personal }: Look,
  title: string,
  below: readonly string[],
  [standing, ...figures]: readonly [string, ...string[]],
  { command, ...about }: { command: string } & Record<string, string>,
): CardElement {
  const small = { size: 'Small', spacing: 'None' } as const
  const shown = listRow(
    [text(plain(title)), ...below.map((line) => subtle(line, small))],
    plain(standing),
    figures.map((line) => subtle(line, { size: 'Small' })),
  )
  return opening(shown, personal ? startButton(command, { title: [title, ...below].join(' · ') }, about) : undefined)
}

const customerName = (id: string, { summary }: Look): string => summary.customers.get(id)?.name ?? id

function windowRow({ order, open }: ClosingOrder, look: Look): CardElement {
  const { read } = look
  return row(
    look,
    `${orderNumber(order)} · ${customerName(order.customerId, look)}`,
    [productsLine(order, read)],
    [orderStateText[read.language].daysLeft(open.daysLeft, read), amountWords(totalLeft(order), read)],
    { command: 'orders', customerId: order.customerId, orderId: order.id },
  )
}

function linkRow(link: DownloadLink, look: Look): CardElement {
  const { words, read, now, summary, personal } = look
  const left = link.downloadsMax - link.downloads
  const whose = personal ? [] : [summary.names.get(link.agentId) ?? words.formerColleague]
  const order = summary.orders.get(link.orderId)
  return row(
    look,
    `${link.product} · ${customerName(link.customerId, look)}`,
    [[order === undefined ? link.orderId : orderNumber(order), ...fileWords(link, read)].join(' · '), ...whose],
    [
      words.ends(read.relative(link.expiresAt, now)),
      words.downloadsLeft(left, read.number(left)),
      ...(order === undefined ? [] : [amountWords(orderTotal(order), read)]),
    ],
    { command: 'keys', customerId: link.customerId, orderId: link.orderId },
  )
}

function approvalRow(approval: NumberedApproval, look: Look): CardElement {
  const { words, read, now, summary, recipient } = look
  const { kind, customer, lines, orderNumber: number, requesterId, worth, expiresAt } = approval
  const what = lines.map(({ product, quantity }) => `${read.number(quantity)} × ${product}`).join(' + ')
  const who = requesterId === recipient ? words.you : (summary.names.get(requesterId) ?? words.formerColleague)
  return row(
    look,
    `${approvalsText[read.language].kinds[kind]} · ${customer}`,
    [[...(number === null ? [] : [number]), what].join(' · '), who],
    [words.expires(read.relative(expiresAt, now)), amountWords(worth, read)],
    { command: 'approvals' },
  )
}

/** In a channel nothing is opened: buttons there would open cards of one person for everybody to see. */
function leadsOn({ words, read, summary, personal, tab }: Look): CardElement {
  const { windows, links, approvals } = summary
  const parts = [
    // The list that it opens is of the same orders.
    {
      part: windows,
      command: 'orders',
      title: words.orders,
      said: words.commands.windows,
      facts: { about: 'closing' },
    },
    { part: links, command: 'keys', title: words.keys, said: words.commands.links, facts: {} },
    { part: approvals, command: 'approvals', title: words.approvalsButton, said: words.commands.approvals, facts: {} },
  ].filter(({ part }) => part.count > 0)
  if (!personal) {
    const said = parts.map((part) => words.quoted(part.said))
    return subtle(words.inPrivate(read.list(said, 'disjunction')), { separator: true, spacing: 'Medium' })
  }
  const buttons = parts.map(({ command, title, facts }) => startButton(command, { title }, { ...facts }))
  return buttonRow(...buttons, muteButton(read, 'mornings'), tabButton(read, tab))
}
