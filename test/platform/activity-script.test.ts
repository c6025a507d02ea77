import { describe, expect, it } from 'vitest'
import { Vault } from '../../src/platform/secrets.ts'
import { practiceKey } from '../../src/practice/practice-key.ts'
import { activityRepository } from '../../src/workflow/activity/activity.repository.ts'
import { activityService } from '../../src/workflow/activity/activity.service.ts'
import { partnerA, partnerB } from '../support/desk.ts'
import { useScript } from '../support/script.ts'
import { chained, tampers, thing } from '../workflow/activity/tampering.ts'

const { folder, run, runWith, withDatabase } = useScript('activity')

describe('npm run activity -- verify', () => {
  it('says of each partner that the chain holds, and with which end; a kept end is found again', async () => {
    expect(await run('verify')).toEqual({ code: 0, out: 'No entries yet.\n', err: '' })
    await withDatabase(async (database) => {
      await chained(database, 3, partnerA)
      await chained(database, 2, partnerB)
    })
    const { code, out } = await run('verify')
    expect(code).toBe(0)
    expect(out).toMatch(new RegExp(`^${partnerA}  holds: 3 entries, end 3:[0-9a-f]{64}\n${partnerB}  holds: 2 entries`))
    const end = /end (\S+)/.exec(out)?.[1] ?? ''
    await withDatabase((database) => chained(database, 1, partnerA))
    expect(await run('verify', '--partner', partnerA, '--end', end)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/holds: 4 entries.*\nThe end that was kept, 3, is in the chain/),
    })
    // The card shows the first digits.
    expect(await run('verify', '--partner', partnerA, '--end', end.slice(0, 18))).toMatchObject({ code: 0 })
    expect(await run('verify', '--partner', partnerB, '--end', end)).toMatchObject({
      code: 1,
      out: expect.stringContaining('is not in the chain'),
    })
  }, 60_000)

  it('says where a chain breaks', async () => {
    await withDatabase(async (database) => {
      await chained(database, 3, partnerA)
      await chained(database, 3, partnerB)
      await tampers(
        database,
        [`update desk.activity_entry set what = 'key-shown' where partner_id = $1 and number = 3`, partnerA],
        ['delete from desk.activity_entry where partner_id = $1 and number = 2', partnerB],
      )
    })
    const { code, out, err } = await run('verify')
    expect(code).toBe(1)
    expect(out).toContain(`${partnerA}  BREAKS at entry 3 of ${thing(3).at.toISOString()} (changed)`)
    expect(out).toContain(`${partnerB}  BREAKS at entry 2 (missing)`)
    expect(err).toBe('')
    expect(await run('verify', '--partner', partnerB.toUpperCase())).toMatchObject({
      code: 1,
      out: expect.not.stringContaining(partnerA),
    })
  }, 60_000)

  it('asks whether the key is the right one when no chain fits at all', async () => {
    await withDatabase((database) => chained(database, 2, partnerA))
    expect(await runWith(Buffer.alloc(32, 8).toString('base64'), 'verify')).toMatchObject({
      code: 1,
      out: expect.stringContaining('BREAKS at entry 1'),
      err: expect.stringContaining('DESK_ENCRYPTION_KEY may not be the key'),
    })
  }, 60_000)

  it('uses the key of the practice mode where there is one, and makes none', async () => {
    expect(await runWith('', 'verify')).toMatchObject({ code: 2, err: expect.stringContaining('DESK_ENCRYPTION_KEY') })
    const vault = new Vault(practiceKey(folder()))
    await withDatabase((database) => {
      const activity = activityService({ vault }, activityRepository({ database }))
      return database.transaction((rows) => activity.remember(rows, { partnerId: partnerA }, thing(1)))
    })
    expect(await runWith('', 'verify')).toMatchObject({ code: 0, out: expect.stringContaining('holds: 1 entry,') })
  }, 60_000)

  it('says what is wrong with what it is told', async () => {
    const mistakes: [string[], string][] = [
      [[], 'Say what to do'],
      [['mend'], 'Say what to do'],
      [['verify', '--partner', 'contoso'], '--partner must be a tenant id'],
      [['verify', '--end', '3:00'], '--end needs --partner'],
      [['verify', '--partner', partnerA, '--end', '3:00'], '--end must be <number>:<hash>'],
      [['verify', '--all'], '--all'],
    ]
    for (const [args, words] of mistakes) {
      const { code, err } = await run(...args)
      expect({ args, code, says: err.includes(words) && err.includes('npm run activity -- verify') }).toEqual({
        ...{ args, code: 2, says: true },
      })
    }
  }, 60_000)
})
