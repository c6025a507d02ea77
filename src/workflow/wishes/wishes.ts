import { z } from 'zod'
import { PartnerCenterRefused, PartnerCenterUnavailable } from '../../commerce/errors.ts'
import type { Ground } from '../../commerce/ground.ts'
import type { Meaning } from '../../commerce/partner-center-codes.ts'
import { askAgainAt } from '../../platform/ask-again.ts'
import { day, later, minute } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { type Job, job } from '../../platform/jobs.ts'
import { lookAfter } from '../orders/look-after.ts'

/** What came of trying once. `settled`: done, now or before. `held`: it can be done when somebody has mended what stands against it. */
export type Attempt =
  | { readonly kind: 'settled' | 'unknown' | 'held' }
  | { readonly kind: 'refused'; readonly refusal: DomainError }

/** What a wish's job is given. */
export interface WishJob {
  readonly id: string
  /** When it was first to be carried out: when it was approved; left out, when it was confirmed. */
  readonly since?: Date | undefined
  /** For what another job may still ask for as well: a silent Partner Center is not asked again. */
  readonly once?: true | undefined
  /** The card it was confirmed on, where the wish itself does not know it. */
  readonly flowId?: string | undefined
}

/**
 * A kind of wish: what somebody confirmed and must happen once. It is stored, with its request ids and the job that guarantees it,
 * before Partner Center is asked; a time-out leaves open whether it was done, so it is asked for again with the same ids, or looked
 * up, until it is known. Rights were checked when it was confirmed and are not asked again: what may be done already must not be
 * called refused.
 */
export interface WishKind<W extends { readonly id: string }> {
  /** `purchase`: what logs call it. */
  readonly what: string
  /** The job that carries it out: `buying.place`. */
  readonly job: string
  find(id: string): Promise<W | undefined>
  /** Whether it still has to be carried out. */
  isOpen(wish: W): boolean
  confirmedAt(wish: W): Date
  /**
   * Asks Partner Center, and stores what it answered, once. It may be asked at any time again, by two at once.
   * @throws PartnerCenterUnavailable when it is not known what was done, and the DomainError that it is refused with
   */
  carryOut(wish: W): Promise<void>
  /** Stores that it is refused, once: nothing is left to try. */
  refuse(wish: W, refusal: DomainError): Promise<void>
  /** Stores what stands against it, and who can mend that: it is tried again from time to time, as a call of its own (a new MS-RequestId). */
  hold(wish: W, refusal: PartnerCenterRefused): Promise<void>
  /** One transaction, if it still has to be carried out. */
  whileOpen(wish: W, alongside: (rows: Rows) => Promise<void>): Promise<void>
  /** What its job does when it is settled, held or refused: has the card edited, tells the person. */
  afterJob(job: WishJob, attempt: Attempt): Promise<void>
  /** Confirmed before and still to be carried out, the oldest first. */
  overdue?(before: Date, except: readonly string[], limit: number): Promise<readonly { readonly id: string }[]>
}

/** How long a wish may take to be carried out before it is looked after. */
const tolerated = 15 * minute
/** How long it waits for somebody to mend what stands against it. */
const heldFor = day

const payload = z.object({
  id: z.guid(),
  since: z.iso
    .datetime()
    .transform((at) => new Date(at))
    .optional(),
  once: z.literal(true).optional(),
  flowId: z.guid().optional(),
})

/** The one machine that carries wishes out: stored → asked → unknown → settled once → card edited → told. */
export function wishes<W extends { readonly id: string }>(
  { jobs, clock, log }: Pick<Ground, 'jobs' | 'clock' | 'log'>,
  kind: WishKind<W>,
) {
  return { attempt, job: job(payload, work) as Job, lookAfterOverdue: lookAfterOverdue() }

  /** Tries once, for the card that somebody waits for: what is not known then is the job's. */
  async function attempt(id: string): Promise<Attempt> {
    const wish = await kind.find(id)
    if (wish === undefined || !kind.isOpen(wish)) return { kind: 'settled' }
    try {
      await kind.carryOut(wish)
      return { kind: 'settled' }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      const means = meaningFor(error)
      if (means === 'unknown' || means === 'under-way') return { kind: 'unknown' }
      const waits = clock.now() < later(kind.confirmedAt(wish), heldFor)
      if (error instanceof PartnerCenterRefused && means !== 'refused' && waits) {
        await kind.hold(wish, error)
        log.warn({ [kind.what]: id, reason: error.facts.reason }, 'held until somebody mends what stands against it')
        return { kind: 'held' }
      }
      await kind.refuse(wish, error)
      log.info({ [kind.what]: id, refusal: error.code }, 'refused by Partner Center')
      return { kind: 'refused', refusal: error }
    }
  }

  /** Tries, and asks again later, ever more slowly, for as long as Partner Center is silent. */
  async function work(job: WishJob): Promise<void> {
    const tried = await attempt(job.id)
    if (tried.kind !== 'unknown') return kind.afterJob(job, tried)
    const wish = job.once ? undefined : await kind.find(job.id)
    if (wish === undefined) return
    const { since, ...rest } = job
    const at = askAgainAt(since ?? kind.confirmedAt(wish), clock.now())
    await kind.whileOpen(wish, (rows) =>
      jobs.enqueue(rows, kind.job, { ...rest, ...(since !== undefined && { since: since.toISOString() }) }, at),
    )
  }

  /** What a round does: has tried once more what should have been carried out long since, held or not. */
  function lookAfterOverdue(): () => Promise<void> {
    const { overdue } = kind
    if (overdue === undefined) return async () => {}
    return lookAfter(
      { clock, log },
      {
        what: kind.what,
        rests: 5 * minute,
        find: (now, except, limit) => overdue(later(now, -tolerated), except, limit),
        tryOnce: async (found) => {
          for (const { id } of found) {
            const wish = await kind.find(id)
            if (wish !== undefined)
              await kind.whileOpen(wish, (rows) => jobs.enqueue(rows, kind.job, { id, once: true }))
          }
        },
      },
    )
  }
}

/** What a refusal means: of those that have a name here, each says that it was not done. */
function meaningFor(error: DomainError): Meaning {
  if (error instanceof PartnerCenterUnavailable) return 'unknown'
  return error instanceof PartnerCenterRefused ? error.means : 'refused'
}
