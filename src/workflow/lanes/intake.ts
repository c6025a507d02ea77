import type { Ground } from '../../commerce/ground.ts'
import { noWishes } from '../notices/notice-wishes.repository.ts'
import { isAgent, type Place } from '../notices/places.ts'
import { type QuietHours, quietUntil } from '../notices/quiet-hours.ts'
import type { NoticesRoom } from '../notices/room.ts'
import type { DueNotice, IntakeRepository } from './intake.repository.ts'
import type { Drawer, Errand } from './messages.ts'

const mostNotices = 500

/** Takes up what is due for a partner, in batches: by recipient, and as each wishes to be told. */
export function intakeOf(
  { clock, log }: Pick<Ground, 'clock' | 'log'>,
  { places, wishesKept, openings }: Pick<NoticesRoom, 'places' | 'wishesKept' | 'openings'>,
  repository: IntakeRepository,
  drawer: Drawer,
) {
  return { take }

  /**
   * @param except recipients whose errands are being run.
   * @returns errands, the oldest notice's first; and whether there is more.
   */
  async function take(
    partnerId: string,
    except: readonly string[],
  ): Promise<{ errands: readonly Errand[]; more: boolean }> {
    const now = clock.now()
    const [oldest, edits] = await Promise.all([
      repository.due(partnerId, now, except, mostNotices),
      repository.toRedraw(partnerId, now, except, mostNotices),
    ])
    const some = [...new Set(oldest.map(({ recipient }) => recipient))]
    // Cut off at the limit, a recipient's notices would be several messages instead of one digest.
    const cut = oldest.length === mostNotices
    const due = cut ? await repository.dueOf(partnerId, now, some) : oldest
    const recipients = [...new Set([...some, ...edits.map(({ recipient }) => recipient)])]
    const [at, wished] = await Promise.all([
      places.of(partnerId, recipients),
      wishesKept.ofAgents(partnerId, some.filter(isAgent)),
    ])

    const unmet = await openings.unmet(partnerId, [
      ...new Set(
        due
          .filter((notice) => isAgent(notice.recipient) && !at.has(notice.recipient) && drawer.opensChat(notice))
          .map(recipientOf),
      ),
    ])

    const errands: Errand[] = []
    const [waiting, editing] = [Map.groupBy(due, recipientOf), Map.groupBy(edits, recipientOf)]
    for (const recipient of recipients) {
      const place = at.get(recipient) ?? unmet.get(recipient)
      const theirs = waiting.get(recipient) ?? []
      const copies = editing.get(recipient) ?? []
      if (place === undefined || place.stopped !== null) {
        await repository.setAside(theirs)
        await repository.edited(copies.map((copy) => ({ ...copy, sent: false })))
        continue
      }
      const told = await asWished(place, theirs, wished.get(recipient) ?? noWishes, now)
      if (told.length + copies.length > 0) errands.push({ place, due: told, drawn: [], edits: copies })
    }
    return { errands, more: cut || edits.length === mostNotices }
  }

  /** What is left to tell now: not what is muted, and nothing in quiet hours. A shared chat has neither. */
  async function asWished(
    place: Place,
    notices: DueNotice[],
    { muted, quiet }: typeof noWishes,
    now: Date,
  ): Promise<DueNotice[]> {
    if (place.shared || notices.length === 0) return notices
    const unwished = (notice: DueNotice) => muted.some((kind) => kind === drawer.kindOf(notice))
    await repository.drop(
      notices.filter(unwished).map(({ id }) => id),
      'muted',
      now,
    )
    const wished = notices.filter((notice) => !unwished(notice))
    const until = quietEnd(place, quiet, now)
    if (until === undefined) return wished
    await repository.hush(wished, until)
    return []
  }

  /** One person's wish that cannot be read must not keep a whole partner's notices. */
  function quietEnd(
    { partnerId, recipient, reader }: Place,
    quiet: QuietHours | undefined,
    now: Date,
  ): Date | undefined {
    try {
      return quietUntil(quiet, reader.timeZone, now)
    } catch (err) {
      log.warn({ err, partnerId, agentId: recipient }, 'quiet hours not understood')
      return undefined
    }
  }
}

export type Intake = ReturnType<typeof intakeOf>

const recipientOf = ({ recipient }: DueNotice): string => recipient
