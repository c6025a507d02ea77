import { describe, expect, it } from 'vitest'
import { day, hour, minute } from '../../src/platform/clock.ts'
import { partnerA, people } from '../support/desk.ts'
import { openGraphWorld } from '../support/graph-world.ts'
import { tabOf } from '../support/tab-person.ts'

describe('the connection to Microsoft', () => {
  it('that fails is told to the global admins, each in their language, once, and edited when it works again', async () => {
    const { world, microsoft } = await openGraphWorld()
    const oliver = await world.person(people.globalAndAdmin)
    const seojun = await world.person(people.koreanGlobalAdmin)
    const mina = await world.person(people.admin)
    for (const person of [oliver, seojun, mina]) await person.says('help')
    microsoft.endSignIn(partnerA, 'AADSTS700082')
    await world.passes(day + minute)
    expect(oliver.sees()).toContain("The desk's sign-in to Partner Center has ended")
    expect(oliver.sees()).toContain('AADSTS700082')
    expect(oliver.sees()).toContain('npm run partner-center -- connect')
    expect(seojun.sees()).toContain('데스크의 파트너 센터 로그인이 만료되었습니다')
    expect(mina.everything().includes('Connection to Partner Center')).toBe(false)
    // The page that its Open in tab leads to says the same, to who may change settings.
    const troubles = async (id: string) => (await tabOf(world, id)).ask('connection.troubles')
    const ofOliver = await troubles(oliver.id)
    expect(ofOliver.told.troubles).toEqual([
      {
        title: "The desk's sign-in to Partner Center has ended",
        mend: expect.stringContaining('npm run partner-center -- connect'),
      },
    ])
    expect((await troubles(mina.id)).status).toBe(403)
    await world.passes(2 * hour)
    const { notice } = world.database.rows
    expect(await notice.count({ where: { occasion: 'connection.needs-somebody' } })).toBe(2)
    microsoft.mendSignIn(partnerA)
    await world.passes(hour + minute)
    expect(oliver.sees()).toContain('The connection to Partner Center works again')
    expect((await troubles(oliver.id)).told.troubles).toEqual([])
  })

  it('without multifactor authentication is told before Partner Center refuses it', async () => {
    const { world, microsoft } = await openGraphWorld()
    const oliver = await world.person(people.globalAndAdmin)
    await oliver.says('help')
    microsoft.setMfa(partnerA, 'announced')
    await world.passes(day + minute)
    expect(oliver.sees()).toContain('has no valid multifactor authentication')
  })

  it('is told of before the client secret runs out: two weeks, a week, three days and a day', async () => {
    const { world } = await openGraphWorld({ environment: { PARTNER_CENTER_SECRET_ENDS: '2026-12-20' } })
    const oliver = await world.person(people.globalAndAdmin)
    await oliver.says('help')
    const told = () =>
      world.database.rows.notice.count({ where: { occasion: 'connection.needs-somebody', recipient: oliver.id } })
    const counts: number[] = []
    for (const days of [13, 1, 7, 4, 2, 6]) {
      await world.passes(days * day)
      counts.push(await told())
    }
    expect(counts).toEqual([0, 1, 2, 3, 4, 4])
    expect(oliver.everything().includes("The desk's client secret ends on 20 Dec 2026")).toBe(true)
  })
})
