import { type Route, routesOf } from '../../chat/routes.ts'
import { audienceOf, type Turn } from '../../chat/turn.ts'
import { softwarePage } from '../../commerce/microsoft-pages.ts'
import { orderNumber } from '../../commerce/order.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import type { DownloadLink } from '../../workflow/links/download-link.ts'
import type { OrderNumbersRepository } from '../../workflow/orders/order-numbers.repository.ts'
import { faultWords } from './by-hand.dialog.ts'
import type { ByHandService } from './by-hand.service.ts'
import { byHandText } from './by-hand.text.ts'
import { productSubject } from './keys.cards.ts'
import { LinkEnded } from './keys.errors.ts'
import { keysRoutes, type LinkRow, linksAtOnce } from './keys.routes.ts'
import type { KeysService } from './keys.service.ts'
import { keysText } from './keys.text.ts'
import { problem } from './keys-values.ts'
import { linkRow } from './link-row.ts'
import { readPaste } from './pasted.ts'
import { draft, zoneWords } from './product.cards.ts'
import { softwareLine } from './software-line.ts'

interface KeysPagesServices {
  readonly keys: KeysService
  readonly byHand: ByHandService
  readonly customers: CustomersService
  readonly orderNumbers: OrderNumbersRepository
}

/** Links, keys and downloads, as pages of the tab: by the services and in the words of the cards. */
export function keysPages({ keys, byHand, customers, orderNumbers }: KeysPagesServices): Record<string, Route> {
  const rowOf = async (turn: Turn, link: DownloadLink): Promise<LinkRow> => {
    const [row] = await rowsOf(turn, [link])
    if (row === undefined) throw new LinkEnded()
    return row
  }
  const rowsOf = async (turn: Turn, links: readonly DownloadLink[]): Promise<LinkRow[]> => {
    const ids = (which: 'customerId' | 'orderId') => links.map((link) => link[which])
    const [named, numbers] = await Promise.all([
      customers.named(whoOf(turn), ids('customerId')),
      orderNumbers.of(turn.agent.partnerId, ids('orderId')),
    ])
    return links.map((link) =>
      linkRow(turn, link, {
        customer: named.get(link.customerId)?.name ?? link.customerId,
        number: numbers(link.orderId),
        takesPaste: keys.takesPaste(link),
      }),
    )
  }
  /** After it was asked for, as it stands then. */
  const changed = async (turn: Turn, id: string, done: boolean, said: string) => ({
    said: done ? said : keysText[turn.reader.language].changedMeanwhile,
    link: await rowOf(turn, await keys.mine(whoOf(turn), id)),
  })

  return routesOf(
    keysRoutes,
    {
      'links.list': async (turn, asked) => {
        const { links, next, count } = await keys.list(whoOf(turn), { ...asked, limit: linksAtOnce })
        return { links: await rowsOf(turn, links), next, count }
      },
      'links.renew': async (turn, { link: id, revision, key, leadsTo }) => {
        const who = whoOf(turn)
        const words = keysText[turn.reader.language]
        const link = await keys.mine(who, id)
        if (leadsTo === undefined || !keys.takesPaste(link))
          return changed(turn, id, await keys.renew(who, link, id, revision), words.renewed)
        const read = readPaste({ link: leadsTo.trim(), productKey: '', file: '' }, byHand.hosts)
        if ('faults' in read) {
          const fault = leadsTo.trim() === '' ? 'no-address' : (read.faults.link ?? 'no-address')
          return { said: '', fault: faultWords(byHand, turn)[fault] }
        }
        const paste = { id, revision, leadsTo: read.paste.address ?? '' }
        const done = await byHand.renew(who, link, paste, { audience: audienceOf(turn), on: key })
        return changed(turn, id, done, words.renewed)
      },
      'links.replace': async (turn, { link: id, revision }) => {
        const who = whoOf(turn)
        const done = await keys.replace(who, await keys.mine(who, id), id, revision)
        return changed(turn, id, done, keysText[turn.reader.language].replaced)
      },
      'links.copy': async (turn, { link: id }) => {
        const who = whoOf(turn)
        const link = await keys.mine(who, id)
        await keys.copy(who, link, id)
        const { address } = await keys.product(who, link, id)
        return { address, said: keysText[turn.reader.language].copyHint }
      },
      'links.forward': async (turn, { link: id, language: chosen }) => {
        const who = whoOf(turn)
        const { reader: read } = turn
        const words = keysText[read.language]
        const link = await keys.mine(who, id)
        const customer = await customers.find(who, link.customerId)
        const language = chosen ?? keys.languageFor(customer)
        await keys.forward(who, link, id, language)
        const [product, sender] = await Promise.all([keys.product(who, link, id), keys.sender(who)])
        return {
          message: draft(product, language, customer.market, sender),
          language,
          remark: [words.noKeyInMessage, zoneWords(words, customer.market, link.expiresAt, read)].join(' '),
        }
      },
      'keys.order': async (turn, { customerId, orderId }) => {
        const who = whoOf(turn)
        const [customer, software] = await Promise.all([
          customers.find(who, customerId),
          keys.softwareOfOrder(who, { customerId, orderId }),
        ])
        const [{ order }] = software
        const pastes = byHand.pastes()
        const where = byHandText[turn.reader.language].where(customer.name)
        return {
          orderId: order.id,
          number: orderNumber(order),
          customer,
          lines: await Promise.all(software.map((it) => softwareLine({ keys, byHand }, turn, customer, it))),
          ...((pastes.links || pastes.keys) && { page: { address: softwarePage(customer.id), where } }),
        }
      },
      'keys.line': async (turn, line) => {
        const who = whoOf(turn)
        const [customer, software] = await Promise.all([customers.find(who, line.customerId), keys.standing(who, line)])
        return { about: productSubject(customer, software, turn.reader) }
      },
      'keys.get': async (turn, { option, ...line }) => ({
        said: keysText[turn.reader.language].bothEnd,
        link: await rowOf(turn, await keys.get(whoOf(turn), line, option)),
      }),
      'keys.show': async (turn, { key, ...line }) => ({
        secret: await keys.showKey(whoOf(turn), line, { kind: 'tab', key }, audienceOf(turn)),
        said: keysText[turn.reader.language].keyHides,
      }),
      'keys.paste': async (turn, { key, link, productKey, file, ...line }) => {
        const read = readPaste({ link: link.trim(), productKey: productKey.trim(), file: file.trim() }, byHand.hosts)
        if ('faults' in read) {
          const said = faultWords(byHand, turn)
          return {
            faults: Object.fromEntries(Object.entries(read.faults).map(([field, fault]) => [field, said[fault]])),
          }
        }
        const at = { requestId: key, audience: audienceOf(turn), on: key }
        const kept = await byHand.keep(whoOf(turn), line, read.paste, at)
        const words = byHandText[turn.reader.language]
        return kept === undefined ? { said: words.keyKept } : { said: words.linkKept, link: await rowOf(turn, kept) }
      },
    },
    problem,
  )
}
