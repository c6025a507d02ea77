import type { LookAtToday } from '../../chat/feature.ts'
import { may } from '../../commerce/access.ts'
import { day, hour } from '../../platform/clock.ts'
import { asTold } from '../../platform/stages.ts'
import type { Shared } from '../../workflow/shared.ts'
import { linkNoticeText } from './link-notice.text.ts'

const within = 72 * hour
const fewDownloads = 5

/** The person's own links that end soon, by time or by downloads. */
export const linksToday =
  ({ links: kept, mirror, orderNumbers }: Pick<Shared, 'links' | 'mirror' | 'orderNumbers'>): LookAtToday =>
  async ({ agent, reader: read, now }, { most, days }) => {
    if (!may(agent, 'get-keys')) return { rows: [], count: 0 }
    const { partnerId, id: agentId } = agent
    const soonest = days === undefined ? within : days * day
    const ending = { within: soonest, downloadsLeft: fewDownloads, limit: most }
    const { links, count } = await kept.ending({ partnerId, agentId }, ending)
    const ids = <K extends 'customerId' | 'orderId'>(of: K) => links.map((link) => link[of])
    const [customers, numberOf] = await Promise.all([
      mirror.customersOf(partnerId, ids('customerId')),
      orderNumbers.of(partnerId, ids('orderId')),
    ])
    const words = linkNoticeText[read.language]
    return {
      count,
      rows: links.map(({ customerId, orderId, product, expiresAt, downloads, downloadsMax }) => {
        const left = downloadsMax - downloads
        const few = words.todayLeft(left, read.number(left))
        const soon = expiresAt.getTime() - now.getTime() <= soonest
        return {
          title: `${numberOf(orderId)} · ${soon ? words.todayEnds(read.relative(asTold(expiresAt, now), now)) : few}`,
          below: [customers.find(({ id }) => id === customerId)?.name, product],
          until: expiresAt,
          opens: { command: 'keys', customerId, orderId },
        }
      }),
    }
  }
