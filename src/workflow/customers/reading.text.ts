import { refusalText } from '../../chat/error-reply.ts'
import { OrderUnknown } from '../../commerce/errors.ts'
import type { DomainError } from '../../platform/errors.ts'
import { inLanguages, type Reader } from '../../platform/language.ts'

/** What is said on a form that a sentence could not fill in. */
export const readingText = inLanguages({
  en: {
    noSuchOrder: (id: string) => `None of your customers has an order ${id}. Choose the customer to see its orders.`,
    noneFits: (about: string) => `Nothing that this customer has bought fits "${about}". Choose from the list.`,
    severalFit: (about: string) => `More than one purchase fits "${about}". Choose one from the list.`,
  },
  zh: {
    noSuchOrder: (id) => `您的客户中没有人有订单 ${id}。请选择客户以查看其订单。`,
    noneFits: (about) => `该客户购买的产品中没有与“${about}”相符的。请从列表中选择。`,
    severalFit: (about) => `有多项购买与“${about}”相符。请从列表中选择一项。`,
  },
  ko: {
    noSuchOrder: (id) => `주문 ${id}이(가) 있는 고객이 없습니다. 고객을 선택하면 주문을 볼 수 있습니다.`,
    noneFits: (about) => `이 고객이 구매한 것 중 "${about}"에 맞는 것이 없습니다. 목록에서 선택하세요.`,
    severalFit: (about) => `"${about}"에 맞는 구매가 여러 건입니다. 목록에서 하나를 선택하세요.`,
  },
})

/** Why nobody was found. An order named alone is missed by the partner, not by a customer. */
export const notFound = (read: Reader, { customer }: { readonly customer?: string }, error: DomainError): string =>
  error instanceof OrderUnknown && customer === undefined && error.facts.several === undefined
    ? readingText[read.language].noSuchOrder(error.facts.orderId)
    : refusalText(read, error)
