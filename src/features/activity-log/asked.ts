import { z } from 'zod'
import { type DateRange, rangePresets } from '../../chat/date-range.ts'
import { type Clock, later } from '../../platform/clock.ts'
import type { ActivityQuestion } from '../../workflow/activity/activity-reading.repository.ts'
import { addDays, dayOf, daysOf, startOf } from './days.ts'
import { activitiesOf, kinds } from './kinds.ts'

/** An agent's id, or `customers` for what customers did. Left out: everyone. */
const person = z.union([z.guid(), z.literal('customers')])

/** Years that dates can be typed in: nothing was remembered before, and zones are not known long after. */
export const daySchema = z.iso.date().refine((date) => date >= '2000-01-01' && date < '2100-01-01')

/** A question as it was asked, once and for all: its days do not move on with the clock while it is paged through. */
export const askedSchema = z.object({
  range: z.enum([...rangePresets, 'exact']),
  first: daySchema,
  last: daySchema,
  from: z.coerce.date(),
  /** Exclusive, and at most when it was asked. */
  to: z.coerce.date(),
  person: person.optional(),
  customerId: z.guid().optional(),
  kind: z.enum(kinds),
})
export type Asked = Readonly<z.infer<typeof askedSchema>>

export interface Asking {
  readonly range: DateRange
  readonly person?: Asked['person']
  readonly customerId?: string | undefined
  readonly kind: Asked['kind']
}

/** @throws DaysBackwards, DaysAhead */
export function askedNow({ range, ...filters }: Asking, timeZone: string, clock: Clock): Asked {
  const now = clock.now()
  const { first, last } = daysOf(range, dayOf(timeZone, now))
  const end = startOf(timeZone, addDays(last, 1))
  // The end is exclusive, and what happened in this very millisecond is asked for too.
  const soFar = later(now, 1)
  return {
    ...filters,
    range: 'preset' in range ? range.preset : 'exact',
    first,
    last,
    from: startOf(timeZone, first),
    to: new Date(Math.min(end.getTime(), soFar.getTime())),
  }
}

export function questionOf(partnerId: string, { from, to, person, customerId, kind }: Asked): ActivityQuestion {
  const what = activitiesOf(kind)
  const range = { partnerId, from, to, customerId }
  // All that customers do is to download, and no download has an agent.
  if (person === 'customers') {
    return { ...range, what: what === undefined || what.includes('downloaded') ? ['downloaded'] : [] }
  }
  return { ...range, agentId: person, what }
}
