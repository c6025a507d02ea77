import { describe, expect, it } from 'vitest'
import { partnerA, people } from '../support/desk.ts'
import { noticeOf, tell } from '../support/notices.ts'
import { useScript } from '../support/script.ts'

const { run, withDatabase } = useScript('notices')

describe('npm run notices', () => {
  it('tells how many are in which state, and sets one that was refused back to waiting', async () => {
    const [refused, sent] = await withDatabase(async (database) => {
      const ids = await tell(database, people.admin, 3)
      const [first, second] = ids
      await database.rows.notice.update({ where: { id: first ?? '' }, data: { status: 'refused', code: 'BadSyntax' } })
      await database.rows.notice.update({ where: { id: second ?? '' }, data: { status: 'sent' } })
      return ids
    })
    expect((await run('status')).out).toMatch(new RegExp(`${partnerA} +1 +1 +0 +1 +0 +0`))
    expect(await run('retry', refused ?? '')).toMatchObject({ code: 0, out: expect.stringContaining('BadSyntax') })
    expect((await run('retry', sent ?? '')).err).toContain('is sent: only refused and unknown ones are sent again')
    expect((await run('status')).out).toMatch(new RegExp(`${partnerA} +2 +2 +0 +0 +0 +0`))
    expect(await withDatabase((database) => noticeOf(database, refused))).toMatchObject({
      status: 'waiting',
      code: null,
    })
  }, 60_000)

  it('lists what is in trouble, and sets all that were refused for one reason back to waiting, but nothing unknown', async () => {
    const ids = await withDatabase(async (database) => {
      const [first = '', second = '', third = ''] = await tell(database, people.admin, 3)
      const refused = { status: 'refused', code: 'HTTP 401' }
      await database.rows.notice.updateMany({ where: { id: { in: [first, second] } }, data: refused })
      await database.rows.notice.update({ where: { id: third }, data: { status: 'unknown', code: 'HTTP 401' } })
      return [first, second, third]
    })
    const { out } = await run('status')
    for (const id of ids) expect(out).toContain(id)
    expect(await run('retry-all', 'HTTP 401')).toMatchObject({ code: 0, out: expect.stringContaining('2 notices') })
    expect((await run('status')).out).toMatch(new RegExp(`${partnerA} +2 +2 +0 +0 +1 +0`))
    expect(await run('retry-all', 'HTTP 401')).toMatchObject({ code: 1, err: expect.stringContaining('HTTP 401') })
  }, 60_000)

  it('says what is wrong with what it is told', async () => {
    expect(await run('retry', '00000000-0000-4000-8000-000000000000')).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no notice'),
    })
    expect(await run('retry', 'everything')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Say which notice'),
    })
    expect(await run()).toMatchObject({ code: 2, err: expect.stringContaining('npm run notices -- status') })
  }, 60_000)
})
