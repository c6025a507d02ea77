import { z } from 'zod'
import { chatText } from '../../chat/chat.text.ts'
import type { Beginning, Feature, PressDoor } from '../../chat/feature.ts'
import type { Sentence } from '../../chat/sentence.ts'
import type { Turn } from '../../chat/turn.ts'
import { may } from '../../commerce/access.ts'
import { CustomerUnknown, OrderUnknown } from '../../commerce/errors.ts'
import { orderSaid, ordersSaid } from '../../commerce/order-said.ts'
import { saysProduct } from '../../commerce/product-words.ts'
import { DomainError } from '../../platform/errors.ts'
import { job } from '../../platform/jobs.ts'
import { cut } from '../../platform/text.ts'
import { restOf, severalOffered, whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import { notFound } from '../../workflow/customers/reading.text.ts'
import type { DownloadLink } from '../../workflow/links/download-link.ts'
import type { Shared } from '../../workflow/shared.ts'
import { type ByHandService, byHandService } from './by-hand.service.ts'
import { keyWindow } from './key-window.ts'
import { keysDialog } from './keys.dialog.ts'
import { keysPages } from './keys.pages.ts'
import { keysRepository, rememberLink } from './keys.repository.ts'
import { type KeysService, keysService } from './keys.service.ts'
import { keysText } from './keys.text.ts'
import { firstShown, problem } from './keys-values.ts'
import { linkNotice } from './link-notice.cards.ts'
import { linkNoticeText } from './link-notice.text.ts'
import { type LinkNoticesService, linkNoticesService } from './link-notices.service.ts'
import { linksToday } from './links-today.ts'
import { toSoftware } from './software-named.ts'
import { toLine } from './to-line.ts'

const showing = z.object({ partnerId: z.guid(), flowId: z.guid(), at: z.coerce.date() })
const renewing = z.object({ link: z.guid(), revision: z.int32() })

export function keysFeature(desk: Shared): Feature {
  const { activity, cards, customers, examples, links, linkWatch } = desk
  const keys = keysService(desk, keysRepository(desk))
  const byHand = byHandService(desk, keys)
  const linkNotices = linkNoticesService(desk, keys)
  links.whenNews(async (rows, news) => {
    await rememberLink(activity, rows, news)
    const { id: subjectId, partnerId } = news.link
    await cards.changed(rows, { partnerId, subjectId, on: news.on })
  })
  return {
    name: 'keys',
    flows: [keysDialog(keys, byHand, customers)],
    routes: keysPages({ keys, byHand, customers, orderNumbers: desk.orderNumbers }),
    today: linksToday(desk),
    commands: [
      {
        name: 'keys',
        words: {
          en: [
            'keys',
            ...['key', 'product key', 'downloads', 'download', 'download link', 'download links'],
            ...['renew', 'renewal', 'renew link', 'renew the link'],
          ],
          zh: ['密钥', '产品密钥', '激活码', '下载链接', '下载', '续期', '续订', '续约', '金钥', '产品金钥'],
          ko: ['제품 키', '제품키', '키', '다운로드 링크', '다운로드', '갱신', '링크 갱신', '기간 연장'],
        },
        takes: ['orderId', 'customer'],
        // `download the activity log` is about another file.
        meant: (_word, { about }) => !/activity|csv|活动|활동/i.test(about),
        fromMessage: ['order', 'customer'],
        home: {
          place: 2,
          does: { en: 'Get keys and download links', zh: '获取密钥和下载链接', ko: '키와 다운로드 링크 받기' },
          example: async ({ agent, reader }) => {
            const id = await examples.orderWithKeys(agent.partnerId)
            return id && keysText[reader.language].example(id)
          },
        },
        offered: ({ agent }) => may(agent, 'get-keys'),
        begin: async (turn, sentence) => beginning(keys, byHand, customers, turn, sentence),
      },
    ],
    jobs: {
      'keys.hide': job(showing, async (shown) => {
        if (await keys.hidesNow(shown)) await cards.edit(shown.flowId)
      }),
    },
    rounds: { 'links.watch': () => linkWatch.look() },
    occasions: {
      'links.ends': {
        kind: 'links',
        draw: async ({ partnerId, recipient, subjectId, stage, activityId }, { reader, now }) => {
          const who = { partnerId, agentId: recipient }
          // A message that is there already is edited to what holds now, whatever stage it was sent for.
          const there = activityId !== undefined && activityId !== null
          const told = await (there
            ? linkNotices.asItStands(who, subjectId, now)
            : linkNotices.atStage(who, subjectId, stage, now))
          return told && linkNotice(reader, now, told)
        },
      },
    },
    dialogs: { key: keyWindow(keys) },
    presses: { link: renewPress(linkNotices) },
  }
}

/** *Renew link* on a notice, whenever it is pressed: the message becomes what holds then, or the card opens that takes a fresh link. */
const renewPress =
  (linkNotices: LinkNoticesService): PressDoor =>
  async (turn, { act, data }) => {
    const { language } = turn.reader
    if (turn.chat === 'shared') return { words: chatText[language].personalOnly }
    const wanted = renewing.safeParse(data).data
    if (act !== 'renew' || wanted === undefined) return { words: chatText[language].notUnderstoodPress }
    try {
      const pasted = await linkNotices.pasteFor(whoOf(turn), wanted.link)
      if (pasted !== undefined) return { begins: pasteFor(pasted) }
      const told = await linkNotices.renew(whoOf(turn), wanted.link, wanted.revision, turn.now)
      if (told === undefined) return { words: linkNoticeText[language].notYours }
      const { card } = linkNotice(turn.reader, turn.now, told)
      return { card, kept: card }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      return { words: problem(turn, error) }
    }
  }

const pasteFor = ({ id: linkId, customerId, orderId, lineItem }: DownloadLink): Beginning => ({
  flow: 'keys',
  step: 'repaste',
  values: { customerId, orderId, lineItem, linkId, shown: firstShown },
})

/** `keys CSP-1001` and `keys for Contoso sql server` open the options; what cannot be found is said and asked for. */
async function beginning(
  keys: KeysService,
  byHand: ByHandService,
  customers: CustomersService,
  turn: Turn,
  sentence: Sentence,
): Promise<Beginning> {
  const who = whoOf(turn)
  const { orderId: named } = sentence
  await keys.requireRole(who)
  const nothingYet = { flow: 'keys', step: 'customer', values: { shown: firstShown } }
  try {
    const { customer, about } = await customers.read(who, sentence)
    if (customer === undefined) return { ...nothingYet, values: { shown: firstShown, about: cut(about, 100) } }
    if (named === undefined) {
      const { to, values, entry = {} } = await toSoftware(keys, byHand, turn, customer, about)
      return { flow: 'keys', step: to, values, entry }
    }
    const software = await keys.software(who, customer.id)
    const orders = [...new Map(software.map(({ order }) => [order.id, order])).values()]
    const meant = ordersSaid(orders, named).length === 0 ? undefined : orderSaid(orders, named).id
    const ofOrder = software.filter(({ order, line }) => order.id === meant && saysProduct(about, line))
    const [only] = ofOrder
    const values = { customerId: customer.id, orderId: only?.order.id, shown: firstShown }
    if (ofOrder.length === 1 && only?.state === 'standing') {
      const { to, values: line } = await toLine(keys, byHand, who, { ...values, lineItem: only.line.number })
      return { flow: 'keys', step: to, values: line }
    }
    const isEnded = ofOrder.length > 0 && ofOrder.every(({ state }) => state !== 'standing')
    if (isEnded) return { flow: 'keys', step: 'ended', values }
    const choosable = named === undefined || ofOrder.some(({ state }) => state === 'standing')
    // Asking for what it does not have tells why: no such order, or one without software, or a cancelled one.
    if (!choosable) await keys.standing(who, { customerId: customer.id, orderId: only?.order.id ?? named, lineItem: 0 })
    return { flow: 'keys', step: 'software', values }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const said = error instanceof OrderUnknown ? notFound(turn.reader, sentence, error) : problem(turn, error)
    const unread = error instanceof CustomerUnknown ? restOf(sentence) : []
    return { ...nothingYet, entry: { problem: said, ...severalOffered(error) }, unread }
  }
}
