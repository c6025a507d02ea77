import { pino } from 'pino'
import { beforeAll, describe, expect, it } from 'vitest'
import { day, minute } from '../../src/platform/clock.ts'
import {
  addressOn,
  downloads,
  everyTable,
  freshLink,
  givesNothing,
  microsoftKey,
  microsoftLink,
  otherKey,
  pastes,
  visits,
  waysToWrite,
} from '../support/by-hand.ts'
import { buttonsOf, customer, openWorld, type Person, people, type World } from '../support/desk.ts'

const hidden = '•••••-•••••-•••••-•••••-•••••'

async function activities(world: World, what: string): Promise<{ agent_id: string | null; facts: object }[]> {
  const { rows } = await world.database.pool.query(
    'select agent_id, facts from desk.activity_entry where what = $1 order by number',
    [what],
  )
  return rows
}

const opened = async () => {
  const world = await openWorld({ partnerCenter: givesNothing })
  return { world, mina: await world.person(people.admin) }
}

describe('where the service gives no keys and no links', () => {
  let world: World
  let mina: Person
  beforeAll(async () => ({ world, mina } = await opened()))

  it('lists the software as ever, in three steps', async () => {
    await mina.says('keys for contoso.com')
    expect(mina.sees()).toContain('2 of 3')
    expect(mina.rows().join()).toContain('CSP-1002')
  })

  it("says so in a sentence, opens the customer's Software page, and tells the customer's own way", async () => {
    await mina.pressesRow('CSP-1002')
    expect(mina.sees()).toContain(
      "Microsoft's service gives no key and no link by itself: copy them on the customer's Software page, and paste them here.",
    )
    expect(mina.sees()).toContain('Microsoft 365 admin center: Billing > Your products > Software')
    const open = buttonsOf(mina.card().card).find(({ title }) => title === 'Open the Software page')
    expect(open).toMatchObject({
      type: 'Action.OpenUrl',
      url: `https://partner.microsoft.com/commerce/customers/${customer(1)}/software`,
    })
    expect(mina.inputs()).toEqual(['link', 'productKey', 'file'])
    expect(mina.mayPress()).toEqual(['Open the Software page', 'Keep link and key', 'Back'])
  })

  it('asks for a link or a key at least', async () => {
    await mina.presses('Keep link and key')
    expect(mina.sees()).toContain('Paste a link or a key, or both.')
  })

  it('makes a guarded link of what was pasted, with blanks and lines around it, and keeps the key', async () => {
    mina.picks({
      link: `\n  ${microsoftLink} \t\n`,
      productKey: ` ${microsoftKey.toLowerCase().replaceAll('-', ' ')}\n`,
      file: '2019, English, ISO',
    })
    await mina.presses('Keep link and key')
    expect(mina.sees()).toContain('The link is guarded: 14 days or 50 downloads from now.')
    expect(mina.sees()).toContain('14 of 14 days left, until Dec 6, 2026, 2:00 AM')
    expect(mina.sees()).toContain('50 of 50 downloads left')
    expect(mina.sees()).toContain('File: 2019, English, ISO')
    expect(mina.sees()).toContain(hidden)
    expect(mina.mayPress()).toEqual([
      ...['Download', 'Copy link', 'Show key', 'Renew link', 'Show key in a window', 'Replace key', 'Forward', 'Back'],
    ])
    expect(await activities(world, 'link-made')).toMatchObject([
      { agent_id: people.admin, facts: { product: 'SQL Server 2019 Standard' } },
    ])
    expect(await activities(world, 'key-kept')).toMatchObject([{ agent_id: people.admin }])
  })

  it('gives customers its own page, which counts and leads there', async () => {
    const page = await visits(addressOn(mina))
    expect(page.status).toBe(200)
    expect(page.headers.get('content-security-policy')).toContain(
      "form-action 'self' https://download.microsoft.com https://*.download.microsoft.com ",
    )
    const html = await page.text()
    for (const words of ['Download SQL Server 2019 Standard', '2019, English, ISO', '50 of 50 downloads left'])
      expect(html).toContain(words)
    expect(html).not.toContain('mp.microsoft.com/pr')
    expect(html).not.toContain(' GB')
    const answer = await downloads(addressOn(mina))
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(microsoftLink)
    expect(await activities(world, 'downloaded')).toMatchObject([{ agent_id: null }])
    expect(await (await visits(addressOn(mina))).text()).toContain('49 of 50 downloads left')
  })

  it('shows the key for two minutes, which is on record', async () => {
    await mina.presses('Show key')
    expect(mina.sees()).toContain(microsoftKey)
    expect(await activities(world, 'key-shown')).toHaveLength(1)
    await world.passes(2 * minute)
    expect(mina.sees()).not.toContain(microsoftKey)
    expect(mina.sees()).toContain(hidden)
    await mina.presses('Show key', { as: 'Action.Submit' })
    expect(mina.everything()).not.toContain(microsoftKey)
    expect(mina.sees()).toContain('cannot show a key without keeping it')
  })

  it('drafts a message with the address of the desk', async () => {
    const address = addressOn(mina)
    await mina.presses('Forward')
    expect(String(mina.filledIn('message'))).toContain(`is ready to download (2019, English, ISO):\n\n${address}\n`)
    expect(await activities(world, 'link-forwarded')).toHaveLength(1)
    await mina.presses('Back')
  })

  it('replaces the address, and the new one leads to the same', async () => {
    const old = addressOn(mina)
    await mina.presses('Copy link')
    await mina.presses('Replace address')
    await mina.presses('Replace address')
    expect((await visits(old)).status).toBe(404)
    expect((await downloads(addressOn(mina))).headers.get('location')).toBe(microsoftLink)
  })

  it('asks for a fresh link to renew, once for a press that is delivered twice', async () => {
    const address = addressOn(mina)
    await mina.presses('Renew link')
    expect(mina.sees()).toContain("Microsoft's own link ends, too.")
    expect(mina.filledIn('link')).toBe('')
    await mina.presses('Renew link')
    expect(mina.sees()).toContain('This is not a whole address.')
    mina.picks({ link: freshLink })
    await mina.presses('Renew link', { deliverTwice: 'new id' })
    expect(mina.sees()).toContain('50 of 50 downloads left')
    expect(addressOn(mina)).toBe(address)
    expect((await downloads(address)).headers.get('location')).toBe(freshLink)
    expect(await activities(world, 'link-renewed')).toHaveLength(1)
  })

  it('replaces the key, and goes back to where one was', async () => {
    await mina.presses('Replace key')
    expect(mina.sees()).toContain('The key that is kept now is forgotten when you do.')
    mina.picks({ productKey: 'no key' })
    await mina.presses('Keep key')
    expect(mina.sees()).toContain('It has five groups of five letters and digits')
    mina.picks({ productKey: otherKey.replaceAll('-', '–') })
    await mina.presses('Keep key')
    expect(mina.sees()).toContain('The key is kept, sealed.')
    await mina.presses('Show key')
    expect(mina.sees()).toContain(otherKey)
    expect(await activities(world, 'key-replaced')).toMatchObject([
      { agent_id: people.admin, facts: { lineItem: 0, product: 'SQL Server 2019 Standard' } },
    ])
    await mina.presses('Hide key')
  })

  it('lists what is kept of a line, and tells links of one line apart by what their files are called', async () => {
    await mina.presses('Back')
    expect(mina.sees()).toContain('Pasted by Mina Park on Nov 22, 2026.')
    expect(mina.rows()).toEqual(['2019, English, ISO · 14 days · 49 downloads left'])
    await mina.presses('Add a link')
    expect(mina.inputs()).toEqual(['link', 'file'])
    mina.picks({ link: microsoftLink, file: '2019 english, iso' })
    await mina.presses('Keep link')
    expect(mina.sees()).toContain('You have a link for a file of that name.')
    expect(mina.filledIn('file')).toBe('2019 english, iso')
    mina.picks({ link: microsoftLink, file: '' })
    await mina.presses('Keep link')
    await mina.presses('Back')
    expect(mina.rows()).toEqual([
      'File without a name · 14 days · 50 downloads left',
      '2019, English, ISO · 14 days · 49 downloads left',
    ])
    await mina.pressesRow('2019, English')
    expect(mina.sees()).toContain('49 of 50 downloads left')
    await mina.says('keys CSP-1002 for contoso.com')
    expect(mina.rows()).toHaveLength(2)
  })
})

