import type { Ground } from '../../commerce/ground.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { NewNotice, NoticeProgress, NoticesRepository } from './notices.repository.ts'

/** Has people told. Everything is written in the transaction of what is told; the lanes send it. */
export function noticesService({ jobs, clock }: Pick<Ground, 'jobs' | 'clock'>, repository: NoticesRepository) {
  return { tell, redraw, progress, toldOf, reachable }

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

  /** Somebody (an agent, or a shared chat) can be reached for the first time, or again: what waits for them is sent. */
  async function reachable(rows: Rows, partnerId: string, recipient: string): Promise<void> {
    if ((await repository.revive(rows, partnerId, recipient)) > 0) {
      await jobs.enqueue(rows, 'notices.wake', { partnerIds: [partnerId] })
    }
  }
}

export type NoticesService = ReturnType<typeof noticesService>
