import type { CardElement, IChoiceSetInput, ITextInput } from '@microsoft/teams.cards'
import type { Card } from '../../../chat/card.ts'
import type { Entry } from '../../../chat/card-flow.ts'
import { announcements, card, facts, mistake, subtle, text, typedOr } from '../../../chat/card-parts.ts'
import { buttonRow, dialogButton, type FlowButtons } from '../../../chat/press.ts'
import { type ListedCustomer, type Order, orderNumber } from '../../../commerce/order.ts'
import { severities } from '../../../commerce/ports/partner-center.ts'
import type { Reader } from '../../../platform/language.ts'
import { cut } from '../../../platform/text.ts'
import { customerChoices } from '../../../workflow/customers/customer-step.ts'
import type { KnownFacts } from './support.service.ts'
import { type SupportFormText, supportFormText } from './support-form.text.ts'
import { lengths, type SupportField, type SupportMistake, shortestReason, writeAmount } from './support-form.ts'

interface FormCard {
  readonly read: Reader
  readonly known: KnownFacts
  /** What was asked for when the form was opened; an order ID may be one that is not known. */
  readonly about: string | undefined
  readonly files: readonly CardElement[]
  /** What the button that sends it carries: ids. */
  readonly sends: Record<string, unknown>
  /** What the button that opens it in a dialog carries. */
  readonly opens: Record<string, unknown>
  readonly entry: Entry
  readonly buttons: FlowButtons
}

/**
 * The whole request in one form, filled in with what is known; a mistake stands at its field. No input is required by the card
 * itself: clients would keep the dialog shut until all are filled in.
 */
export function supportFormCard({ read, known, about, files, sends, opens, entry, buttons }: FormCard): Card {
  const words = supportFormText[read.language]
  const { customer, order, amount, contact } = known
  const field = fieldOf(entry)
  return card({
    title: words.title,
    subject: words.subject,
    body: [
      ...announcements(entry),
      facts([words.type, words.problemType]),
      subtle(words.allWanted, { size: 'Small' }),
      ...impactInput(words, entry),
      ...field('title', words.titleField, titleFor(words, order), { maxLength: lengths.title }),
      ...customerInput(words, known, typedOr(entry, 'customer', customer?.domain), entry),
      ...field('about', words.about, order === undefined ? about : orderNumber(order), { maxLength: 100 }),
      ...field('reason', words.reason, undefined, {
        maxLength: lengths.reason,
        isMultiline: true,
        placeholder: words.reasonHint,
      }),
      sideBySide(
        field('amount', words.amount, amount && writeAmount(amount), { maxLength: 30 }),
        field('currency', words.currency, amount?.currency, { maxLength: 3 }),
      ),
      text(words.contact, { weight: 'Bolder' }),
      ...field('contactName', words.name, contact.name, { maxLength: lengths.name }),
      ...field('contactEmail', words.email, contact.email, { maxLength: lengths.email, style: 'Email' }),
      ...field('contactPhone', words.phone, contact.phone, { maxLength: lengths.phone, style: 'Tel' }),
      ...files,
      buttonRow(
        buttons.button('send', { title: words.send, style: 'positive' }, sends),
        dialogButton('support', words.openForm, opens, { takesInputs: true }),
        buttons.button('all', { title: words.back, withoutInputs: true }),
      ),
    ],
  })
}

export function titleFor(words: SupportFormText, order: Order | undefined): string | undefined {
  const [line] = order?.lines ?? []
  return order && line && cut(words.titleOf(orderNumber(order), line.product), lengths.title)
}

/** A text field, filled in with what was typed or is known, and what is wrong with it. */
const fieldOf =
  (entry: Entry) =>
  (id: SupportField, label: string, kept: string | undefined, look: Partial<ITextInput>): CardElement[] => {
    const value = typedOr(entry, id, kept)
    const input: ITextInput = { type: 'Input.Text', id, label, ...look }
    return [value === undefined || value === '' ? input : { ...input, value }, ...mistake(entry, id)]
  }

export function fieldMistake({ mistakes: words }: SupportFormText, read: Reader, mistake: SupportMistake): string {
  switch (mistake.kind) {
    case 'title':
      return words.title(read.number(lengths.title))
    case 'name':
      return words.name(read.number(lengths.name))
    case 'reason':
      return words.reason(read.number(shortestReason), read.number(lengths.reason))
    case 'order-unknown':
      return words['order-unknown'](mistake.orderId)
    case 'digits':
      return words.digits(mistake.currency, read.number(mistake.digits))
    case 'more-than-paid':
      return words['more-than-paid'](read.money(mistake.total))
    case 'other-currency':
      return words['other-currency'](mistake.total.currency)
    default:
      return words[mistake.kind]
  }
}

function impactInput(words: SupportFormText, entry: Entry): CardElement[] {
  const value = typedOr(entry, 'impact', undefined)
  const input: IChoiceSetInput = {
    type: 'Input.ChoiceSet',
    id: 'impact',
    label: words.impact,
    style: 'expanded',
    wrap: true,
    choices: severities.map((severity) => ({ title: words.impacts[severity], value: severity })),
  }
  return [value === undefined ? input : { ...input, value }, ...mistake(entry, 'impact')]
}

/** Found by typing; clients without typeahead choose among the first ones. */
function customerInput(
  words: SupportFormText,
  { customer, customers }: KnownFacts,
  value: string | undefined,
  entry: Entry,
): CardElement[] {
  const others = customers.filter(({ id }) => id !== customer?.id)
  const choices: readonly ListedCustomer[] = customer === undefined ? others : [customer, ...others]
  const look = { label: words.customer, placeholder: words.customerHint }
  return [customerChoices(choices, value, look), ...mistake(entry, 'customer')]
}

const sideBySide = (wide: CardElement[], narrow: CardElement[]): CardElement => ({
  type: 'ColumnSet',
  columns: [
    { type: 'Column', width: 2, items: wide },
    { type: 'Column', width: 1, items: narrow },
  ],
})
