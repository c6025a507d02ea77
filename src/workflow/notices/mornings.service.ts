import type { Ground } from '../../commerce/ground.ts'
import type { Rows } from '../../platform/database/database.ts'
import { clockTimeSchema } from '../../platform/wall-clock.ts'
import type { Alongside, DueMorning, Morning, MorningsRepository } from './mornings.repository.ts'
import { morningReached, nextLook } from './mornings.ts'
import type { NoticesService } from './notices.service.ts'
import { isAgent, type Places } from './places.ts'

/** The occasion that features/summary draws; its notices' stage is the date, its subject the partner. */
export const morningOccasion = 'summary.morning'

const batch = 200
/** Of who was never met: they are asked again within the hour. */
const unknownZone = 'UTC'

/** Who wants a summary each morning, and having them told. Whether somebody may decide that for a shared chat is the caller's to know. */
export function morningsService(
  { clock }: Ground,
  repository: MorningsRepository,
  notices: NoticesService,
  places: Places,
) {
  return { of, ofSharedChats, set, look }

  /** @returns `08:00`, in the recipient's time zone; undefined when they want none. */
  async function of(partnerId: string, recipient: string): Promise<string | undefined> {
    return (await repository.find(partnerId, recipient))?.time
  }

  /** The same of all shared chats of a partner: `08:00` by conversation id; those without one are left out. */
  async function ofSharedChats(partnerId: string): Promise<ReadonlyMap<string, string>> {
    const found = await repository.ofPartner(partnerId)
    return new Map(found.flatMap(({ recipient, time }) => (isAgent(recipient) ? [] : [[recipient, time] as const])))
  }

  /**
   * From the next such time on; the same again changes nothing.
   * @param time `08:00`; undefined: no summary any more.
   * @param alongside done in the same transaction when anything changes.
   * @throws ZodError for what is no time
   */
  async function set(
    partnerId: string,
    recipient: string,
    time: string | undefined,
    alongside?: Alongside,
  ): Promise<void> {
    if (time === undefined) return repository.remove(partnerId, recipient, alongside)
    const morning = { partnerId, recipient, time: clockTimeSchema.parse(time) }
    const place = (await places.of(partnerId, [recipient])).get(recipient)
    const nextAt = nextLook(morning.time, place?.reader.timeZone ?? unknownZone, clock.now())
    await repository.set(morning, nextAt, alongside)
  }

  /** Has everybody told whose morning has come, by the zone that they are in now. */
  async function look(): Promise<void> {
    const now = clock.now()
    let due: DueMorning[]
    do {
      due = await repository.due(now, batch)
      if (due.length === 0) return
      const zoneOf = await zones(due)
      await repository.take(due, now, {
        tell: (rows, taken) => tell(rows, taken, zoneOf, now),
        next: (morning) => nextLook(morning.time, zoneOf(morning), now),
      })
    } while (due.length === batch)
  }

  function tell(rows: Rows, taken: readonly DueMorning[], zoneOf: (morning: Morning) => string, now: Date) {
    const due = taken.flatMap((morning) => {
      const { partnerId, recipient, time, nextAt } = morning
      const stage = morningReached(time, zoneOf(morning), nextAt, now)
      return stage === undefined
        ? []
        : [{ partnerId, recipient, occasion: morningOccasion, subjectId: partnerId, stage }]
    })
    return notices.tell(rows, due)
  }

  /** Looked up before the transaction: with one connection, a look-up within it would wait for itself. */
  async function zones(due: readonly Morning[]): Promise<(morning: Morning) => string> {
    const known = new Map<string, string>()
    for (const [partnerId, theirs] of Map.groupBy(due, (morning) => morning.partnerId)) {
      const found = await places.of(
        partnerId,
        theirs.map(({ recipient }) => recipient),
      )
      for (const [recipient, { reader }] of found) known.set(`${partnerId}/${recipient}`, reader.timeZone)
    }
    return ({ partnerId, recipient }) => known.get(`${partnerId}/${recipient}`) ?? unknownZone
  }
}

export type MorningsService = ReturnType<typeof morningsService>
