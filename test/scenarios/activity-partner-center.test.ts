import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hour, minute } from '../../src/platform/clock.ts'
import { allListed, listed } from '../support/activity-card.ts'
import { openWorld, type Person, partnerA, partnerB, people, type World } from '../support/desk.ts'
import { openRestPartnerCenter } from '../support/rest-partner-center.ts'

describe('what people do at Partner Center itself', () => {
  let rest: Awaited<ReturnType<typeof openRestPartnerCenter>>
  let world: World
  let grace: Person
  const atPartnerCenter = async () => {
    await grace.says('activity')
    grace.picks({ kind: 'partner-center' })
    await grace.presses('Show')
    return allListed(grace)
  }
  const passes = async (milliseconds: number) => {
    for (let passed = 0; passed < milliseconds; passed += 5 * minute) await world.passes(5 * minute)
  }

  beforeAll(async () => {
    rest = await openRestPartnerCenter()
    const { database, clock, partnerCenter } = rest
    world = await openWorld({ database, clock, partnerCenter: () => partnerCenter })
    grace = await world.person(people.accountAdmin)
    rest.server.addCustomer(partnerA, { name: 'Wingtip', domain: 'wingtip.example' })
    rest.server.addCustomer(partnerB, { name: 'Of another partner', domain: 'other.example' })
    await passes(hour)
  })
  afterAll(() => rest.server.close())

  it('is in the log, once, with who did it there and what', async () => {
    const lines = await atPartnerCenter()
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^At Partner Center · dashboard@\S+, at Partner Center · add_customer · Wingtip$/)
    await passes(2 * hour)
    expect(await atPartnerCenter()).toEqual(lines)
  })

  it('comes with all work, and neither with what nobody of the desk did nor with purchases', async () => {
    await grace.says('activity')
    expect((await allListed(grace)).join('\n')).toContain('Wingtip')
    grace.picks({ kind: 'purchases' })
    await grace.presses('Show')
    expect(listed(grace)).toEqual([])
  })

  it('leaves the chain whole', async () => {
    const oliver = await world.person(people.globalAndAdmin)
    await oliver.says('activity')
    await oliver.presses('Check the chain')
    await world.passes(minute)
    expect(oliver.sees()).toContain('The chain holds')
  })
})
