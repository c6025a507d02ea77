import { randomUUID } from 'node:crypto'
import type { Who } from '../../commerce/access.ts'
import type { Ground } from '../../commerce/ground.ts'
import { nameKey } from '../../commerce/name-key.ts'
import type { DownloadOption, LineRef } from '../../commerce/ports/partner-center.ts'
import { later, minute } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import { hashToken, newToken, type Vault } from '../../platform/secrets.ts'
import { type DownloadLink, expiryFrom, type FileNamed, linkDownloads } from './download-link.ts'
import { type LinkRules, type LinkRulesOf, nextWatch } from './link-watch.ts'
import type { EndingLinks, LinksRepository, OwnLinks, OwnLinksPage } from './links.repository.ts'

/**
 * What happened to a link, told in the transaction in which it happened. Downloads by customers have no agent, and their link is
 * as it stands after them.
 */
export interface LinkNews {
  readonly what: 'link-made' | 'link-renewed' | 'link-replaced' | 'downloaded'
  readonly link: DownloadLink
  readonly agentId: string | undefined
  readonly at: Date
  /** The card on which it was done. */
  readonly on?: string | undefined
}

/** `again`: the same press once more, not counted again. `stale`: its key was used up. `over`: the link is dead. */
export type DownloadOutcome = 'counted' | 'again' | 'stale' | 'over'

/** How long a download page's key leads to the file again, for browsers that ask twice and downloads that broke off. */
const againWithin = 10 * minute

/** Sealed addresses belong to their link. */
export const addressContext = (linkId: string): string => `download-link/${linkId}`

export const destinationContext = (linkId: string): string => `download-link-leads-to/${linkId}`

/** By what an agent's pasted links of one line are told apart. */
const pastedKey = ({ version, language, fileType }: FileNamed): string =>
  `pasted/${[version, language, fileType].map(nameKey).join('/')}`

