import { refusalText } from '../../chat/error-reply.ts'
import type { Beginning, Feature } from '../../chat/feature.ts'
import type { Sentence } from '../../chat/sentence.ts'
import type { Turn } from '../../chat/turn.ts'
import { may } from '../../commerce/access.ts'
import { CustomerUnknown } from '../../commerce/errors.ts'
import { onlyProductWords, saysProduct } from '../../commerce/product-words.ts'
import { cut } from '../../platform/text.ts'
import { severalOffered, whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import type { Shared } from '../../workflow/shared.ts'
import { acceptedNotice, keptFormIn } from './agreement.cards.ts'
import { agreementsRepository } from './agreements.repository.ts'
import { type AgreementsService, acceptedOccasion, agreementsService } from './agreements.service.ts'
import { approvedPurchasesService } from './approved-purchases.service.ts'
import { buyingDialog, toForm } from './buying.dialog.ts'
import { buyingPages } from './buying.pages.ts'
import { buyingRepository } from './buying.repository.ts'
import { type BuyingService, buyingService } from './buying.service.ts'
import { buyingText } from './buying.text.ts'
import { placingToday } from './buying-today.ts'
import type { BuyingValues } from './buying-values.ts'
import { cartsService } from './carts.service.ts'
import { productChoice } from './form.cards.ts'
import { movedNotice } from './moved.cards.ts'
import { pendingOrdersService } from './pending-orders.service.ts'
import { placingService } from './placing.service.ts'
import { receiptCard } from './receipt.cards.ts'
import { receiptsService } from './receipts.service.ts'
import { placeSaid, withoutPhrases } from './reserving.ts'
import { settlingService } from './settling.service.ts'
import { movedOccasion } from './telling.ts'

export function buyingFeature(desk: Shared): Feature {
  const repository = buyingRepository(desk)
  const carts = cartsService(desk)
  const settling = settlingService(desk, repository)
  const placing = placingService(desk, { repository, carts, settling })
  const agreements = agreementsService(desk, agreementsRepository(desk))
  const pending = pendingOrdersService(desk, { repository, settling })
  const buying = buyingService(desk, repository, carts, placing)
  const receipts = receiptsService(desk, repository)
  const { customers, examples } = desk
  desk.approvalSubjects.register('purchase', approvedPurchasesService(desk, repository))
  return {
    name: 'buying',
    flows: [buyingDialog(buying, { receipts, agreements, customers })],
    searches: { products: { find: (turn, text, customerId) => productsFound(buying, turn, text, customerId) } },
    commands: [
      {
        name: 'buy',
        words: {
          en: [
            'buy',
            ...['purchase', 'order', 'place an order', 'place a new order', 'new order', 'sell'],
            ...['add products', 'add product', 'add a product'],
          ],
          zh: ['购买', '采购', '订购', '下单', '下订单', '下一个订单', '买', '添加产品', '新增产品'],
          ko: ['구매', '구입', '판매', '주문', '새 주문', '발주', '제품 추가'],
        },
        takes: ['customer', 'quantity', 'poNumber'],
        // `order CSP-1002` names an order; `order 10 …` places one.
        meant: (word, { orderId, quantity }) =>
          !/^(?:order|주문)$/.test(word) || (orderId === undefined && quantity !== undefined),
        // `I need 5 SQL Server Standard for Contoso`: so many of a product are to be bought.
        takesBareFacts: ({ quantity, about }) => quantity !== undefined && about !== '' && onlyProductWords(about),
        fromMessage: ['customer', 'product'],
        home: {
          place: 1,
          does: { en: 'Buy software for a customer', zh: '为客户购买软件', ko: '고객을 위해 소프트웨어 구매' },
          example: async ({ agent, reader }) => {
            const found = await examples.purchase(agent.partnerId)
            return found && buyingText[reader.language].example(found)
          },
        },
        offered: ({ agent }) => may(agent, 'buy'),
        begin: (turn, sentence) => beginning({ buying, agreements, customers }, turn, sentence),
      },
    ],
    views: {
      'buying.receipt': async (turn, id) => receiptCard(turn, await receipts.receipt(whoOf(turn), id)),
    },
    today: placingToday(desk, repository),
    routes: buyingPages(desk, { buying, receipts, agreements, customers }),
    jobs: { 'buying.place': placing.job, 'buying.look': pending.job },
    rounds: {
      'buying.overdue': placing.lookAfterOverdue,
      'buying.pending': pending.lookAfterOverdue,
      'buying.agreements': () => agreements.look(),
    },
    occasions: {
      [movedOccasion]: {
        kind: 'purchases',
        draw: async ({ partnerId, recipient, subjectId }, { reader }) => {
          const told = await pending.toldOf({ partnerId, agentId: recipient }, subjectId)
          return told && movedNotice(reader, told)
        },
      },
      [acceptedOccasion]: {
        kind: 'purchases',
        draw: async ({ partnerId, recipient, subjectId }, { reader }) => {
          const told = await agreements.toldOf({ partnerId, agentId: recipient }, subjectId)
          return told && acceptedNotice(reader, { ...told, waitId: subjectId })
        },
      },
    },
  }
}

/** `buy 10 windows server datacenter for Contoso` fills the form; what cannot be found is said and asked for. */
async function beginning(
  {
    buying,
    agreements,
    customers,
  }: { buying: BuyingService; agreements: AgreementsService; customers: CustomersService },
  turn: Turn,
  said: Sentence,
): Promise<Beginning> {
  await buying.requireRole(whoOf(turn))
  const waited = keptFormIn(said.about)
  const kept = waited === undefined ? undefined : await agreements.keptForm(whoOf(turn), waited)
  if (kept !== undefined) {
    const buyer = await buying.customer(whoOf(turn), kept.customerId ?? '')
    const form = await toForm(buying, turn, kept, buyer)
    return { flow: 'buying', step: form.to, values: form.values, entry: form.entry ?? {} }
  }
  const { place, sentence: read } = placeOf(said)
  const sentence = await numberOfName(customers, turn, read)
  const { customer: asked, quantity, poNumber, unread = [] } = sentence
  const valuesWith = (about: string): BuyingValues => ({
    // What is said and not read may be how many: then it is not one either.
    ...((quantity !== undefined || unread.length > 0) && { quantity: String(quantity ?? '') }),
    ...(poNumber !== undefined && { poNumber }),
    ...(place !== undefined && { place }),
    ...(about !== '' && { about: cut(about, 100) }),
  })
  try {
    const named = { ...(asked !== undefined && { customer: asked }), about: sentence.about }
    const { customer, about } = await customers.read(whoOf(turn), named)
    if (customer === undefined) return { flow: 'buying', step: 'customer', values: valuesWith(about) }
    const form = await toForm(buying, turn, valuesWith(about), customer)
    return { flow: 'buying', step: form.to, values: form.values, entry: form.entry ?? {} }
  } catch (error) {
    if (!(error instanceof CustomerUnknown)) throw error
    const entry = { problem: refusalText(turn.reader, error), ...severalOffered(error) }
    return { flow: 'buying', step: 'customer', values: valuesWith(sentence.about), entry }
  }
}

/** What a reservation is to apply to, where it is said; no words of it are those of a product or of a customer. */
function placeOf(sentence: Sentence): { place?: string | undefined; sentence: Sentence } {
  const { place, phrases } = placeSaid(sentence.text)
  if (place === undefined) return { sentence }
  const { about, customer, ...rest } = sentence
  const named = customer === undefined ? '' : withoutPhrases(customer, phrases)
  const left = withoutPhrases(about, phrases)
  return { place, sentence: { ...rest, about: left, ...(named !== '' && { customer: named }) } }
}

const mostFound = 15

/** What is sold to the customer and fits the words, in whatever order they are typed; the first of it for none. */
async function productsFound(buying: BuyingService, turn: Turn, text: string, customerId: string) {
  const sold = await buying.catalogue(whoOf(turn), customerId).catch((error: unknown) => {
    if (!(error instanceof CustomerUnknown)) throw error
    return []
  })
  const fitting = text === '' ? sold : sold.filter((item) => saysProduct(text, item))
  return fitting.slice(0, mostFound).map((item) => productChoice(item, turn.reader))
}

/** `Studio 54 windows server cal`: where a customer is called so, the number is the name's and says nothing of how many. */
async function numberOfName(customers: CustomersService, turn: Turn, sentence: Sentence): Promise<Sentence> {
  const { quantity, text, customer: _, ...rest } = sentence
  const [, before = ''] = new RegExp(`^(.*\\S)\\s${quantity}(?![\\p{L}\\p{N}])`, 'u').exec(text) ?? []
  const words = before.split(/[\s,]+/u).filter((word) => word !== '')
  if (quantity === undefined || onlyProductWords(words.at(-1) ?? '')) return sentence
  for (const length of [3, 2, 1]) {
    const name = [...words.slice(-length), quantity].join(' ')
    const found = await customers.find(whoOf(turn), name).catch((error: unknown) => {
      if (!(error instanceof CustomerUnknown)) throw error
    })
    if (found === undefined || found.name.toLocaleLowerCase() !== name.toLocaleLowerCase()) continue
    const about = words.slice(-length).reduce((left, word) => left.replace(word, ''), sentence.about)
    return { ...rest, text, customer: found.id, about: about.replace(/\s+/gu, ' ').trim() }
  }
  return sentence
}
