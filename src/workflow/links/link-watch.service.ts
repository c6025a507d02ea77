import type { Clock } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { DownloadLink } from './download-link.ts'
import type { DueLink, LinkWatchRepository } from './link-watch.repository.ts'
import {
  findings,
  type LinkRules,
  type LinkRulesOf,
  type LinkStage,
  nextWatch,
  noticeStage,
  stageOfDownload,
  toldTheLike,
} from './link-watch.ts'

/** What the agent who got a link is to be told of it, once for each stage of its period. */
export interface LinkNotice {
  readonly partnerId: string
  readonly recipient: string
  readonly occasion: 'links.ends'
  readonly subjectId: string
  readonly stage: string
}

/** A notice that was sent already: its link and its stage. */
export type ToldOfLink = Pick<LinkNotice, 'subjectId' | 'stage'>

interface LinkWatchOptions {
  repository: LinkWatchRepository
  clock: Clock
  rulesOf: LinkRulesOf
  /** The notices, which are a room on the same floor: written in the transaction of what they tell. */
  tell(rows: Rows, notices: readonly LinkNotice[]): Promise<void>
  /** What people were told of these links before. */
  toldOf(rows: Rows, linkIds: readonly string[]): Promise<readonly ToldOfLink[]>
}

const batch = 200

/** Watches links: whoever got one hears that it ends soon, that it has ended, and that its downloads run out. */
export class LinkWatchService {
  private readonly options: LinkWatchOptions

  constructor(options: LinkWatchOptions) {
    this.options = options
  }

  /** Has everything told that time has made due. A link that is looked at late tells the latest stage it has reached. */
  async look(): Promise<void> {
    const { repository, clock, rulesOf } = this.options
    const now = clock.now()
    const look = async (rows: Rows, due: readonly DueLink[]) => {
      const rules = await rulesOf(
        due.map(({ partnerId }) => partnerId),
        rows,
      )
      await this.tell(rows, due, rules, now)
      return due.map((link) => nextWatch(link, rules(link.partnerId), now))
    }
    while ((await repository.takeDue(now, batch, look)) === batch);
  }

  /** A download was counted: the one that leaves few, and the one that leaves none, are told. @param link as it stands after it */
  async counted(rows: Rows, link: DownloadLink): Promise<void> {
    const rules = await this.options.rulesOf([link.partnerId], rows)
    const stage = stageOfDownload(link, rules(link.partnerId))
    if (stage !== undefined) await this.options.tell(rows, [noticeOf(link, stage)])
  }

  private async tell(
    rows: Rows,
    due: readonly DueLink[],
    rules: (partnerId: string) => LinkRules,
    now: Date,
  ): Promise<void> {
    const { tell, toldOf } = this.options
    const found = due.flatMap((link) =>
      findings(link, rules(link.partnerId), now).map((finding) => ({ link, ...finding })),
    )
    const late = found.flatMap(({ link, late }) => (late ? [link.id] : []))
    const told = Map.groupBy(await toldOf(rows, late), ({ subjectId }) => subjectId)
    const news = found.filter(
      ({ link, stage, late }) => !late || !told.get(link.id)?.some((before) => toldTheLike(link, stage, before.stage)),
    )
    await tell(
      rows,
      news.map(({ link, stage }) => noticeOf(link, stage)),
    )
  }
}

const noticeOf = (link: DueLink, stage: LinkStage): LinkNotice => ({
  partnerId: link.partnerId,
  recipient: link.agentId,
  occasion: 'links.ends',
  subjectId: link.id,
  stage: noticeStage(link, stage),
})
