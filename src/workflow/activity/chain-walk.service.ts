import type { Ground } from '../../commerce/ground.ts'
import type { ActivityVerifyingRepository, ChainStanding, KeptCheck } from './activity-verifying.repository.ts'
import { type ChainBreak, type ChainEnd, chainStart, hex, isSealed, sameHash, wrongWith } from './chain.ts'

/** How far a walk along a chain has come, and what it found. */
export interface Walked {
  /** Number and hash of the last entry that holds. */
  readonly came: ChainEnd
  /** Where it breaks. */
  readonly broken?: ChainBreak | undefined
  /** True when it was told to stop before the end. */
  readonly more: boolean
}

interface Walk {
  /** Where an earlier walk has come to; left out, the start. */
  readonly from?: ChainEnd
  /** Asked after each batch: how far it has come, of how many; false stops the walk. */
  readonly goesOn?: (came: bigint, of: bigint) => boolean
}

type Unsealed = Omit<KeptCheck, 'seal'>

/**
 * Walks along a partner's chain from entry to entry, and says whether it holds up to the end that is kept of it.
 * @param batch entries read at once: so long nothing else runs.
 */
export function chainWalkService(
  { vault }: Pick<Ground, 'vault'>,
  repository: ActivityVerifyingRepository,
  batch = 2_000,
) {
  return { walk, contains, sealed, isSealed: vouchedFor }

  /** The end is the one of the moment it begins; what is added meanwhile is not part of it. Its memory does not follow the length. */
  async function walk(partnerId: string, { from = chainStart, goesOn = () => true }: Walk = {}): Promise<Walked> {
    const standing = await repository.standing(partnerId)
    const { first = 1n, newest = 0n, smuggled } = standing
    if (first < 1n) return { came: from, broken: { number: first, how: 'foreign' }, more: false }
    if (smuggled) return { came: from, broken: { number: newest + 1n, how: 'foreign' }, more: false }
    const end = sealedEnd(partnerId, standing)
    const walked = await follow(partnerId, from, least(newest, end?.number ?? newest), goesOn)
    if (walked.more || walked.broken !== undefined) return walked
    return { ...walked, broken: wrongEnd(walked.came, end, newest) }
  }

  /** Whether an end that was kept elsewhere is still in the chain: one that was cut back and written anew has other hashes. */
  async function contains(partnerId: string, { number, hash }: ChainEnd): Promise<boolean> {
    const entry = await repository.entry(partnerId, number)
    return entry !== undefined && sameHash(entry.hash.subarray(0, hash.length), hash)
  }

  /** A check as it may be kept. */
  function sealed(check: Unsealed): KeptCheck {
    return { ...check, seal: vault.mac(saidByCheck(check), 'activity-check') }
  }

  function vouchedFor(check: KeptCheck): boolean {
    return vault.isMac(check.seal, saidByCheck(check), 'activity-check')
  }

  function sealedEnd(partnerId: string, { end, newest }: ChainStanding): ChainEnd | undefined {
    if (end === undefined) return newest === undefined ? chainStart : undefined
    return isSealed(vault, partnerId, end) ? end : undefined
  }

  async function follow(
    partnerId: string,
    from: ChainEnd,
    upTo: bigint,
    goesOn: (came: bigint, of: bigint) => boolean,
  ): Promise<Walked> {
    let came = from
    while (came.number < upTo) {
      const entries = await repository.entries(partnerId, came.number + 1n, upTo, batch)
      if (entries.length === 0) return { came, broken: { number: came.number + 1n, how: 'missing' }, more: false }
      for (const entry of entries) {
        const broken = wrongWith(vault, came, entry)
        if (broken !== undefined) return { came, broken, more: false }
        came = entry
      }
      if (!goesOn(came.number, upTo) && came.number < upTo) return { came, more: true }
    }
    return { came, more: false }
  }
}

export type ChainWalkService = ReturnType<typeof chainWalkService>

function saidByCheck({ id, partnerId, flowId, startedAt, upTo, checked, hash, ...ending }: Unsealed): string {
  const { endedAt, brokenAt, broken } = ending
  const said = [id, partnerId, flowId, startedAt, upTo, checked, hex(hash), endedAt, brokenAt, broken]
  return JSON.stringify(said.map(written))
}

const written = (value: string | bigint | Date | null): string | null =>
  value instanceof Date ? value.toJSON() : (value?.toString() ?? null)

function wrongEnd(came: ChainEnd, end: ChainEnd | undefined, newest: bigint): ChainBreak | undefined {
  if (end === undefined) return { number: newest, how: 'end' }
  const vouched = least(end.number, newest)
  if (end.number !== newest || vouched < came.number) return { number: vouched + 1n, how: 'end' }
  return sameHash(end.hash, came.hash) ? undefined : { number: newest, how: 'end' }
}

const least = (one: bigint, other: bigint): bigint => (one < other ? one : other)
