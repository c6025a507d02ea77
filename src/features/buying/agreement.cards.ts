import type { Card } from '../../chat/card.ts'
import type { Entry } from '../../chat/card-flow.ts'
import { announcements, card, plain, state, text } from '../../chat/card-parts.ts'
import { refusalText } from '../../chat/error-reply.ts'
import type { Telling } from '../../chat/feature.ts'
import { buttonRow, type FlowButtons, startButton } from '../../chat/press.ts'
import { tabButton } from '../../chat/tab-button.ts'
import { wordsText } from '../../chat/words.text.ts'
import type { AgreementNotAccepted } from '../../commerce/errors.ts'
import type { Customer } from '../../commerce/order.ts'
import type { Reader } from '../../platform/language.ts'
import { muteButton } from '../../workflow/notices/mute-button.ts'
import { agreementText } from './agreement.text.ts'

interface AgreementCard {
  readonly read: Reader
  readonly customer: Customer
  /** Undefined once it is accepted. */
  readonly missing: AgreementNotAccepted | undefined
  /** Whether the person is told already. */
  readonly waits: boolean
  readonly entry: Entry
  readonly buttons: FlowButtons
}

/** Why nothing can be ordered for a customer, who can mend that and where; and *Tell me when it is accepted*. */
export function agreementCard({ read, customer, missing, waits, entry, buttons }: AgreementCard): Card {
  const words = agreementText[read.language]
  const address = missing?.facts.address
  return card({
    title: words.title,
    subject: `${customer.name} · ${customer.domain}`,
    body: [
      ...announcements(entry),
      missing === undefined
        ? state('good', text(plain(words.accepted(customer.name))))
        : state('attention', text(plain(refusalText(read, missing)))),
      ...(missing === undefined || address === undefined
        ? []
        : [
            text(plain(words.who(customer.name))),
            { type: 'Input.Text' as const, id: 'address', label: words.address, value: address },
          ]),
      ...(waits && missing !== undefined ? [state('neutral', text(words.kept))] : []),
      buttonRow(
        ...(waits || missing === undefined
          ? []
          : [buttons.button('tell', { title: words.tell, style: 'positive', withoutInputs: true })]),
        ...(address === undefined ? [] : [{ type: 'Action.OpenUrl' as const, title: words.open, url: address }]),
        buttons.button('again', {
          title: missing === undefined ? words.goOn : words.again,
          withoutInputs: true,
          ...(missing === undefined && { style: 'positive' as const }),
        }),
        buttons.button('back', { title: wordsText[read.language].back, withoutInputs: true }),
      ),
    ],
  })
}

/** The notice that a customer has accepted it: its button opens the form as it was filled in. */
export function acceptedNotice(read: Reader, { customer, waitId, tab }: Accepted): Telling {
  const words = agreementText[read.language]
  const title = words.accepted(customer.name)
  return {
    line: title,
    row: { title, below: [customer.domain], opens: { command: 'buy', customerId: customer.id } },
    card: card({
      title,
      subject: customer.domain,
      body: [
        state('good', text(words.nowBuy)),
        buttonRow(
          startButton(
            'buy',
            { title: words.goOn, style: 'positive' },
            { customerId: customer.id, about: keptForm(waitId) },
          ),
          tabButton(read, tab),
          muteButton(read, 'purchases'),
        ),
      ],
    }),
  }
}

interface Accepted {
  readonly customer: Customer
  /** The form that was kept. */
  readonly waitId: string
  /** Where it is gone on with in the tab. */
  readonly tab: string
}

const mark = 'form:'

/** What the notice's button says: nobody types it, and nobody but who filled the form in gets it. */
export const keptForm = (waitId: string): string => `${mark}${waitId}`
export const keptFormIn = (about: string): string | undefined =>
  about.startsWith(mark) ? about.replace(mark, '') : undefined
