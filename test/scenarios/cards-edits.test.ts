import { beforeEach, describe, expect, it } from 'vitest'
import { day, hour, minute } from '../../src/platform/clock.ts'
import { openWorld, type Person, people, type World } from '../support/desk.ts'
import { sendsRequest } from '../support/support-requests.ts'

const addressOn = (person: Person): string =>
  JSON.stringify(person.card().card).match(/http:\/\/[^"\\]+\/d\/[\w-]+/)?.[0] ?? ''

/** As a customer's browser does: the page, then its button. */
async function downloads(address: string): Promise<void> {
  const page = await (await fetch(address)).text()
  const key = page.match(/name="key" value="([^"]+)"/)?.[1] ?? ''
  await fetch(address, { method: 'POST', body: new URLSearchParams({ key }), redirect: 'manual' })
}

async function opensLink(person: Person, order = 'CSP-1002'): Promise<string> {
  await person.says(`keys ${order} for contoso.com`)
  await person.presses('Submit')
  await person.presses('Get keys and downloads')
  return person.card().id
}

describe('a link card', () => {
  let world: World
  let mina: Person
  beforeEach(async () => {
    world = await openWorld()
    mina = await world.person(people.admin)
  })

  it('shows what a download over HTTP has left, without anybody pressing', async () => {
    const card = await opensLink(mina)
    const messages = mina.messages()
    await downloads(addressOn(mina))
    expect(mina.sees(card)).toContain('50 of 50 downloads left')
    await world.passes(0)
    expect(mina.sees(card)).toContain('49 of 50 downloads left')
    expect(mina.messages()).toBe(messages)
    await downloads(addressOn(mina))
    await downloads(addressOn(mina))
    await world.passes(0)
    expect(mina.sees(card)).toContain('47 of 50 downloads left')
  })

  it('shows a renewal that was pressed on another card; the card that was pressed keeps its word of it', async () => {
    const first = await opensLink(mina)
    await downloads(addressOn(mina))
    const second = await opensLink(mina)
    expect(second).not.toBe(first)
    await mina.presses('Renew link')
    await world.passes(0)
    expect(mina.sees(first)).toContain('50 of 50 downloads left')
    expect(mina.sees(first)).not.toContain('Renewed:')
    expect(mina.sees(second)).toContain('Renewed: 14 days or 50 downloads from now')
  })

  it('shows the new address when it was replaced on another card', async () => {
    const first = await opensLink(mina)
    const old = addressOn(mina)
    await opensLink(mina)
    await mina.presses('Copy link')
    await mina.presses('Replace address')
    await mina.presses('Replace address')
    await world.passes(0)
    expect(JSON.stringify(mina.card(first).card)).not.toContain(old)
    expect(JSON.stringify(mina.card(first).card)).toContain(addressOn(mina))
  })

  it('shows that the link has ended when the order is cancelled', async () => {
    const card = await opensLink(mina)
    await mina.says('cancel CSP-1002')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Submit')
    await world.passes(0)
    expect(mina.sees(card)).not.toContain('downloads left')
    expect(JSON.stringify(mina.card(card).card)).not.toContain('/d/')
  })

  it('keeps a key that its owner reads, and shows the downloads when the key is hidden', async () => {
    const card = await opensLink(mina)
    const address = addressOn(mina)
    await mina.presses('Show key')
    const withKey = mina.sees(card)
    expect(withKey).not.toContain('•••••')
    await downloads(address)
    await world.passes(minute)
    expect(mina.sees(card)).toBe(withKey)
    await world.passes(2 * minute)
    expect(mina.sees(card)).toContain('•••••')
    expect(mina.sees(card)).toContain('49 of 50 downloads left')
  })

  it('that was led on to something else stays that', async () => {
    const card = await opensLink(mina)
    const address = addressOn(mina)
    await mina.presses('Back')
    const options = mina.sees(card)
    await downloads(address)
    await world.passes(0)
    expect(mina.sees(card)).toContain('49 downloads left')
    expect(mina.sees(card).split('\n')[0]).toBe(options.split('\n')[0])
    expect(mina.sees(card)).not.toContain('Copy link')
  })

  it('of somebody else is nobody else’s: another agent has a link of their own', async () => {
    const mine = await opensLink(mina)
    const oliver = await world.person(people.globalAndAdmin)
    const theirs = await opensLink(oliver)
    await downloads(addressOn(mina))
    await world.passes(0)
    expect(mina.sees(mine)).toContain('49 of 50')
    expect(oliver.sees(theirs)).toContain('50 of 50')
  })

  it('shows how many of many downloads are left, however fast they come', async () => {
    await opensLink(mina)
    const address = addressOn(mina)
    for (let count = 0; count < 12; count++) await downloads(address)
    await world.passes(0)
    expect(mina.sees()).toContain('38 of 50 downloads left')
  })

  it('is edited by the lanes, and is no notice', async () => {
    await opensLink(mina)
    const notices = () => world.database.rows.notice.count()
    const waiting = async () => {
      const { rows } = await world.database.pool.query('select 1 from desk.opened_card where edit_at is not null')
      return rows.length
    }
    const before = await notices()
    await downloads(addressOn(mina))
    expect(await waiting()).toBe(1)
    await world.passes(0)
    expect(await waiting()).toBe(0)
    expect(await notices()).toBe(before)
  })

  it('that is told of as a notice has the downloads that are left, too', async () => {
    await opensLink(mina)
    const address = addressOn(mina)
    for (let days = 0; days < 11; days++) await world.passes(day)
    await world.passes(minute)
    expect(mina.cardsWith('It ends on').at(-1)).toMatch(/A download link ends in 3 days[\s\S]*after 50 more downloads/)
    await downloads(address)
    await world.passes(0)
    expect(mina.cardsWith('It ends on').at(-1)).toMatch(/A download link ends in 3 days[\s\S]*after 49 more downloads/)
  })
})

describe('a support request’s card', () => {
  let world: World
  let mina: Person
  let oliver: Person
  let hers: string
  let his: string
  beforeEach(async () => {
    world = await openWorld()
    mina = await world.person(people.admin)
    oliver = await world.person(people.globalAndAdmin)
    hers = await sendsRequest(mina)
    await oliver.says('support SR-1001')
    his = oliver.card().id
  })

  it('shows on every open card that Microsoft has taken it up, answered it and closed it', async () => {
    for (const [passing, words] of [
      [hour, 'In progress.'],
      [day, 'We have looked into your request'],
      [8 * day, 'Closed. Closed on'],
    ] as const) {
      expect(mina.sees(hers)).not.toContain(words)
      await world.passes(passing)
      expect(mina.sees(hers)).toContain(words)
      expect(oliver.sees(his)).toContain(words)
    }
  })

  it('shows what a colleague has written and closed; the card that was pressed is edited by its press alone', async () => {
    oliver.picks({ comment: 'The invoice number is 4711.' })
    await oliver.presses('Add comment', { message: his })
    await world.passes(0)
    expect(mina.sees(hers)).toContain('The invoice number is 4711.')
    await world.passes(hour)
    await oliver.presses('Close request', { message: his })
    await world.passes(0)
    expect(mina.sees(hers)).toContain('Closed. Closed on')
    expect(mina.sees(hers)).not.toContain('Add comment')
  })

  it('of another partner’s agent, or of who may not ask for support any more, is not shown anything', async () => {
    await world.database.rows.agent.updateMany({ where: { id: people.globalAndAdmin }, data: { roles: [] } })
    const before = oliver.sees(his)
    await world.passes(hour)
    expect(oliver.sees(his)).toBe(before)
    expect(mina.sees(hers)).toContain('In progress.')
  })
})
