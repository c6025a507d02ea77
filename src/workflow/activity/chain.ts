import type { Vault } from '../../platform/secrets.ts'
import type { ChainedEntry } from './activity.ts'

/** Where a partner's chain has come to: the number and the hash of its newest entry. */
export interface ChainEnd {
  readonly number: bigint
  readonly hash: Uint8Array
}

/** Before the first entry. */
export const chainStart: ChainEnd = { number: 0n, hash: new Uint8Array(32) }

/**
 * The hash of an entry: over everything it says and the hash of the one before it. It is keyed (HMAC-SHA256), so that whoever
 * has only the database can neither change an entry nor add one that fits.
 */
export function entryHash(vault: Vault, previous: Uint8Array, entry: ChainedEntry): Buffer {
  const { partnerId, number, agentId, at, what, customerId, orderId, facts } = entry
  const said = [hex(previous), partnerId, String(number), agentId, at.toISOString(), what, customerId, orderId]
  return vault.mac(JSON.stringify([...said, inOrder(facts)]), 'activity-entry')
}

/** The seal of a chain's end, so that an end which was set back is found. */
export const endSeal = (vault: Vault, partnerId: string, { number, hash }: ChainEnd): Buffer =>
  vault.mac(JSON.stringify([partnerId, String(number), hex(hash)]), 'activity-end')

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** PostgreSQL keeps JSON's members in an order of its own. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inside]) => [name, inOrder(inside)])
}
