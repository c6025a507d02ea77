import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { day } from '../../../src/platform/clock.ts'
import { customer, openWorld, people, type World } from '../../support/desk.ts'
import { type TabPerson, tabOf } from '../../support/tab-person.ts'

const contoso = customer(1)
const key = '5f0c2a3e-3b1f-4a57-9b52-0c1d8f6f0001'
const line = { customerId: contoso, orderId: 'CSP-1001', lineItem: 0 }

let world: World
let mina: TabPerson
beforeEach(async () => {
  world = await openWorld()
  mina = await tabOf(world)
})
afterEach(() => world.desk.close())

const entries = async (what: string) => {
  const asked = 'select facts, order_id, agent_id from desk.activity_entry where what = $1 order by number'
  return (await world.database.pool.query(asked, [what])).rows
}
const firstLink = async () => (await mina.ask('links.list')).told.links[0]

describe('keys and links, on a page', () => {
  it('lists the own links that work, ending first, with what is left; and those that have ended', async () => {
    const working = await mina.ask('links.list')
    expect(working.told.links.length).toBeGreaterThanOrEqual(2)
    const ends = working.told.links.map(({ ends }: { ends: { at: string } }) => ends.at)
    expect(ends).toEqual(ends.toSorted())
    expect(working.told.count).toBe(working.told.links.length)
    expect(working.told.links.every(({ alive }: { alive: boolean }) => alive)).toBe(true)
    const few = working.told.links.find((it: { downloads: { words: string } }) => it.downloads.words.startsWith('1 of'))
    expect(few.downloads).toEqual({ left: 2, words: '1 of 50 downloads left' })
    const ended = await mina.ask('links.list', { ended: true })
    expect(ended.told.links[0]).toMatchObject({ orderId: 'CSP-1003', alive: false })
    const ofOrder = await mina.ask('links.list', { orderId: 'CSP-1003' })
    expect(ofOrder.told.links).toEqual([])
    expect(JSON.stringify([working.told, ended.told])).not.toContain('/d/')
  })

  it('gets a link for a file of an order once, however often it is asked for', async () => {
    const { told } = await mina.ask('keys.order', { customerId: contoso, orderId: 'CSP-1002' })
    const [software] = told.lines
    const get = () =>
      mina.ask('keys.get', {
        ...{ customerId: contoso, orderId: 'CSP-1002', lineItem: software.lineItem },
        option: software.preferred,
      })
    const [one, two] = await Promise.all([get(), get()])
    expect(one.told.link.id).toBe(two.told.link.id)
    expect(await entries('link-made')).toHaveLength(1)
  })

  it('renews once by a revision, and says so of what changed meanwhile', async () => {
    const { id: link, revision } = await firstLink()
    const renewed = await mina.ask('links.renew', { link, revision, key })
    expect(renewed.told).toMatchObject({ said: expect.stringContaining('Renewed'), link: { time: { left: 100 } } })
    const again = await mina.ask('links.renew', { link, revision, key })
    expect(again.told.said).toContain('changed in the meantime')
    expect(await entries('link-renewed')).toHaveLength(1)
  })

  it('gives the address when it is asked for, on record, and a new one that kills the old', async () => {
    const { id: link, revision } = await firstLink()
    const { told } = await mina.ask('links.copy', { link })
    expect((await fetch(told.address)).status).toBe(200)
    expect(await entries('link-copied')).toHaveLength(1)
    expect((await mina.ask('links.replace', { link, revision })).told.said).toContain('Replaced')
    expect((await mina.ask('links.copy', { link })).told.address).not.toBe(told.address)
    expect((await fetch(told.address)).status).toBe(404)
  })

  it('writes the message to the customer in its language, or the one that was chosen', async () => {
    const { id: link } = await firstLink()
    const english = await mina.ask('links.forward', { link })
    expect(english.told).toMatchObject({ language: 'en', message: expect.stringContaining('Hello') })
    const korean = await mina.ask('links.forward', { link, language: 'ko' })
    expect(korean.told.message).toContain('안녕하세요')
    expect((await entries('link-forwarded')).map(({ facts }) => facts.language)).toEqual(['en', 'ko'])
  })

  it('shows a key in one answer, on record, and keeps it nowhere', async () => {
    const { told } = await mina.ask('keys.show', { ...line, key })
    expect(told.secret).toMatch(/^(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}$/)
    const { told: named } = await mina.ask('keys.line', line)
    expect(named.about).toMatch(/^Contoso · Windows Server 2019 Standard.* · CSP-1001$/)
    const [entry, other] = await entries('key-shown')
    expect(other).toBeUndefined()
    expect(entry).toMatchObject({ order_id: 'CSP-1001', agent_id: people.admin })
    for (const table of ['activity_entry', 'bot_state', 'notice']) {
      const { rows } = await world.database.pool.query(`select row_to_json(t)::text as row from desk.${table} t`)
      expect(rows.filter(({ row }) => row.includes(told.secret))).toEqual([])
    }
  })

  it('refuses links of somebody else, roles without keys, and other partners', async () => {
    const { id: link, revision } = await firstLink()
    const asks: [string, object][] = [
      ['links.list', {}],
      ['links.renew', { link, revision, key }],
      ['links.replace', { link, revision }],
      ['links.copy', { link }],
      ['links.forward', { link }],
      ['keys.order', { customerId: contoso, orderId: 'CSP-1001' }],
      ['keys.line', line],
      ['keys.get', { ...line, option: 'x' }],
      ['keys.show', { ...line, key }],
      ['keys.paste', { ...line, key, link: '', productKey: '', file: '' }],
    ]
    const withoutKeys = [people.koreanGlobalAdmin, people.sales, people.helpdesk, people.accountAdmin, people.nobody]
    for (const person of withoutKeys) {
      const asking = await tabOf(world, person)
      for (const [route, asked] of asks) {
        const { status, told } = await asking.ask(route, asked)
        expect([route, status, told?.faults && 'faults']).toEqual(
          route === 'keys.paste' ? [route, 200, 'faults'] : [route, 403, undefined],
        )
      }
    }
    for (const person of [people.chineseAdmin, people.adminOfB]) {
      const asking = await tabOf(world, person)
      for (const route of ['links.renew', 'links.replace', 'links.copy', 'links.forward']) {
        const asked = asks.find(([name]) => name === route)?.[1]
        expect((await asking.ask(route, asked)).status).toBe(422)
      }
    }
    const ofB = await tabOf(world, people.adminOfB)
    expect((await ofB.ask('keys.show', { ...line, key })).status).toBe(422)
    expect((await ofB.ask('keys.line', line)).status).toBe(422)
    expect(await entries('link-copied')).toEqual([])
    expect(await entries('key-shown')).toEqual([])
  })

  it('says of an ended link that it has ended, and renews it on the same address', async () => {
    await world.passes(15 * day)
    const { told } = await mina.ask('links.list', { ended: true })
    const { id: link, revision, ended } = told.links.find((it: { orderId: string }) => it.orderId === 'CSP-1001')
    expect(ended).toContain('has expired')
    expect((await mina.ask('links.renew', { link, revision, key })).told.link.alive).toBe(true)
  })
})
