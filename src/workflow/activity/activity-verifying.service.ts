import { randomUUID } from 'node:crypto'
import { requireRole, requireRoleNow, type Who } from '../../commerce/access.ts'
import type { Ground } from '../../commerce/ground.ts'
import { second } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { ActivityService } from './activity.service.ts'
import {
  type ActivityVerifyingRepository,
  activityVerifyingRepository,
  type KeptCheck,
} from './activity-verifying.repository.ts'
import { type ChainBreak, chainStart, shortHash, timeOf } from './chain.ts'
import { type ChainWalkService, chainWalkService } from './chain-walk.service.ts'

/** A look through a partner's chain: how far it is, and what came of it. */
export interface ActivityCheck {
  readonly id: string
  readonly flowId: string
  readonly startedAt: Date
  /** How many entries hold so far, of how many there were when it began. */
  readonly checked: bigint
  readonly upTo: bigint
  /** Undefined while it goes on. */
  readonly outcome: CheckOutcome | undefined
}

export type CheckOutcome =
  | {
      readonly holds: true
      readonly endedAt: Date
      /** The number of the last entry, and the first 16 digits of its hash: '' when there are no entries. */
      readonly entries: bigint
      readonly hash: string
    }
  | { readonly holds: false; readonly endedAt: Date; readonly broken: ChainBreak }

interface Beginning {
  /** Made when the card is drawn: the same one twice is one check. */
  readonly checkId?: string
  /** Done in the transaction that begins it: enqueues the first slice. */
  readonly follow?: (rows: Rows, checkId: string) => Promise<void>
}

/** How much is verified at once: the next slice goes on where this one stopped, on any replica. */
export interface Slice {
  readonly entries: number
  /** Of real time. */
  readonly milliseconds: number
}

/** Verifies a partner's chain for a global admin, in slices. */
export function activityVerifyingService(
  { database, vault, directory, clock }: Pick<Ground, 'database' | 'vault' | 'directory' | 'clock'>,
  activity: Pick<ActivityService, 'remember'>,
  slice: Slice = { entries: 50_000, milliseconds: 20 * second },
  repository: ActivityVerifyingRepository = activityVerifyingRepository({ database }),
  walks: ChainWalkService = chainWalkService({ vault }, repository),
) {
  return { begin, goOn, check }

  /**
   * Begins a check, asked for from `origin` (its key), with an entry of its own.
   * @returns the check's id
   * @throws RoleMissing
   */
  async function begin(who: Who, flowId: string, { checkId = randomUUID(), follow }: Beginning = {}): Promise<string> {
    await requireRoleNow(directory, who, 'change-settings')
    const { partnerId, agentId } = who
    const { newest: upTo = 0n } = await repository.standing(partnerId)
    const startedAt = clock.now()
    const begun = { id: checkId, partnerId, flowId, startedAt, upTo, ...nothingChecked }
    await repository.begin(agentId, walks.sealed(begun), async (rows) => {
      const facts = { entries: Number(upTo) }
      await activity.remember(rows, who, { what: 'activity-checked', at: startedAt, facts })
      await follow?.(rows, checkId)
    })
    return checkId
  }

  /** Verifies the next slice. @returns whether more is left to do, by the one who asked. */
  async function goOn(checkId: string): Promise<boolean> {
    const check = await find(checkId)
    if (check === undefined || check.endedAt !== null) return false
    const from = { number: check.checked, hash: check.hash }
    const { came, broken, more } = await walks.walk(check.partnerId, { from, goesOn: within(check.checked) })
    const [checked, endedAt] = [came.number, more ? null : clock.now()]
    const ending = { endedAt, brokenAt: broken?.number ?? null, broken: broken?.how ?? null }
    const next = walks.sealed({ ...check, checked, hash: came.hash, ...ending })
    return (await repository.move(check, next)) && more
  }

  /**
   * @returns undefined when the partner has no such check, or what is kept of it is not what the desk wrote
   * @throws RoleMissing
   */
  async function check(who: Who, checkId: string): Promise<ActivityCheck | undefined> {
    await requireRole(directory, who, 'change-settings')
    const check = await find(checkId)
    if (check?.partnerId !== who.partnerId) return undefined
    const { id, flowId, startedAt, checked, upTo } = check
    return { id, flowId, startedAt, checked, upTo, outcome: await outcome(check) }
  }

  async function find(checkId: string): Promise<KeptCheck | undefined> {
    const check = await repository.find(checkId)
    return check !== null && walks.isSealed(check) ? check : undefined
  }

  async function outcome(check: KeptCheck): Promise<CheckOutcome | undefined> {
    const { partnerId, endedAt, brokenAt: number, broken, checked, hash } = check
    if (endedAt === null) return undefined
    if (number === null || broken === null)
      return { holds: true, endedAt, entries: checked, hash: checked === 0n ? '' : shortHash(hash) }
    const entry = await repository.entry(partnerId, number)
    return { holds: false, endedAt, broken: { number, how: broken, at: entry && timeOf(entry) } }
  }

  function within(start: bigint): (came: bigint) => boolean {
    const { entries, milliseconds } = slice
    const began = performance.now()
    return (came) => came - start < entries && performance.now() - began < milliseconds
  }
}

export type ActivityVerifyingService = ReturnType<typeof activityVerifyingService>

const nothingChecked = { checked: 0n, hash: chainStart.hash, endedAt: null, brokenAt: null, broken: null }
