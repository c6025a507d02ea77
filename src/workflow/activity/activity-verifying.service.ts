import { randomUUID } from 'node:crypto'
import { requireRole, type Who } from '../../commerce/access.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import { type Clock, second } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { ActivityService } from './activity.service.ts'
import type { ActivityVerifyingRepository, KeptCheck } from './activity-verifying.repository.ts'
import { type ChainBreak, chainStart, shortHash, timeOf } from './chain.ts'
import type { ChainWalkService } from './chain-walk.service.ts'

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

interface Collaborators {
  readonly repository: ActivityVerifyingRepository
  readonly walks: ChainWalkService
  readonly activity: Pick<ActivityService, 'remember'>
  readonly directory: Directory
  readonly clock: Clock
  readonly slice?: Slice
}

/** Verifies a partner's chain for a global admin, in slices. */
export class ActivityVerifyingService {
  private readonly repository: ActivityVerifyingRepository
  private readonly walks: ChainWalkService
  private readonly activity: Collaborators['activity']
  private readonly directory: Directory
  private readonly clock: Clock
  private readonly slice: Slice

  constructor({ repository, walks, activity, directory, clock, slice }: Collaborators) {
    this.repository = repository
    this.walks = walks
    this.activity = activity
    this.directory = directory
    this.clock = clock
    this.slice = slice ?? { entries: 50_000, milliseconds: 20 * second }
  }

  /**
   * Begins a check, shown in the card `flowId`, with an entry of its own.
   * @returns the check's id
   * @throws RoleMissing
   */
  async begin(who: Who, flowId: string, { checkId = randomUUID(), follow }: Beginning = {}): Promise<string> {
    await requireRole(this.directory, who, 'change-settings')
    const { partnerId, agentId } = who
    const { newest: upTo = 0n } = await this.repository.standing(partnerId)
    const startedAt = this.clock.now()
    const begun = { ...{ id: checkId, partnerId, flowId, startedAt, upTo }, ...nothingChecked }
    await this.repository.begin(agentId, this.walks.sealed(begun), async (rows) => {
      const facts = { entries: Number(upTo) }
      await this.activity.remember(rows, who, { what: 'activity-checked', at: startedAt, facts })
      await follow?.(rows, checkId)
    })
    return checkId
  }

  /** Verifies the next slice. @returns whether more is left to do, by the one who asked. */
  async goOn(checkId: string): Promise<boolean> {
    const check = await this.find(checkId)
    if (check === undefined || check.endedAt !== null) return false
    const from = { number: check.checked, hash: check.hash }
    const { came, broken, more } = await this.walks.walk(check.partnerId, { from, goesOn: this.within(check.checked) })
    const [checked, endedAt] = [came.number, more ? null : this.clock.now()]
    const ending = { endedAt, brokenAt: broken?.number ?? null, broken: broken?.how ?? null }
    const next = this.walks.sealed({ ...check, checked, hash: came.hash, ...ending })
    return (await this.repository.move(check, next)) && more
  }

  /**
   * @returns undefined when the partner has no such check, or what is kept of it is not what the desk wrote
   * @throws RoleMissing
   */
  async check(who: Who, checkId: string): Promise<ActivityCheck | undefined> {
    await requireRole(this.directory, who, 'change-settings')
    const check = await this.find(checkId)
    if (check?.partnerId !== who.partnerId) return undefined
    const { id, flowId, startedAt, checked, upTo } = check
    return { id, flowId, startedAt, checked, upTo, outcome: await this.outcome(check) }
  }

  private async find(checkId: string): Promise<KeptCheck | undefined> {
    const check = await this.repository.find(checkId)
    return check !== null && this.walks.isSealed(check) ? check : undefined
  }

  private async outcome(check: KeptCheck): Promise<CheckOutcome | undefined> {
    const { partnerId, endedAt, brokenAt: number, broken, checked, hash } = check
    if (endedAt === null) return undefined
    if (number === null || broken === null)
      return { holds: true, endedAt, entries: checked, hash: checked === 0n ? '' : shortHash(hash) }
    const entry = await this.repository.entry(partnerId, number)
    return { holds: false, endedAt, broken: { number, how: broken, at: entry && timeOf(entry) } }
  }

  private within(start: bigint): (came: bigint) => boolean {
    const { entries, milliseconds } = this.slice
    const began = performance.now()
    return (came) => came - start < entries && performance.now() - began < milliseconds
  }
}

const nothingChecked = { checked: 0n, hash: chainStart.hash, endedAt: null, brokenAt: null, broken: null }
