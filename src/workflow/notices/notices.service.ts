import type { Ground } from '../../commerce/ground.ts'
import type { Rows } from '../../platform/database/database.ts'
import { isGuid } from '../../platform/guid.ts'
import type { NewNotice, NoticeProgress, NoticesRepository } from './notices.repository.ts'

type OnReach = (rows: Rows, partnerId: string, agentId: string) => Promise<void>

/** Has people told. Everything is written in the transaction of what is told; the lanes send it. */
export function noticesService({ jobs, clock }: Pick<Ground, 'jobs' | 'clock'>, repository: NoticesRepository) {
  const reached: OnReach[] = []
  return { tell, redraw, progress, toldOf, waitingFor, unreached, onReach, reachable, met, reachChanged, wakeFor }

  /** Each occasion is told once per recipient: what was told or waits already is left as it is. */
  async function tell(rows: Rows, notices: readonly NewNotice[]): Promise<void> {
    if (notices.length === 0) return
    const now = clock.now()
    const whole = notices.map((notice) => ({ stage: '', dueAt: now, ...notice }))
    await repository.add(rows, whole)
    for (const [at, together] of Map.groupBy(whole, ({ dueAt }) => dueAt.getTime())) {
      const partnerIds = [...new Set(together.map(({ partnerId }) => partnerId))]
      await jobs.enqueue(rows, 'notices.wake', { partnerIds }, new Date(at))
    }
  }

  /** Has every copy of a subject's card edited to what holds once the transaction is through. */
  async function redraw(
    rows: Rows,
    about: { partnerId: string; occasions: readonly string[]; subjectId: string },
  ): Promise<void> {
    await repository.redraw(rows, about, clock.now())
    await jobs.enqueue(rows, 'notices.wake', { partnerIds: [about.partnerId] })
  }

  /** How far the notices of a subject are. Outside transactions only. */
  function progress(about: { occasions: readonly string[]; subjectId: string }): Promise<NoticeProgress[]> {
    return repository.progress(about)
  }

  /** What of an occasion was sent of these subjects; what still waits is not, nor what nobody wished. */
  function toldOf(
    rows: Rows,
    occasion: string,
    subjectIds: readonly string[],
  ): Promise<{ readonly subjectId: string; readonly stage: string }[]> {
    return repository.toldOf(rows, occasion, subjectIds)
  }

  /** The subjects of an occasion that somebody has not been told of yet. */
  function waitingFor(rows: Rows, partnerId: string, recipient: string, occasion: string): Promise<string[]> {
    return repository.waitingFor(rows, partnerId, recipient, occasion)
  }

  /** The people who cannot be told of a subject now, by object id: as far as that has turned out. */
  function unreached(occasion: string, subjectId: string): Promise<string[]> {
    return repository.unreached(occasion, subjectId)
  }

  /** Has somebody told, in its transaction, whenever it turns out that a person can be reached, or cannot. */
  function onReach(tell: OnReach): void {
    reached.push(tell)
  }

  async function reachChanged(rows: Rows, partnerId: string, agentId: string): Promise<void> {
    for (const tell of reached) await tell(rows, partnerId, agentId)
  }

  /** Somebody (an agent, or a shared chat) can be reached for the first time, or again: what waits for them is sent. */
  async function reachable(rows: Rows, partnerId: string, recipient: string): Promise<void> {
    await wakeFor(rows, partnerId, recipient)
    if (isGuid(recipient)) await met(rows, partnerId, recipient)
  }

  /** A person has a chat, where they had none or nothing went any more. */
  async function met(rows: Rows, partnerId: string, agentId: string): Promise<void> {
    await repository.met(rows, partnerId, agentId)
    await reachChanged(rows, partnerId, agentId)
  }

  /** What waits for somebody is looked at again. */
  async function wakeFor(rows: Rows, partnerId: string, recipient: string): Promise<void> {
    if ((await repository.revive(rows, partnerId, recipient)) > 0) {
      await jobs.enqueue(rows, 'notices.wake', { partnerIds: [partnerId] })
    }
  }
}

export type NoticesService = ReturnType<typeof noticesService>
