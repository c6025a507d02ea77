import { html } from '../../../src/server/html.ts'
import type { Answer } from './exchange.ts'
import { ordersOf } from './history.ts'
import { isCancelledLine, statusOf } from './orders.ts'
import { page } from './page.ts'
import { digestOf, guidOf } from './stamps.ts'
import type { LineRecord, OrderRecord, World } from './world.ts'

/**
 * A customer's Software page, where an agent gets keys and links by hand: no call gives them. Its address has the customer's tenant
 * in it, wherever.
 */
export function softwarePage(world: World, path: string): Answer {
  const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(path)?.[0].toLowerCase() ?? ''
  const partner = [...world.partners.values()].find(({ customersById }) => customersById.has(id))
  const customer = partner?.customersById.get(id)
  if (partner === undefined || customer === undefined) {
    return { ...page(html`<p>There is no customer at this address.</p>`), status: 404 }
  }
  const now = world.clock.now()
  const owned = ordersOf(partner, customer)
    .filter((order) => order.showsFrom <= now && ['completed', 'partial success'].includes(statusOf(order, now)))
    .flatMap((order) => order.lines.filter((line) => isSoftware(line, now)).map((line) => ({ order, line })))
  return page(html`<h1>${customer.name}: Software</h1>
    <p>A stand-in for Partner Center’s page: copy from here what the desk asks for.</p>
    <table><tr><th>Order</th><th>Product</th><th>Key</th><th>Download link</th></tr>${owned.map(
      ({ order, line }) =>
        html`<tr><td>${order.alternateId}</td><td>${line.friendlyName}</td><td>${keyOf(order, line)}</td><td>${linkOf(order, line)}</td></tr>`,
    )}</table>`)
}

const isSoftware = (line: LineRecord, now: Date): boolean =>
  (line.kind === 'subscription' || line.kind === 'perpetual') && !isCancelledLine(line, now)

const letters = '2346789BCDFGHJKMNPQRTVWXY'
const keyOf = ({ id }: OrderRecord, { number }: LineRecord): string =>
  [...digestOf(`key/${id}/${number}`).subarray(0, 25)]
    .map((byte, at) => `${at > 0 && at % 5 === 0 ? '-' : ''}${letters[byte % letters.length]}`)
    .join('')

/** In the form that was documented in June 2018. */
const linkOf = ({ id }: OrderRecord, { number, friendlyName }: LineRecord): string => {
  const file = friendlyName.replaceAll(/ - .*$/g, '').replaceAll(/\W+/g, '_')
  const query = `t=${guidOf(`link/${id}/${number}`)}&d=50&e=5635566218&h=${guidOf(`h/${id}`).replaceAll('-', '')}`
  return `https://download.mp.microsoft.com/pr/${file}_English_64.ISO?${query}`
}