/** Guards download links. Who may have one is decided by the caller, and so is whether the order still stands. */
export function linksService({ vault, clock }: Ground, repository: LinksRepository, rulesOf: LinkRulesOf) {
  const listeners: ((rows: Rows, news: LinkNews) => Promise<void>)[] = []
  return { whenNews, issue, guard, ofLine, find, own, ending, token, destination, renew, replace, byToken, download }

  /** @param listen is told in the transaction in which it happened. */
  function whenNews(listen: (rows: Rows, news: LinkNews) => Promise<void>): void {
    listeners.push(listen)
  }

  async function tell(rows: Rows, news: LinkNews): Promise<void> {
    for (const listen of listeners) await listen(rows, news)
  }

  /** A link for one option of a line item. The same agent asking again gets the same link as it stands. */
  async function issue(who: Who, line: LineRef, product: string, option: DownloadOption): Promise<DownloadLink> {
    const [known] = await repository.ofLine(who, line, option.key)
    if (known !== undefined) return known
    const { key: optionKey, version, language, fileType } = option
    const made = await make(who, line, { id: randomUUID(), optionKey, product, version, language, fileType })
    if (made !== undefined) return made
    const [first] = await repository.ofLine(who, line, option.key)
    if (first === undefined) throw new Error('a link was neither stored nor found')
    return first
  }

  /**
   * A link to an address that the agent pasted.
   * @param id the form's, a GUID: pressed twice, there is one link.
   * @returns undefined when the agent has another link for a file of that name.
   */
  async function guard(
    who: Who,
    line: LineRef,
    { id, product, named, address }: { id: string; product: string; named: FileNamed; address: string },
  ): Promise<DownloadLink | undefined> {
    const { version, language, fileType } = named
    const file = { id, optionKey: pastedKey(named), product, version, language, fileType }
    return (await make(who, line, file, address)) ?? repository.find(who, id)
  }

  /** @returns undefined when one is there already. */
  async function make(
    who: Who,
    { customerId, orderId, lineItem }: LineRef,
    file: Pick<DownloadLink, 'id' | 'optionKey' | 'product'> & FileNamed,
    address?: string,
  ): Promise<DownloadLink | undefined> {
    const now = clock.now()
    const { partnerId, agentId } = who
    const link = { ...file, partnerId, agentId, customerId, orderId, lineItem, ...newPeriod(now), createdAt: now }
    const made: DownloadLink = { ...link, pasted: address !== undefined, revokedAt: null, revision: 0 }
    const watchAt = nextWatch(link, await rules(who), now)
    const addressSealed = address === undefined ? null : vault.seal(address, destinationContext(link.id))
    const row = { ...link, ...newAddress(vault, link.id), addressSealed, watchAt }
    const added = await repository.add(row, (rows) => tell(rows, { what: 'link-made', link: made, agentId, at: now }))
    return added ? made : undefined
  }

  function ofLine(who: Who, line: LineRef): Promise<DownloadLink[]> {
    return repository.ofLine(who, line)
  }

  /** The agent's own link. */
  function find(who: Who, id: string): Promise<DownloadLink | undefined> {
    return repository.find(who, id)
  }

  /** The agent's own: those that work and end first in front, or those that have ended, the last in front. */
  function own(who: Who, asked: Omit<OwnLinks, 'now'>): Promise<OwnLinksPage> {
    return repository.own(who, { ...asked, now: clock.now() })
  }

  /**
   * The partner's links that end within that time or have few downloads left, or an agent's own; those that end first in front.
   * @param within milliseconds
   */
  function ending(
    of: { partnerId: string; agentId: string | undefined },
    { within, downloadsLeft, limit }: { within: number; downloadsLeft: number; limit: number },
  ): Promise<EndingLinks> {
    const now = clock.now()
    return repository.ending(of, { now, by: later(now, within), downloadsLeft, limit })
  }

  /** The last part of the link's address. */
  async function token({ id }: DownloadLink): Promise<string> {
    return vault.unseal(await repository.sealedToken(id), addressContext(id))
  }

  /** Where a pasted link leads: a secret. Undefined for a file of the service. */
  async function destination({ id }: DownloadLink): Promise<string | undefined> {
    const sealed = await repository.sealedAddress(id)
    return sealed === null ? undefined : vault.unseal(sealed, destinationContext(id))
  }

  /**
   * Another 14 days or 50 downloads on the same address.
   * @param leadsTo what was pasted afresh, for what leads to a pasted address.
   * @returns false when it was changed since, or is revoked.
   */
  async function renew(
    link: DownloadLink,
    agentId: string,
    { on, leadsTo }: { on?: string | undefined; leadsTo?: string | undefined } = {},
  ): Promise<boolean> {
    const now = clock.now()
    const period = newPeriod(now)
    const watchAt = nextWatch(period, await rules(link), now)
    const destination = leadsTo === undefined ? {} : { addressSealed: vault.seal(leadsTo, destinationContext(link.id)) }
    return repository.change(link, { ...period, ...destination, watchAt }, (rows) =>
      tell(rows, { what: 'link-renewed', link, agentId, at: now, on }),
    )
  }

  /** A new address with what is left of the old one, which is dead at once. @returns false when it was changed since, or is revoked. */
  function replace(link: DownloadLink, agentId: string, on?: string): Promise<boolean> {
    return repository.change(link, newAddress(vault, link.id), (rows) =>
      tell(rows, { what: 'link-replaced', link, agentId, at: clock.now(), on }),
    )
  }

  function byToken(token: string): Promise<DownloadLink | undefined> {
    return repository.byTokenHash(hashToken(token))
  }

  /** Counts one download of a link that was found by this token. @param key the download page's, one for each press. */
  async function download(link: DownloadLink, token: string, key: string): Promise<DownloadOutcome> {
    const now = clock.now()
    if (link.revokedAt !== null) return 'over'
    const before = await outcomeBefore(link, key, now)
    if (before !== undefined) return before
    const counted = await repository.count({ id: link.id, tokenHash: hashToken(token) }, key, now, (rows, left) =>
      tell(rows, { what: 'downloaded', link: { ...link, ...left }, agentId: undefined, at: now }),
    )
    if (counted) return 'counted'
    // Not counted: the link is dead, or the same press came twice at once and the other one was counted.
    return (await outcomeBefore(link, key, now)) ?? 'over'
  }

  async function rules({ partnerId }: { readonly partnerId: string }): Promise<LinkRules> {
    return (await rulesOf([partnerId]))(partnerId)
  }

  async function outcomeBefore(link: DownloadLink, key: string, now: Date): Promise<'again' | 'stale' | undefined> {
    const counted = await repository.counted(key)
    if (counted === undefined) return undefined
    const fresh = counted.linkId === link.id && now.getTime() - counted.at.getTime() < againWithin
    return fresh ? 'again' : 'stale'
  }
}

export type LinksService = ReturnType<typeof linksService>

const newPeriod = (from: Date) => ({
  downloads: 0,
  downloadsMax: linkDownloads,
  renewedAt: from,
  expiresAt: expiryFrom(from),
})

/** 192 random bits: kept as a hash for looking it up, and sealed for giving it again. */
export function newAddress(vault: Vault, linkId: string): { tokenHash: string; tokenSealed: string } {
  const token = newToken()
  return { tokenHash: hashToken(token), tokenSealed: vault.seal(token, addressContext(linkId)) }
}
