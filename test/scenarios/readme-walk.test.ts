import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { hour } from '../../src/platform/clock.ts'
import { openWorld, type Person, people, type World } from '../support/desk.ts'

const readme = readFileSync('README.md', 'utf8')
const walk = readme.slice(readme.indexOf('## What to try first'), readme.indexOf('## Configuration'))

let world: World
let mina: Person
beforeAll(async () => {
  world = await openWorld()
  mina = await world.person(people.admin)
})

/** Says what the walk says to say, and presses what it says to press: nothing else leads on. */
async function says(words: string, person = mina): Promise<void> {
  expect(walk).toContain(`\`${words}\``)
  await person.says(words)
}
async function presses(title: string): Promise<void> {
  expect(walk).toContain(`_${title}_`)
  await mina.presses(title)
}

describe('the walk of the README, press by press', () => {
  it('cancels', async () => {
    await says('cancel order CSP-1002 for contoso.com')
    expect(mina.sees()).toContain('1 day left')
    mina.picks({ acknowledged: 'true' })
    await presses('Submit')
    const card = mina.card().id
    expect(mina.sees(card)).toContain('cancelling')
    await world.passes(hour)
    expect(mina.sees(card)).toContain('cancelled')
    expect(mina.hears()).toContain('Order CSP-1002 is cancelled')
  })

  it('buys', async () => {
    await says('buy 10 windows server datacenter for Contoso')
    expect(walk).toContain('The products that fit are offered with their prices: press one')
    expect(mina.rows().length).toBeGreaterThan(1)
    await mina.pressesRow('Datacenter')
    mina.picks({ acknowledged: 'true' })
    await presses('Place order')
    expect(mina.sees()).toMatch(/Order CSP-\d+ is placed/)
  })

  it('gets a key', async () => {
    await says('keys CSP-1001 for contoso.com')
    await presses('Submit')
    await presses('Get keys and downloads')
    await presses('Show key')
    expect(mina.mayPress()).toContain('Download')
  })

  it('asks support', async () => {
    await says('cancel CSP-1004')
    await presses('Open support request')
    await world.teams.sendPicture(mina.chat, mina.id)
    await world.passes(0)
    expect(mina.sees()).toContain('photo.png')
    expect(walk).toContain('_Send request_')
  })

  it('looks around', async () => {
    await says('orders closing this week')
    const oliver = await world.person(people.globalAndAdmin)
    for (const words of ['activity last week', 'who saw keys today']) {
      await says(words, oliver)
      expect(oliver.sees()).toContain('Activity log')
    }
  })
})
