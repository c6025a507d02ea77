import type { Who } from '../../commerce/access.ts'
import type { Audience } from '../../commerce/origin.ts'
import type { LineRef } from '../../commerce/ports/partner-center.ts'
import type { DownloadLink } from '../../workflow/links/download-link.ts'
import type { Shared } from '../../workflow/shared.ts'
import { FileNamedAlready, KeysArePrivate } from './keys.errors.ts'
import { rememberKey } from './keys.repository.ts'
import type { KeysService } from './keys.service.ts'
import type { Paste } from './pasted.ts'
import type { Software } from './software.ts'

/** What the desk keeps of a line whose keys and links the service does not give. */
export interface LineKept extends Software {
  /** The agent's links, newest first. */
  readonly links: readonly DownloadLink[]
  /** The line's key, whoever pasted it; without the key. */
  readonly key: { readonly id: string; readonly by: string | undefined; readonly at: Date } | undefined
}

/** Links and keys that people copy out of Partner Center and paste, where the service gives none. Every act asks for the role and for the order again. */
export function byHandService(
  { activity, cards, directory, keptKeys, limits, links, log, partnerCenter }: Shared,
  keys: KeysService,
) {
  return { pastes, hosts: limits.downloadHosts, kept, keep, renew }

  /** What is pasted, for the service does not give it. */
  function pastes(): { readonly links: boolean; readonly keys: boolean } {
    const gives = partnerCenter.capabilities
    return { links: !gives.downloadLinks, keys: !gives.keys }
  }

  /** @throws RoleMissing, OrderUnknown, OrderNotUsable, NoSoftware */
  async function kept(who: Who, line: LineRef): Promise<LineKept> {
    const [standing, own, key] = await Promise.all([
      keys.standing(who, line),
      links.ofLine(who, line),
      keptKeys.ofLine(who, line),
    ])
    if (key === undefined) return { ...standing, links: own, key }
    const by = (await directory.agent(who.partnerId, key.agentId))?.name
    return { ...standing, links: own, key: { id: key.id, by, at: key.keptAt } }
  }

  /**
   * Makes a guarded link of the address, and keeps the key; either may be missing.
   * @param requestId the form's, a GUID: pressed twice, there is one link and one key.
   * @param on the card, which shows what comes of it by itself.
   * @returns the link, when there was an address. @throws RoleMissing, OrderUnknown, NoSoftware, KeysArePrivate, FileNamedAlready
   */
  async function keep(
    who: Who,
    line: LineRef,
    { address, key, file }: Paste,
    { requestId, audience, on }: { requestId: string; audience: Audience; on: string },
  ): Promise<DownloadLink | undefined> {
    await keys.requireRoleNow(who)
    const { product } = (await keys.standing(who, line)).line
    if (audience.onlookers) throw new KeysArePrivate()
    const named = { version: file, language: '', fileType: '' }
    const link =
      address === undefined ? undefined : await links.guard(who, line, { id: requestId, product, named, address })
    if (address !== undefined && link === undefined) throw new FileNamedAlready()
    if (key !== undefined) await keepKey(who, line, product, { secret: key, requestId, on })
    return link
  }

  async function keepKey(
    who: Who,
    line: LineRef,
    product: string,
    { secret, requestId, on }: { secret: string; requestId: string; on: string },
  ): Promise<void> {
    const kept = await keptKeys.keep(who, line, { secret, requestId }, async (rows, news) => {
      await rememberKey(activity, rows, who, { ...news, product })
      await cards.changed(rows, { partnerId: who.partnerId, subjectId: news.key.id, on })
    })
    if (kept !== undefined)
      log.info({ orderId: line.orderId, partnerId: who.partnerId, agentId: who.agentId }, 'key kept')
  }

  /**
   * Another 14 days or 50 downloads on the same address of the desk, which leads to the fresh one of Microsoft's.
   * @param revision the link's, as the card showed it: a press delivered twice renews once.
   * @returns whether it was renewed now. @throws RoleMissing, OrderUnknown, NoSoftware, LinkEnded, KeysArePrivate
   */
  async function renew(
    who: Who,
    line: LineRef,
    { id, revision, leadsTo }: { id: string; revision: number; leadsTo: string },
    { audience, on }: { audience: Audience; on: string },
  ): Promise<boolean> {
    await keys.requireRoleNow(who)
    await keys.standing(who, line)
    if (audience.onlookers) throw new KeysArePrivate()
    const link = await keys.ownLink(who, line, id)
    return links.renew({ ...link, revision }, who.agentId, { on, leadsTo })
  }
}

export type ByHandService = ReturnType<typeof byHandService>
