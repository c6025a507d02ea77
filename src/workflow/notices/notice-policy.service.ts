import { isDeepStrictEqual } from 'node:util'
import { requireRoleNow, type Who } from '../../commerce/access.ts'
import type { Ground } from '../../commerce/ground.ts'
import { later } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { NoticePolicyRepository, StandingNoticeRules } from './notice-policy.repository.ts'
import { changedRules, type NoticePolicy, type NoticeRules, noticePolicySchema } from './notice-policy.ts'

/** A partner has other rules from now on. */
export interface NoticePolicyChange {
  readonly rows: Rows
  readonly who: Who
  readonly policy: NoticePolicy
  readonly at: Date
}

/** When the people of a partner are told: changed by its global admins only, each change on record. */
export function noticePolicyService(
  { directory, clock }: Pick<Ground, 'directory' | 'clock'>,
  repository: NoticePolicyRepository,
) {
  const reactions: ((change: NoticePolicyChange) => Promise<void>)[] = []
  return { standing, rulesOf, set, whenChanged }

  /** @param react is told in the transaction of the change. */
  function whenChanged(react: (change: NoticePolicyChange) => Promise<void>): void {
    reactions.push(react)
  }

  /** With who changed it last, and when. */
  function standing(partnerId: string): Promise<StandingNoticeRules> {
    return repository.of(partnerId)
  }

  /** What holds for links, or for windows, with several partners at once. @param rows the transaction that asks, if one does */
  async function rulesOf<P extends keyof NoticePolicy>(
    part: P,
    partnerIds: readonly string[],
    rows?: Rows,
  ): Promise<(partnerId: string) => NoticePolicy[P] & Pick<NoticeRules, 'since'>> {
    const rules = await repository.ofPartners(partnerIds, rows)
    return (partnerId) => ({ ...rules(partnerId)[part], since: rules(partnerId).since })
  }

  /**
   * Changes when people are told, from now on. What has been reached under the new lead times, and of which nobody was told, is
   * told at once.
   * @param since when the policy was last changed that the new one was made from; null for never.
   * @returns false when somebody has decided otherwise since: then nothing changes.
   * @throws RoleMissing
   */
  async function set(who: Who, policy: NoticePolicy, since: Date | null): Promise<boolean> {
    await requireRoleNow(directory, who, 'change-settings')
    const wish = noticePolicySchema.parse(policy)
    const { rules, changed: last } = await repository.of(who.partnerId)
    // A press that Teams delivers again finds what its first delivery wrote.
    if (same(rules, wish)) return true
    if (last?.at.getTime() !== since?.getTime()) return false
    const now = clock.now()
    // Each change has a time of its own, by which the next one tells that it knows it.
    const at = since !== null && now <= since ? later(since, 1) : now
    const set = await repository.set(who, changedRules(rules, wish, at), { at, since }, async (rows) => {
      for (const react of reactions) await react({ rows, who, policy: wish, at: now })
    })
    return set || same((await repository.of(who.partnerId)).rules, wish)
  }
}

const same = ({ links, windows }: NoticePolicy, wish: NoticePolicy): boolean =>
  isDeepStrictEqual({ links, windows }, wish)
