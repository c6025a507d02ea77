import type { Card } from '../../chat/card.ts'
import type { Occasion, Telling } from '../../chat/feature.ts'
import type { Ground } from '../../commerce/ground.ts'
import { later } from '../notices/delivery.ts'
import type { Place } from '../notices/places.ts'
import { digestCard } from './digest.cards.ts'
import type { DueNotice, IntakeRepository, SentNotice } from './intake.repository.ts'

/** A message to be sent: of one notice, or a digest of several. */
export interface Message {
  readonly notices: readonly DueNotice[]
  readonly card: Card
}

/** What is to be told to one recipient. */
export interface Errand {
  /** Another one once a chat is opened. */
  place: Place
  /** Not yet drawn, oldest first. */
  due: DueNotice[]
  /** Drawn, to be sent before the rest. */
  drawn: Message[]
  edits: SentNotice[]
}

/** From how many at once on a person gets one message for all of them. */
const mostAtOnce = 5

/** Draws notices when it is their turn, from what holds then. @param occasions the doors of all features, once they are joined */
export function drawerOf(
  { addresses, clock, log }: Pick<Ground, 'addresses' | 'clock' | 'log'>,
  intake: IntakeRepository,
  occasions: () => Readonly<Record<string, Occasion>>,
) {
  return { kindOf, opensChat, next, anew }

  function kindOf({ occasion }: DueNotice): Occasion['kind'] | undefined {
    return occasions()[occasion]?.kind
  }

  function opensChat({ occasion }: DueNotice): boolean {
    return occasions()[occasion]?.opensChats === true
  }

  /** The next message of an errand; undefined when nothing of it is to be sent. */
  async function next(errand: Errand): Promise<Message | undefined> {
    const drawn = errand.drawn.shift()
    if (drawn !== undefined) return drawn
    if (!errand.place.shared && errand.due.length > mostAtOnce) return digestOf(errand)
    for (let notice = errand.due.shift(); notice !== undefined; notice = errand.due.shift()) {
      const telling = await draw(notice, errand.place)
      if (telling !== undefined) return { notices: [notice], card: telling.card }
    }
    return undefined
  }

  /** What a message that was sent becomes; undefined when it stays as it is. @throws when it cannot be drawn now */
  async function anew(notice: SentNotice, { reader }: Place): Promise<Message | undefined> {
    const telling = await occasions()[notice.occasion]?.draw(notice, { reader, now: clock.now() })
    return telling === undefined ? undefined : { notices: [notice], card: telling.card }
  }

  async function digestOf(errand: Errand): Promise<Message | undefined> {
    const { place, due } = errand
    errand.due = []
    const told: { notice: DueNotice; telling: Telling }[] = []
    for (const notice of due) {
      const telling = await draw(notice, place)
      if (telling !== undefined) told.push({ notice, telling })
    }
    if (told.length <= mostAtOnce) {
      errand.drawn = told.map(({ notice, telling }) => ({ notices: [notice], card: telling.card }))
      return errand.drawn.shift()
    }
    const lines = told.flatMap(({ notice, telling: { line, row } }) => {
      const kind = kindOf(notice)
      return kind === undefined ? [] : [{ kind, line, ...(row !== undefined && { row }) }]
    })
    const notices = told.map(({ notice }) => notice)
    try {
      return { notices, card: digestCard(place.reader, lines, addresses.tab('today')) }
    } catch (err) {
      await postpone(notices, err)
      return undefined
    }
  }

  /** Undefined for what is not true any more, and for what cannot be drawn now: that is tried again later. */
  async function draw(notice: DueNotice, { reader }: Place): Promise<Telling | undefined> {
    const { id, occasion } = notice
    try {
      const door = occasions()[occasion]
      // A newer replica may know what this one does not.
      if (door === undefined) throw new Error(`no feature draws ${occasion}`)
      const telling = await door.draw(notice, { reader, now: clock.now() })
      if (telling === undefined) await intake.drop([id], 'overtaken', clock.now())
      return telling
    } catch (err) {
      await postpone([notice], err)
      return undefined
    }
  }

  async function postpone(notices: readonly DueNotice[], err: unknown): Promise<void> {
    for (const { id, occasion, partnerId } of notices)
      log.warn({ err, noticeId: id, occasion, partnerId }, 'notice not drawn, to be tried again')
    const now = clock.now()
    await intake.postpone(
      notices.map(({ id, attempts }) => ({ id, until: later(now, attempts + 1), tried: 'not drawn' })),
    )
  }
}

export type Drawer = ReturnType<typeof drawerOf>
