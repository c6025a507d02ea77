import type { Vault } from '../../platform/secrets.ts'
import type { ChainedEntry, LinkedEntry } from './activity.ts'

/** Where a partner's chain has come to: the number and the hash of its newest entry. */
export interface ChainEnd {
  readonly number: bigint
  readonly hash: Uint8Array
}

/** An end as it is kept: the seal tells whether the desk wrote it. */
export interface SealedEnd extends ChainEnd {
  readonly seal: Uint8Array
}

/**
 * Where a chain breaks, at the first place: an entry was `changed`, is `missing`, or is `foreign`: not the one that was there.
 * `end`: the kept end of the chain is gone, set back or not the desk's, or does not name the last entry.
 */
export interface ChainBreak {
  /** For `end` the first number that the end does not vouch for; the newest entry's when there is no end of the desk's. */
  readonly number: bigint
  readonly how: 'changed' | 'missing' | 'foreign' | 'end'
  /** The entry's own time, when there is such an entry. */
  readonly at?: Date | undefined
}

/** Before the first entry. */
export const chainStart: ChainEnd = { number: 0n, hash: new Uint8Array(32) }

/**
 * The hash of an entry: over everything it says and the hash of the one before it. It is keyed (HMAC-SHA256), so that whoever
 * has only the database can neither change an entry nor add one that fits.
 */
export const entryHash = (vault: Vault, previous: Uint8Array, entry: ChainedEntry): Buffer =>
  vault.mac(saidBy(previous, entry), 'activity-entry')

function saidBy(previous: Uint8Array, entry: ChainedEntry): string {
  const { partnerId, number, agentId, at, what, customerId, orderId, facts } = entry
  // A time that somebody set to `infinity` is null here, and does not fit.
  const said = [hex(previous), partnerId, String(number), agentId, at.toJSON(), what, customerId, orderId]
  return JSON.stringify([...said, inOrder(facts)])
}

/** The seal of a chain's end, so that an end which was set back is found. */
export const endSeal = (vault: Vault, partnerId: string, end: ChainEnd): Buffer =>
  vault.mac(saidByEnd(partnerId, end), 'activity-end')

/** Whether the end that is kept of a chain is the desk's own. */
export const isSealed = (vault: Vault, partnerId: string, end: SealedEnd): boolean =>
  vault.isMac(end.seal, saidByEnd(partnerId, end), 'activity-end')

const saidByEnd = (partnerId: string, { number, hash }: ChainEnd): string =>
  JSON.stringify([partnerId, String(number), hex(hash)])

/** What is wrong with an entry in the place after `before`; undefined when it holds. */
export function wrongWith(vault: Vault, before: ChainEnd, entry: LinkedEntry): ChainBreak | undefined {
  const { number } = entry
  const at = timeOf(entry)
  const expected = before.number + 1n
  if (number > expected) return { number: expected, how: 'missing' }
  if (number < expected) return { number, how: 'foreign', at }
  const follows = sameHash(entry.previous, before.hash)
  const fits = vault.isMac(entry.hash, saidBy(before.hash, entry), 'activity-entry')
  if (follows && fits) return undefined
  return { number, how: follows || fits ? 'changed' : 'foreign', at }
}

/** When an entry says it was; undefined when somebody took the time from it. */
export const timeOf = ({ at }: Pick<ChainedEntry, 'at'>): Date | undefined =>
  Number.isNaN(at.getTime()) ? undefined : at

export const sameHash = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0

/** Enough of a hash to compare by eye. */
export const shortHash = (hash: Uint8Array): string => hex(hash).slice(0, 16)

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** PostgreSQL keeps JSON's members in an order of its own. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(members.map(([name, inside]) => [name, inOrder(inside)]))
}
