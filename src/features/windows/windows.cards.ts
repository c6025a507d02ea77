import type { CardElement } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import { card, facts, plain, state, subtle, text } from '../../chat/card-parts.ts'
import type { Telling } from '../../chat/feature.ts'
import { amountWords } from '../../chat/order-words.text.ts'
import { button, buttonRow, startButton } from '../../chat/press.ts'
import { productLine, productsLine } from '../../chat/product-line.ts'
import { tabButton } from '../../chat/tab-button.ts'
import { type OrderLine, orderNumber, totalLeft } from '../../commerce/order.ts'
import type { Reader } from '../../platform/language.ts'
import { asTold } from '../../platform/stages.ts'
import { muteButton } from '../../workflow/notices/mute-button.ts'
import type { ClosingWindow } from './windows.service.ts'
import { windowsText } from './windows.text.ts'

/** The notice that an order can be cancelled for a few days more, or for one. @param personal in a chat of one's own: only there a button opens something */
export function windowNotice(read: Reader, now: Date, closing: ClosingWindow, personal: boolean): Telling {
  const words = windowsText[read.language]
  const { order, customer, open, mayCancel } = closing
  const title = words.title(open.daysLeft, orderNumber(order), read)
  return {
    line: `${title} · ${customer.name} · ${read.dateTime(open.closesAt)}`,
    row: {
      title,
      below: [customer.name, productsLine(order, read), read.dateTime(open.closesAt)],
      amount: amountWords(totalLeft(order), read),
      until: open.closesAt,
      opens: { command: mayCancel ? 'cancel' : 'orders', customerId: customer.id, orderId: order.id },
    },
    card: windowCard(read, now, closing, personal),
  }
}

/** The window as it stands: with what may be done about it, or that it is kept. */
export function windowCard(read: Reader, now: Date, closing: ClosingWindow, personal: boolean): Card {
  const words = windowsText[read.language]
  const { order, customer, open, kept, mayCancel } = closing
  return card({
    title: kept === undefined ? words.title(open.daysLeft, orderNumber(order), read) : words.kept(orderNumber(order)),
    subject: `${customer.name} · ${customer.domain}`,
    body: [
      kept === undefined ? closes(read, now, closing) : decided(read, closing, kept),
      facts(
        ...order.lines
          .filter(({ cancelled }) => !cancelled)
          .map((line) => [words.product, lineWords(line, read)] as const),
        [words.total, amountWords(totalLeft(order), read)],
        [words.bought, read.date(order.createdAt)],
      ),
      ...(kept === undefined ? [subtle(closing.mayKeep ? words.nothingToDo : words.keptAnyway)] : []),
      ...(personal || kept !== undefined ? [] : [subtle(plain(words.inPrivate(orderNumber(order))))]),
      ...buttons(read, closing, personal && mayCancel, personal),
    ],
  })
}

function closes(read: Reader, now: Date, { open }: ClosingWindow): CardElement {
  const words = windowsText[read.language]
  const when = read.relative(asTold(open.closesAt, now), now)
  return state(
    'warning',
    text(words.until(read.dateTime(open.closesAt), when)),
    text(words.credit(amountWords(open.credit.total, read)), { spacing: 'Small' }),
  )
}

function decided(read: Reader, { open }: ClosingWindow, { by, at }: NonNullable<ClosingWindow['kept']>): CardElement {
  const words = windowsText[read.language]
  return state(
    'neutral',
    text(plain(words.keptBy(by ?? words.former, read.dateTime(at)))),
    text(words.stillOpen(read.dateTime(open.closesAt)), { spacing: 'Small' }),
  )
}

function buttons(read: Reader, closing: ClosingWindow, cancels: boolean, personal: boolean): CardElement[] {
  const words = windowsText[read.language]
  const { subjectId, order, customer, kept, mayKeep } = closing
  const ids = { customerId: customer.id, orderId: order.id }
  const all = [
    ...(cancels ? [startButton('cancel', { title: words.cancel(orderNumber(order)) }, ids)] : []),
    ...(kept === undefined && mayKeep
      ? [
          button(
            { verb: 'windows', act: 'keep', order: subjectId },
            { title: words.keep(orderNumber(order)), withoutInputs: true },
          ),
        ]
      : []),
    tabButton(read, closing.tab),
    ...(personal ? [muteButton(read, 'windows')] : []),
  ]
  return [buttonRow(...all)]
}

const lineWords = (line: OrderLine, read: Reader): string =>
  `${read.number(line.quantity)} × ${productLine(line, read)}`
