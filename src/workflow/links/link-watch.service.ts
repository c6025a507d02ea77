import type { Ground } from '../../commerce/ground.ts'
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
import type { LinksService } from './links.service.ts'

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

/** What watching asks of the rooms beside this one. */
interface Watched {
  readonly notices: {
    tell(rows: Rows, notices: readonly LinkNotice[]): Promise<void>
    toldOf(rows: Rows, occasion: 'links.ends', linkIds: readonly string[]): Promise<readonly ToldOfLink[]>
    redraw(rows: Rows, copies: { partnerId: string; occasions: readonly string[]; subjectId: string }): Promise<void>
  }
  readonly rules: {
    rulesOf(part: 'links', ...asked: Parameters<LinkRulesOf>): ReturnType<LinkRulesOf>
    whenChanged(react: (change: { rows: Rows; who: { partnerId: string }; at: Date }) => Promise<void>): void
  }
  readonly links: Pick<LinksService, 'whenNews'>
}

const batch = 200

/** Watches links: whoever got one hears that it ends soon, that it has ended, and that its downloads run out. */
export function linkWatchService(
  { clock }: Pick<Ground, 'clock'>,
  repository: LinkWatchRepository,
  { notices, rules, links }: Watched,
) {
  rules.whenChanged(({ rows, who, at }) => repository.watchAgain(rows, who.partnerId, at))
  links.whenNews(async (rows, { what, link }) => {
    if (what === 'downloaded') await counted(rows, link)
    if (what === 'downloaded' || what === 'link-renewed') await notices.redraw(rows, redrawn(link))
  })
  return { look }

  /** Has everything told that time has made due. A link that is looked at late tells the latest stage it has reached. */
  async function look(): Promise<void> {
    const now = clock.now()
    const look = async (rows: Rows, due: readonly DueLink[]) => {
      const ruleOf = await rules.rulesOf(
        'links',
        due.map(({ partnerId }) => partnerId),
        rows,
      )
      await tellDue(rows, due, ruleOf, now)
      return due.map((link) => nextWatch(link, ruleOf(link.partnerId), now))
    }
    while ((await repository.takeDue(now, batch, look)) === batch);
  }

  /** A download was counted: the one that leaves few, and the one that leaves none, are told. @param link as it stands after it */
  async function counted(rows: Rows, link: DownloadLink): Promise<void> {
    const ruleOf = await rules.rulesOf('links', [link.partnerId], rows)
    const stage = stageOfDownload(link, ruleOf(link.partnerId))
    if (stage !== undefined) await notices.tell(rows, [noticeOf(link, stage)])
  }

  async function tellDue(
    rows: Rows,
    due: readonly DueLink[],
    ruleOf: (partnerId: string) => LinkRules,
    now: Date,
  ): Promise<void> {
    const found = due.flatMap((link) =>
      findings(link, ruleOf(link.partnerId), now).map((finding) => ({ link, ...finding })),
    )
    const late = found.flatMap(({ link, late }) => (late ? [link.id] : []))
    const told = Map.groupBy(await notices.toldOf(rows, 'links.ends', late), ({ subjectId }) => subjectId)
    const news = found.filter(
      ({ link, stage, late }) => !late || !told.get(link.id)?.some((before) => toldTheLike(link, stage, before.stage)),
    )
    await notices.tell(
      rows,
      news.map(({ link, stage }) => noticeOf(link, stage)),
    )
  }
}

export type LinkWatchService = ReturnType<typeof linkWatchService>

const redrawn = ({ partnerId, id }: DownloadLink) => ({ partnerId, occasions: ['links.ends'], subjectId: id })

const noticeOf = (link: DueLink, stage: LinkStage): LinkNotice => ({
  partnerId: link.partnerId,
  recipient: link.agentId,
  occasion: 'links.ends',
  subjectId: link.id,
  stage: noticeStage(link, stage),
})
