import { productLine } from '../../chat/product-line.ts'
import { nameKey } from '../../commerce/name-key.ts'
import { ordersSaid } from '../../commerce/order-said.ts'
import type { DownloadOption } from '../../commerce/ports/partner-center.ts'
import { productWords, saysProduct } from '../../commerce/product-words.ts'
import { languages, Reader } from '../../platform/language.ts'
import { fileLine } from './keys.cards.ts'
import type { Software } from './software.ts'

/** What the words fit stands first; nothing is chosen by it. */
export function fittingFirst(software: readonly Software[], about: string): readonly Software[] {
  const fits = ({ line }: Software) => productWords(about).length > 0 && saysProduct(about, line)
  return [...software.filter(fits), ...software.filter((it) => !fits(it))]
}

/**
 * The line that a field's words mean: an order, with a product of it where it has several, in any of the desk's languages. Cards
 * of before carry `CSP-1001/0`, which is taken as it is. Undefined where the words mean none or several.
 */
export function softwareMeant(
  said: string,
  software: readonly Software[],
): { readonly orderId: string; readonly lineItem: number } | undefined {
  const [, id = '', number] = /^(.+)\/(\d{1,4})$/.exec(said) ?? []
  if (number !== undefined) return { orderId: id, lineItem: Number(number) }
  const [order = '', ...product] = said.split(' · ')
  const words = nameKey(product.join(' '))
  const meant = ordersSaid(
    software.map((it) => it.order),
    order,
  ).map((it) => it.id)
  const [only, other] = software.filter(
    (it) =>
      it.state === 'standing' &&
      meant.includes(it.order.id) &&
      (words === '' || languages.some((language) => nameKey(productLine(it.line, new Reader(language))) === words)),
  )
  return only === undefined || other !== undefined ? undefined : { orderId: only.order.id, lineItem: only.line.number }
}

/** The download that `2019, English, ISO 64-bit` means, in any of the desk's languages; cards of before carry its key. */
export function optionMeant(said: string, options: readonly DownloadOption[]): DownloadOption | undefined {
  const lines = (option: DownloadOption) => languages.map((language) => nameKey(fileLine(option, new Reader(language))))
  const [only, other] = options.filter((option) => option.key === said || lines(option).includes(nameKey(said)))
  return other === undefined ? only : undefined
}
