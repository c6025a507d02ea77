import type { AuditRecord } from '../../commerce/ports/partner-center.ts'
import { type Clock, day, later } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import { cut } from '../../platform/text.ts'
import type { ActivityService } from './activity.service.ts'

/** Partner Center reads its audit no further back: what is older does not come again. */
const mayComeAgain = 91 * day
/** Of names that somebody else has written. */
const longest = 200

/** Puts what people did at Partner Center itself into the activity log, each record once however often it is read. */
export function auditedRecords({ clock }: { readonly clock: Clock }, activity: Pick<ActivityService, 'remember'>) {
  return async function remember(rows: Rows, partnerId: string, records: readonly AuditRecord[]): Promise<void> {
    if (records.length === 0) return
    const read = new Map(records.map((record) => [record.id, record]))
    const found = await rows.$queryRaw<{ id: string }[]>`
      insert into desk.audited_record (partner_id, digest, at)
      select ${partnerId}::uuid, decode(id, 'hex'), at
      from jsonb_to_recordset(${JSON.stringify([...read.values()].map(({ id, at }) => ({ id, at })))}::jsonb)
        as record(id text, at timestamptz)
      on conflict do nothing returning encode(digest, 'hex') as id`
    const anew = found.flatMap(({ id }) => read.get(id) ?? []).toSorted((a, b) => a.at.getTime() - b.at.getTime())
    for (const { at, by, application, operation, customerId, orderId } of anew) {
      await activity.remember(
        rows,
        { partnerId },
        {
          ...{ what: 'done-at-partner-center', at, facts: said({ operation, by, application }) },
          ...(customerId !== undefined && { customerId }),
          ...(orderId !== undefined && { orderId }),
        },
      )
    }
    await rows.auditedRecord.deleteMany({ where: { partnerId, at: { lt: later(clock.now(), -mayComeAgain) } } })
  }
}

const said = (facts: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [[name, cut(value, longest)]])),
  )
