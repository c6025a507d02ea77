import { isDeepStrictEqual } from 'node:util'
import { requireRole, type Who } from '../../commerce/access.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import { type Clock, later } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { NoticePolicyRepository, StandingNoticeRules } from './notice-policy.repository.ts'
import { changedRules, type NoticePolicy, type NoticeRules, noticePolicySchema } from './notice-policy.ts'

export interface NoticePolicyOptions {
  repository: NoticePolicyRepository
  directory: Directory
  clock: Clock
  /** In the transaction of the change: the activity log, and the rooms that watch, which all have to look again. */
  changed(rows: Rows, who: Who, policy: NoticePolicy, at: Date): Promise<void>
}

/** When the people of a partner are told: changed by its global admins only, each change on record. */
export class NoticePolicyService {
  private readonly options: NoticePolicyOptions

  constructor(options: NoticePolicyOptions) {
    this.options = options
  }

  /** With who changed it last, and when. */
  standing(partnerId: string): Promise<StandingNoticeRules> {
    return this.options.repository.of(partnerId)
  }

  /** What holds for links, or for windows, with several partners at once. @param rows the transaction that asks, if one does */
  async rulesOf<P extends keyof NoticePolicy>(
    part: P,
    partnerIds: readonly string[],
    rows?: Rows,
  ): Promise<(partnerId: string) => NoticePolicy[P] & Pick<NoticeRules, 'since'>> {
    const rules = await this.options.repository.ofPartners(partnerIds, rows)
    return (partnerId) => ({ ...rules(partnerId)[part], since: rules(partnerId).since })
  }

  /**
   * Changes when people are told, from now on. What has been reached under the new lead times, and of which nobody was told, is
   * told at once.
   * @param since when the policy was last changed that the new one was made from; null for never.
   * @returns false when somebody has decided otherwise since: then nothing changes.
   * @throws RoleMissing
   */
  async set(who: Who, policy: NoticePolicy, since: Date | null): Promise<boolean> {
    const { repository, directory, clock, changed } = this.options
    await requireRole(directory, who, 'change-settings')
    const wish = noticePolicySchema.parse(policy)
    const { rules, changed: last } = await repository.of(who.partnerId)
    // A press that Teams delivers again finds what its first delivery wrote.
    if (same(rules, wish)) return true
    if (last?.at.getTime() !== since?.getTime()) return false
    const now = clock.now()
    // Each change has a time of its own, by which the next one tells that it knows it.
    const at = since !== null && now <= since ? later(since, 1) : now
    const set = await repository.set(who, changedRules(rules, wish, at), { at, since }, (rows) =>
      changed(rows, who, wish, now),
    )
    return set || same((await repository.of(who.partnerId)).rules, wish)
  }
}

const same = ({ links, windows }: NoticePolicy, wish: NoticePolicy): boolean =>
  isDeepStrictEqual({ links, windows }, wish)
