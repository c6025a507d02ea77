import { type Card, cardActivity } from '../../chat/card.ts'
import type { TeamsConnector } from '../../chat/teams-connector.ts'
import type { Delivered } from '../../chat/teams-request.ts'
import { second } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import type { Place } from '../notices/places.ts'
import { Gathering } from './gathering.ts'
import type { Message } from './messages.ts'
import type { AttemptOutcome, Claim, SendingRepository } from './sending.repository.ts'

/** What is claimed or settled within so many milliseconds, over all lanes, is one statement. */
const claimsGathered = 3
const outcomesGathered = 5

/** Carries messages to Teams, and keeps the books: what is on its way, and what came of it. One for all lanes of a process. */
export class Courier {
  private readonly repository: SendingRepository
  private readonly connector: TeamsConnector
  private readonly log: Log
  private readonly claims: Gathering<Claim, number | undefined>
  private readonly outcomes: Gathering<AttemptOutcome, true>
  /** Claims of which it is not known whether they were written, and whose requests were never made. */
  private readonly neverMade = new Map<string, Set<string>>()
  private closing = false

  constructor({ repository, connector, log }: { repository: SendingRepository; connector: TeamsConnector; log: Log }) {
    this.repository = repository
    this.connector = connector
    this.log = log
    this.claims = new Gathering(async (claims) => {
      const claimed = await repository.claim(claims)
      return claims.map(({ id }) => claimed.get(id))
    }, claimsGathered)
    this.outcomes = new Gathering((outcomes) => this.keepOutcomes(outcomes), outcomesGathered)
  }

  /** Written down before the request is made. @returns the notices that are now being sent, by attempt. */
  async claim({ notices }: Message, place: Place): Promise<ReadonlyMap<string, number>> {
    const { partnerId, conversationId } = place
    try {
      const attempts = await Promise.all(
        notices.map(({ id, version }) => this.claims.add({ id, conversationId, version })),
      )
      return new Map(
        notices.flatMap(({ id }, index) => {
          const attempt = attempts[index]
          return attempt === undefined ? [] : [[id, attempt] as const]
        }),
      )
    } catch (error) {
      const known = this.neverMade.get(partnerId) ?? new Set()
      for (const { id } of notices) known.add(id)
      this.neverMade.set(partnerId, known)
      throw error
    }
  }

  /** The ids of such claims of a partner: they are forgotten once `clear` has seen to them. */
  async clearNeverMade(partnerId: string, clear: (ids: readonly string[]) => Promise<void>): Promise<void> {
    await clear([...(this.neverMade.get(partnerId) ?? [])])
    this.neverMade.delete(partnerId)
  }

  send(place: Place, { card }: Message): Promise<Delivered> {
    const { serviceUrl, conversationId, botId } = place
    return this.connector.sendOnce(serviceUrl, conversationId, {
      ...cardActivity(card),
      from: { id: botId, name: '' },
      conversation: { id: conversationId } as never,
      channelData: { notification: { alert: true } },
    })
  }

  /** A chat with somebody who has none. */
  open({ serviceUrl, botId, recipient, partnerId }: Place): Promise<Delivered> {
    return this.connector.createOnce(serviceUrl, { botId, agentId: recipient, tenantId: partnerId })
  }

  edit({ serviceUrl }: Place, conversationId: string, activityId: string, card: Card): Promise<Delivered> {
    return this.connector.updateOnce(serviceUrl, conversationId, activityId, cardActivity(card))
  }

  async settle(outcomes: readonly AttemptOutcome[]): Promise<void> {
    await Promise.all(outcomes.map((outcome) => this.outcomes.add(outcome)))
  }

  /** Refused for that reason, which does not hold any more. */
  takeBack(ids: readonly string[], code: string, dueAt: Date): Promise<void> {
    return this.repository.takeBack(ids, code, dueAt)
  }

  /** Outcomes that cannot be written are not waited for for long any more. */
  close(): void {
    this.closing = true
  }

  /** What was sent must be known to be: tried until it is written. */
  private async keepOutcomes(outcomes: readonly AttemptOutcome[]): Promise<true[]> {
    for (let tries = 1; ; tries++) {
      try {
        await this.repository.settle(outcomes)
        return outcomes.map(() => true)
      } catch (err) {
        this.log.error({ err, notices: outcomes.length, tries }, 'outcomes of notices not written, to be tried again')
        if (this.closing && tries >= 3) throw err
        await new Promise((resolve) => setTimeout(resolve, Math.min(5, tries) * second))
      }
    }
  }
}