describe('a key alone', () => {
  it("is the line's: it is kept without a link, and shown to each admin agent of the partner, on record", async () => {
    const { world, mina } = await opened()
    await pastes(mina, 'CSP-1002', { productKey: microsoftKey })
    expect(mina.sees()).toContain('You have no link for it yet.')
    expect(mina.sees()).toContain(hidden)
    const oliver = await world.person(people.globalAndAdmin)
    await oliver.says('keys CSP-1002 for contoso.com')
    expect(oliver.sees()).toContain('Pasted by Mina Park')
    await oliver.presses('Show key')
    expect(oliver.sees()).toContain(microsoftKey)
    expect((await activities(world, 'key-shown')).map(({ agent_id }) => agent_id)).toEqual([people.globalAndAdmin])
    // Replaced by one, the other's card loses the old one as soon as it may.
    await mina.presses('Replace key')
    mina.picks({ productKey: otherKey })
    await mina.presses('Keep key')
    await world.passes(2 * minute)
    expect(oliver.sees()).not.toContain(microsoftKey)
    await oliver.presses('Show key')
    expect(oliver.sees()).toContain(otherKey)
  })
})

describe('what is pasted', () => {
  const logged: string[] = []
  let world: World
  let mina: Person
  beforeAll(async () => {
    const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) })
    world = await openWorld({ partnerCenter: givesNothing, log })
    mina = await world.person(people.admin)
  })

  const host = 'download.microsoft.com'
  const elsewhere = 'This leads elsewhere. Download links of download.microsoft.com,'
  it.each([
    ['javascript:alert(1)', 'begin with https://'],
    [`javascript://${host}/%0Aalert(1)`, 'begin with https://'],
    ['data:text/html,<p>', 'begin with https://'],
    [`http://${host}/file.iso`, 'begin with https://'],
    [`ftp://${host}/file.iso`, 'begin with https://'],
    ['https://evil.example/file.iso', elsewhere],
    ['https://microsoft.com.evil.example/file.iso', elsewhere],
    [`https://${host}.evil.example/file.iso`, elsewhere],
    [`https://evil${host}/file.iso`, elsewhere],
    ['https://microsoft.com/file.iso', elsewhere],
    ['https://127.0.0.1/file.iso', elsewhere],
    ['https://[::1]/file.iso', elsewhere],
    ['https://download.microsоft.com/file.iso', elsewhere],
    ['https://download.microsoft．com/file.iso', elsewhere],
    ['https://xn--download-.microsoft.com/file.iso', elsewhere],
    [`https://user:pass@${host}/file.iso`, 'a name before @'],
    [`https://${host}@evil.example/file.iso`, 'a name before @'],
    [`https://@${host}/file.iso`, 'a name before @'],
    [`https://${host}:8443/file.iso`, 'a port of its own'],
    [`https://${host}:/file.iso`, 'a port of its own'],
    [`https://${host}/${'a'.repeat(3_000)}`, 'longer than 2048 characters'],
    [`https://${host}/${'가'.repeat(700)}`, 'longer than 2048 characters'],
    [`https://${host}/one.iso https://${host}/two.iso`, 'not a whole address'],
    [`https://${host}/fi\nle.iso`, 'not a whole address'],
    [`https:\\\\${host}\\file.iso`, 'not a whole address'],
    [`https:/${host}/file.iso`, 'not a whole address'],
    [`//${host}/file.iso`, 'not a whole address'],
    [`${host}/file.iso`, 'not a whole address'],
    [microsoftKey, 'not a whole address'],
    ['the one from yesterday', 'not a whole address'],
  ])('that is %s is refused at its field, which says what would be right', async (link, words) => {
    await mina.says('keys CSP-1002 for contoso.com')
    mina.picks({ link, productKey: microsoftKey, file: '2022' })
    await mina.presses('Keep link and key')
    expect(mina.sees()).toContain(words)
    expect(mina.sees()).toContain('What was pasted is not shown again: paste it once more.')
    expect([mina.filledIn('link'), mina.filledIn('productKey'), mina.filledIn('file')]).toEqual(['', '', '2022'])
    expect(JSON.stringify(mina.card().card)).not.toContain(JSON.stringify(link).slice(1, -1))
    expect(await activities(world, 'link-made')).toEqual([])
    expect(await activities(world, 'key-kept')).toEqual([])
  })

  it.each([
    ['https://DOWNLOAD.microsoft.com/a.iso', 'https://download.microsoft.com/a.iso'],
    [`https://${host}:443/a.iso#b`, `https://${host}/a.iso#b`],
    [`https://some.cdn.${host}/a b.iso`.replace(' ', '%20'), `https://some.cdn.${host}/a%20b.iso`],
    [`https://${host}/a.iso?x=1&amp;y=2`, `https://${host}/a.iso?x=1&y=2`],
    [`\u200Bhttps://${host}/é.iso\u200B`, `https://${host}/%C3%A9.iso`],
  ])('that is %s is taken', async (link, leadsTo) => {
    await mina.says('keys CSP-1003 for contoso.com')
    await mina.presses('Add a link')
    mina.picks({ link, file: leadsTo.slice(-8) })
    await mina.presses('Keep link and key')
    expect((await downloads(addressOn(mina))).headers.get('location')).toBe(leadsTo)
  })

  it.each([microsoftKey, microsoftLink.slice(0, 40), 'download.microsoft.com/a.iso'])(
    'in place of what the file is called is neither taken nor shown: %s',
    async (file) => {
      await mina.says('keys CSP-1002 for contoso.com')
      mina.picks({ link: microsoftLink, file })
      await mina.presses('Keep link and key')
      expect(mina.sees()).toContain('Here only what the file is, in words')
      expect(JSON.stringify(mina.card().card)).not.toContain(file)
    },
  )

  it('is in no log, table, message or button, whatever was done with it', async () => {
    await mina.says('keys CSP-1002 for contoso.com')
    mina.picks({ link: `${microsoftLink} x`, productKey: microsoftKey })
    await mina.presses('Keep link and key')
    mina.picks({ link: microsoftLink, productKey: microsoftKey })
    await mina.presses('Keep link and key')
    const address = addressOn(mina)
    await downloads(address)
    await mina.presses('Renew link')
    mina.picks({ link: freshLink })
    await mina.presses('Renew link')
    await mina.presses('Show key')
    await mina.presses('Back')
    await mina.presses('Replace key')
    mina.picks({ productKey: otherKey })
    await mina.presses('Keep key')
    await world.passes(day)
    const messages = world.teams.world.conversations().flatMap((it) => it.messages)
    const kept = [
      await everyTable(world.database),
      JSON.stringify(messages.map(({ ownViews: _own, ...message }) => message)),
      logged.join(''),
    ].join('\n')
    expect(logged.join('')).toContain('key kept')
    expect(kept).toContain('link-renewed')
    for (const secret of [microsoftLink, freshLink, microsoftKey, otherKey])
      for (const written of waysToWrite(secret)) expect(kept.includes(written), written).toBe(false)
    const token = address.split('/').at(-1) ?? ''
    expect(await everyTable(world.database)).not.toContain(token)
    expect(logged.join('')).not.toContain(token)
  })
})

describe('two presses at once', () => {
  it('make one link and keep one key', async () => {
    const { world, mina } = await opened()
    await mina.says('keys CSP-1002 for contoso.com')
    const keep = mina.button('Keep link and key')
    const fields = { link: microsoftLink, productKey: microsoftKey, file: '2019' }
    await Promise.all([mina.pressesOld(keep, fields), mina.pressesOld(keep, fields)])
    expect(mina.sees()).toContain('50 of 50 downloads left')
    expect(await activities(world, 'link-made')).toHaveLength(1)
    expect(await activities(world, 'key-kept')).toHaveLength(1)
    await mina.pressesOld(keep, { ...fields, file: 'again' })
    expect(await activities(world, 'link-made')).toHaveLength(1)
  })

  it('renew once', async () => {
    const { world, mina } = await opened()
    await pastes(mina, 'CSP-1002', { link: microsoftLink })
    await mina.presses('Renew link')
    const renew = mina.button('Renew link')
    await Promise.all([mina.pressesOld(renew, { link: freshLink }), mina.pressesOld(renew, { link: freshLink })])
    expect(await activities(world, 'link-renewed')).toHaveLength(1)
    expect((await downloads(addressOn(mina))).headers.get('location')).toBe(freshLink)
  })
})
