import type { Clock } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { DownloadLink } from './download-link.ts'
import type { DueLink, LinkWatchRepository } from './link-watch.repository.ts'
import { noticeStage, stageOfDownload, stageOfTime } from './link-watch.ts'

/** What the agent who got a link is to be told of it, once for each stage of its period. */
export interface LinkNotice {
  readonly partnerId: string
  readonly recipient: string
  readonly occasion: 'links.ends'
  readonly subjectId: string
  readonly stage: string
}

interface LinkWatchOptions {
  repository: LinkWatchRepository
  clock: Clock
  /** The notices, which are a room on the same floor: written in the transaction of what they tell. */
  tell(rows: Rows, notices: readonly LinkNotice[]): Promise<void>
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
    const { repository, clock, tell } = this.options
    const now = clock.now()
    const told = (rows: Rows, due: DueLink[]) =>
      tell(
        rows,
        due.flatMap((link) => noticeOf(link, stageOfTime(link, now))),
      )
    while ((await repository.takeDue(now, batch, told)) === batch);
  }

  /** A download was counted: the one that leaves few, and the one that leaves none, are told. @param link as it stands after it */
  counted(rows: Rows, link: DownloadLink): Promise<void> {
    return this.options.tell(rows, noticeOf(link, stageOfDownload(link)))
  }
}

const noticeOf = (link: DueLink, stage: ReturnType<typeof stageOfTime>): LinkNotice[] =>
  stage === undefined
    ? []
    : [
        {
          partnerId: link.partnerId,
          recipient: link.agentId,
          occasion: 'links.ends',
          subjectId: link.id,
          stage: noticeStage(link, stage),
        },
      ]
