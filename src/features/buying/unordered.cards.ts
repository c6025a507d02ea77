import type { CardElement } from '@microsoft/teams.cards'
import { plain, text } from '../../chat/card-parts.ts'
import { refusalText } from '../../chat/error-reply.ts'
import { AgreementNotAccepted, ProductNotSold, ReservationsNotSold } from '../../commerce/errors.ts'
import type { Customer } from '../../commerce/order.ts'
import type { DomainError } from '../../platform/errors.ts'
import type { Reader } from '../../platform/language.ts'
import { buyingErrors } from './buying-errors.text.ts'
import { isNotKnown, outcomeNotKnown, type Purchase } from './purchase.ts'
import { receiptText } from './receipt.text.ts'

/** Why nothing was ordered; of what is not known it is not said that nothing was. */
export function refusedTexts(read: Reader, purchase: Purchase, customer: Customer | undefined): CardElement[] {
  const words = receiptText[read.language]
  const refusal = refusalOf(purchase, customer)
  const why =
    refusal === undefined ? words.refusedByPartnerCenter : refusalText(read, refusal, buyingErrors[read.language](read))
  return [text(plain(why)), ...(isNotKnown(purchase) ? [] : [text(words.nothingLeft, { spacing: 'Small' })])]
}

/** What was not ordered with the rest, or what is not known of it. */
export function restTexts(read: Reader, purchase: Purchase): CardElement[] {
  const words = receiptText[read.language]
  const said = purchase.unordered.map(({ text: said, code }) =>
    code === outcomeNotKnown ? words.notKnownLine(said) : words.notOrdered(said, code),
  )
  return [
    text(isNotKnown(purchase) ? words.restNotKnown : words.partlyBody),
    ...said.map((line) => text(plain(line), { spacing: 'Small' })),
  ]
}

/** The refusal with its facts; of what was refused before they were kept, as far as they are known otherwise. */
function refusalOf(
  { refusal }: Purchase,
  customer: Customer | undefined,
): Pick<DomainError, 'code' | 'facts'> | undefined {
  if (refusal === null) return undefined
  const { code, facts } = refusal
  if (facts !== null) return { code, facts }
  if (customer === undefined) return undefined
  const { name, market } = customer
  const known = [
    new AgreementNotAccepted({ customer: name }),
    new ReservationsNotSold({ market }),
    new ProductNotSold({ market }),
  ]
  return known.find((error) => error.code === code)
}
