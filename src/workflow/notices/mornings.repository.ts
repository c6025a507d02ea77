import type { Stored } from '../../commerce/ground.ts'
import type { Rows } from '../../platform/database/database.ts'

/** Whose summary it is: an agent's, or a shared chat's. */
export interface Morning {
  readonly partnerId: string
  /** An agent's object id, or a shared chat's conversation id. */
  readonly recipient: string
  /** `08:00`, in the recipient's time zone. */
  readonly time: string
}

/** A summary that has to be looked at now. */
export interface DueMorning extends Morning {
  readonly nextAt: Date
}

/** Done in the same transaction when anything changes. */
export type Alongside = (rows: Rows) => Promise<void>

export function morningsRepository({ database }: Stored) {
  return { find, ofPartner, set, remove, due, take }

  async function find(partnerId: string, recipient: string): Promise<Morning | undefined> {
    const where = { partnerId_recipient: { partnerId, recipient } }
    return (await database.rows.morning.findUnique({ where })) ?? undefined
  }

  function ofPartner(partnerId: string): Promise<Morning[]> {
    return database.rows.morning.findMany({ where: { partnerId } })
  }

  /** The same time again leaves a morning alone that has come and is not told yet. @param alongside done with a change */
  async function set({ partnerId, recipient, time }: Morning, nextAt: Date, alongside?: Alongside): Promise<void> {
    await database.transaction(async (rows) => {
      const changed = await rows.$executeRaw`
        insert into desk.morning as known (partner_id, recipient, time, next_at)
        values (${partnerId}::uuid, ${recipient}, ${time}, ${nextAt})
        on conflict (partner_id, recipient) do update set time = excluded.time, next_at = excluded.next_at
        where known.time <> excluded.time`
      if (changed > 0) await alongside?.(rows)
    })
  }

  async function remove(partnerId: string, recipient: string, alongside?: Alongside): Promise<void> {
    await database.transaction(async (rows) => {
      const { count } = await rows.morning.deleteMany({ where: { partnerId, recipient } })
      if (count > 0) await alongside?.(rows)
    })
  }

  /** Those that are due, whoever takes them. */
  function due(now: Date, limit: number): Promise<DueMorning[]> {
    return database.rows.morning.findMany({
      where: { nextAt: { lte: now } },
      orderBy: [{ nextAt: 'asc' }, { partnerId: 'asc' }, { recipient: 'asc' }],
      take: limit,
    })
  }

  /**
   * Takes those of the due ones that still are, has them told, and moves each on: in one transaction, so that each morning is
   * told once and none is lost. What another replica has taken at this moment is left to it.
   */
  async function take(
    due: readonly DueMorning[],
    now: Date,
    { tell, next }: { tell(rows: Rows, taken: DueMorning[]): Promise<void>; next(taken: DueMorning): Date },
  ): Promise<void> {
    const [partnerIds, recipients] = [due.map(({ partnerId }) => partnerId), due.map(({ recipient }) => recipient)]
    await database.transaction(async (rows) => {
      const taken = await rows.$queryRaw<DueMorning[]>`
        select m.partner_id as "partnerId", m.recipient, m.time, m.next_at as "nextAt"
        from desk.morning m
        join unnest(${partnerIds}::uuid[], ${recipients}::text[]) as wanted(partner_id, recipient)
          on wanted.partner_id = m.partner_id and wanted.recipient = m.recipient
        where m.next_at <= ${now}::timestamptz
        order by m.next_at for update of m skip locked`
      if (taken.length === 0) return
      await tell(rows, taken)
      await move(
        rows,
        taken.map((morning) => ({ ...morning, nextAt: next(morning) })),
      )
    })
  }
}

export type MorningsRepository = ReturnType<typeof morningsRepository>

async function move(rows: Rows, mornings: readonly DueMorning[]): Promise<void> {
  const partnerIds = mornings.map(({ partnerId }) => partnerId)
  const recipients = mornings.map(({ recipient }) => recipient)
  const moments = mornings.map(({ nextAt }) => nextAt.toISOString())
  await rows.$executeRaw`
    update desk.morning as m set next_at = moved.at
    from unnest(${partnerIds}::uuid[], ${recipients}::text[], ${moments}::timestamptz[]) as moved(partner_id, recipient, at)
    where m.partner_id = moved.partner_id and m.recipient = moved.recipient`
}
