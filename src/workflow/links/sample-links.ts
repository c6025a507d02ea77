import { randomUUID } from 'node:crypto'
import { NoSoftware, OrderUnknown } from '../../commerce/errors.ts'
import type { Ground } from '../../commerce/ground.ts'
import type { PartnerCenter } from '../../commerce/ports/partner-center.ts'
import { day, later } from '../../platform/clock.ts'
import { expiryFrom, linkDays, linkDownloads } from './download-link.ts'
import { type LinkRulesOf, nextWatch } from './link-watch.ts'
import { linksRepository } from './links.repository.ts'
import { newAddress } from './links.service.ts'

const partnerId = '11111111-1111-4111-8111-111111111111'
const agentId = 'aaaaaaaa-0000-4000-8000-000000000001'
const contoso = 'c0000000-0000-4000-8000-000000000001'

/** Contoso's links in every state: order, which of its line's download options, days left, downloads counted. */
const samples = [
  { orderId: 'CSP-1001', option: 0, daysLeft: 3, downloads: 12 },
  { orderId: 'CSP-1001', option: 1, daysLeft: 2, downloads: 49 },
  { orderId: 'CSP-1003', option: 0, daysLeft: -6, downloads: 7 },
] as const

/** The sample world's links, for its first agent, where the service gives any. Does nothing for those that are there, or whose order is cancelled. */
export async function seedSampleLinks(
  { database, clock, vault, partnerCenter }: Pick<Ground, 'database' | 'clock' | 'vault' | 'partnerCenter'>,
  rulesOf: LinkRulesOf,
): Promise<void> {
  const repository = linksRepository({ database })
  if (!partnerCenter.capabilities.downloadLinks || (await allThere(database))) return
  const rules = (await rulesOf([partnerId]))(partnerId)
  const now = clock.now()
  for (const { orderId, option, daysLeft, downloads } of samples) {
    const line = { customerId: contoso, orderId, lineItem: 0 }
    const standing = await standingLine(partnerCenter, line)
    const chosen = standing?.options[option]
    if (standing === undefined || chosen === undefined) continue
    const id = randomUUID()
    const renewedAt = later(now, (daysLeft - linkDays) * day)
    const { key: optionKey, version, language, fileType } = chosen
    const period = { downloads, downloadsMax: linkDownloads, renewedAt, expiresAt: expiryFrom(renewedAt) }
    await repository.add({
      id,
      partnerId,
      agentId,
      ...line,
      optionKey,
      product: standing.product,
      version,
      language,
      fileType,
      // What time has brought it to already counts as told, so that a first start is calm.
      ...period,
      createdAt: renewedAt,
      watchAt: nextWatch(period, rules, now),
      ...newAddress(vault, id),
    })
  }
}

async function allThere({ rows }: Ground['database']): Promise<boolean> {
  const orderId = { in: samples.map((sample) => sample.orderId) }
  return (await rows.downloadLink.count({ where: { partnerId, agentId, orderId } })) >= samples.length
}

async function standingLine(
  partnerCenter: PartnerCenter,
  line: { customerId: string; orderId: string; lineItem: number },
) {
  try {
    const order = await partnerCenter.order(partnerId, line.customerId, line.orderId)
    const product = order.lines.find(({ number }) => number === line.lineItem)?.product ?? ''
    return { product, options: await partnerCenter.downloadOptions(partnerId, line) }
  } catch (error) {
    if (error instanceof NoSoftware || error instanceof OrderUnknown) return undefined
    throw error
  }
}
