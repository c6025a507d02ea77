import type { Who } from '../../commerce/access.ts'
import type { LineRef } from '../../commerce/ports/partner-center.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { ActivityService } from '../../workflow/activity/activity.service.ts'
import type { DownloadLink } from '../../workflow/links/download-link.ts'
import type { KeyNews } from '../../workflow/links/kept-keys.service.ts'
import type { LinkNews } from '../../workflow/links/links.service.ts'
import type { Shared } from '../../workflow/shared.ts'

/** A key that was shown: who, on which card, when. Never the key. */
export interface Showing {
  readonly partnerId: string
  readonly flowId: string
  readonly at: Date
}

export function keysRepository({ database, activity }: Shared) {
  return { showing, shownAgain, copied, forwarded }

  /** Remembers that a product's key is about to be shown, together with the job that hides it again. */
  async function showing(
    who: Who,
    { customerId, orderId, lineItem, product }: LineRef & { readonly product: string },
    { flowId, at }: Showing,
    alongside: (rows: Rows) => Promise<void>,
  ): Promise<void> {
    await database.transaction(async (rows) => {
      await activity.remember(rows, who, {
        what: 'key-shown',
        customerId,
        orderId,
        at,
        facts: { lineItem, product, flow: flowId },
      })
      await alongside(rows)
    })
  }

  /** Whether the card showed its key again after that showing: then a later job hides it. */
  async function shownAgain({ partnerId, flowId, at }: Showing): Promise<boolean> {
    const later = await database.rows.activityEntry.findFirst({
      where: { partnerId, at: { gt: at }, what: 'key-shown', facts: { path: ['flow'], equals: flowId } },
      select: { number: true },
    })
    return later !== null
  }

  async function copied({ partnerId, agentId }: Who, link: DownloadLink, at: Date): Promise<void> {
    await database.transaction((rows) =>
      activity.remember(
        rows,
        { partnerId, agentId },
        { ...linkEntry(link, at), what: 'link-copied', facts: linkFacts(link) },
      ),
    )
  }

  async function forwarded({ partnerId, agentId }: Who, link: DownloadLink, language: string, at: Date): Promise<void> {
    await database.transaction((rows) =>
      activity.remember(
        rows,
        { partnerId, agentId },
        { ...linkEntry(link, at), what: 'link-forwarded', facts: { ...linkFacts(link), language } },
      ),
    )
  }
}

export type KeysRepository = ReturnType<typeof keysRepository>

/** How the activity log remembers what happens to links. */
export const rememberLink = (
  activity: ActivityService,
  rows: Rows,
  { what, link, agentId, at }: LinkNews,
): Promise<void> =>
  activity.remember(
    rows,
    { partnerId: link.partnerId, ...(agentId !== undefined && { agentId }) },
    { ...linkEntry(link, at), what, facts: linkFacts(link) },
  )

/** How it remembers that a key was kept. */
export const rememberKey = (
  activity: ActivityService,
  rows: Rows,
  who: Who,
  { what, line, key, product }: KeyNews & { readonly product: string },
): Promise<void> => {
  const { customerId, orderId, lineItem } = line
  return activity.remember(rows, who, { what, customerId, orderId, at: key.keptAt, facts: { lineItem, product } })
}

const linkEntry = ({ customerId, orderId }: DownloadLink, at: Date) => ({ customerId, orderId, at })
const linkFacts = ({ id, lineItem, optionKey, product }: DownloadLink) => ({
  link: id,
  lineItem,
  option: optionKey,
  product,
})
