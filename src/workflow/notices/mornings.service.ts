import type { Clock } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import { clockTimeSchema } from '../../platform/wall-clock.ts'
import type { Alongside, DueMorning, Morning, MorningsRepository } from './mornings.repository.ts'
import { morningReached, nextLook } from './mornings.ts'
import type { NoticesService } from './notices.service.ts'
import { isAgent, type Places } from './places.ts'

interface MorningsOptions {
  repository: MorningsRepository
  notices: NoticesService
  places: Places
  clock: Clock
}

/** The occasion that features/summary draws; its notices' stage is the date, its subject the partner. */
export const morningOccasion = 'summary.morning'

const batch = 200
/** Of who was never met: they are asked again within the hour. */
const unknownZone = 'UTC'

/** Who wants a summary each morning, and having them told. Whether somebody may decide that for a shared chat is the caller's to know. */
export class MorningsService {
  private readonly options: MorningsOptions

  constructor(options: MorningsOptions) {
    this.options = options
  }

  /** @returns `08:00`, in the recipient's time zone; undefined when they want none. */
  async of(partnerId: string, recipient: string): Promise<string | undefined> {
    return (await this.options.repository.find(partnerId, recipient))?.time
  }

  /** The same of all shared chats of a partner: `08:00` by conversation id; those without one are left out. */
  async ofSharedChats(partnerId: string): Promise<ReadonlyMap<string, string>> {
    const found = await this.options.repository.ofPartner(partnerId)
    return new Map(found.flatMap(({ recipient, time }) => (isAgent(recipient) ? [] : [[recipient, time] as const])))
  }

  /**
   * From the next such time on; the same again changes nothing.
   * @param time `08:00`; undefined: no summary any more.
   * @param alongside done in the same transaction when anything changes.
   * @throws ZodError for what is no time
   */
  async set(partnerId: string, recipient: string, time: string | undefined, alongside?: Alongside): Promise<void> {
    const { repository, places, clock } = this.options
    if (time === undefined) return repository.remove(partnerId, recipient, alongside)
    const morning = { partnerId, recipient, time: clockTimeSchema.parse(time) }
    const place = (await places.of(partnerId, [recipient])).get(recipient)
    const nextAt = nextLook(morning.time, place?.reader.timeZone ?? unknownZone, clock.now())
    await repository.set(morning, nextAt, alongside)
  }

  /** Has everybody told whose morning has come, by the zone that they are in now. */
  async look(): Promise<void> {
    const { repository, clock } = this.options
    const now = clock.now()
    let due: DueMorning[]
    do {
      due = await repository.due(now, batch)
      if (due.length === 0) return
      const zoneOf = await this.zones(due)
      await repository.take(due, now, {
        tell: (rows, taken) => this.tell(rows, taken, zoneOf, now),
        next: (morning) => nextLook(morning.time, zoneOf(morning), now),
      })
    } while (due.length === batch)
  }

  private tell(rows: Rows, taken: readonly DueMorning[], zoneOf: (morning: Morning) => string, now: Date) {
    const notices = taken.flatMap((morning) => {
      const { partnerId, recipient, time, nextAt } = morning
      const stage = morningReached(time, zoneOf(morning), nextAt, now)
      return stage === undefined
        ? []
        : [{ partnerId, recipient, occasion: morningOccasion, subjectId: partnerId, stage }]
    })
    return this.options.notices.tell(rows, notices)
  }

  /** Looked up before the transaction: with one connection, a look-up within it would wait for itself. */
  private async zones(due: readonly Morning[]): Promise<(morning: Morning) => string> {
    const known = new Map<string, string>()
    for (const [partnerId, theirs] of Map.groupBy(due, (morning) => morning.partnerId)) {
      const places = await this.options.places.of(
        partnerId,
        theirs.map(({ recipient }) => recipient),
      )
      for (const [recipient, { reader }] of places) known.set(`${partnerId}/${recipient}`, reader.timeZone)
    }
    return ({ partnerId, recipient }) => known.get(`${partnerId}/${recipient}`) ?? unknownZone
  }
}
