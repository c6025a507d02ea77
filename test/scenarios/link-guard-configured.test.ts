import { expect, it, vi } from 'vitest'
import { fileAddress, takes } from '../support/activity-file.ts'
import { addressOn, downloads, everyTable, microsoftKey, microsoftLink, pastes, visits } from '../support/by-hand.ts'
import { openWorld, people } from '../support/desk.ts'
import { partnerCenterWith } from '../support/partner-center.ts'

// Each opens a desk or two of its own.
vi.setConfig({ testTimeout: 60_000 })

const byHand = { EMBEDDED_KEYS: 'by-hand' }

it('the embedded Partner Center gives nothing by itself when it is told so', async () => {
  const world = await openWorld({ environment: byHand })
  const mina = await world.person(people.admin)
  await pastes(mina, 'CSP-1002', { link: microsoftLink, productKey: microsoftKey })
  expect((await downloads(addressOn(mina))).headers.get('location')).toBe(microsoftLink)
})

it('the hosts that are configured are taken, and no others; a link to one that is not any more ends', async () => {
  const environment = { ...byHand, DOWNLOAD_HOSTS: 'files.contoso.example, mp.microsoft.com' }
  const world = await openWorld({ environment })
  const mina = await world.person(people.admin)
  await pastes(mina, 'CSP-1002', { link: 'https://download.microsoft.com/a.iso' })
  expect(mina.sees()).toContain('Download links of files.contoso.example or mp.microsoft.com are taken.')
  mina.picks({ link: microsoftLink })
  await mina.presses('Keep link and key')
  const address = addressOn(mina)
  expect((await downloads(address)).status).toBe(303)
  const narrower = await openWorld({
    environment: { ...byHand, DOWNLOAD_HOSTS: 'files.contoso.example' },
    database: { ...world.database, close: async () => {} },
    clock: world.clock,
  })
  const there = `${narrower.desk.address}/d/${address.split('/').at(-1)}`
  expect((await visits(there)).status).toBe(410)
  expect((await downloads(there)).status).toBe(410)
})

it('a service that gives links and no keys has its keys pasted, and one that gives keys and no links its links', async () => {
  const gives = (keys: boolean) =>
    openWorld({
      partnerCenter: partnerCenterWith({
        capabilities: (real) => ({ ...real.capabilities, keys, downloadLinks: !keys }),
      }),
    })
  const links = await gives(false)
  const mina = await links.person(people.admin)
  await mina.says('keys CSP-1002 for contoso.com')
  await mina.presses('Submit')
  await mina.presses('Get keys and downloads')
  expect(mina.sees()).toContain('No key is kept for it yet.')
  await mina.presses('Add key')
  mina.picks({ productKey: microsoftKey })
  await mina.presses('Keep key')
  await mina.presses('Show key')
  expect(mina.sees()).toContain(microsoftKey)
  await mina.presses('Renew link')
  expect(mina.sees()).toContain('Renewed: 14 days or 50 downloads from now')

  const keys = await gives(true)
  const lena = await keys.person(people.admin)
  await lena.says('keys CSP-1002 for contoso.com')
  expect(lena.inputs()).toEqual(['link', 'file'])
  lena.picks({ link: microsoftLink })
  await lena.presses('Keep link')
  await lena.presses('Show key')
  expect(lena.sees()).toMatch(/[2-9B-Y]{5}(?:-[2-9B-Y]{5}){4}/)
  await lena.presses('Back')
  expect(lena.mayPress()).toEqual(['Add a link', 'Show key', 'Show key in a window', 'Back'])
  await lena.presses('Show key')
  expect(lena.sees()).toMatch(/[2-9B-Y]{5}(?:-[2-9B-Y]{5}){4}/)
})

it('what is in the activity log about it, on the card and in the file, names no secret', async () => {
  const world = await openWorld({ environment: byHand })
  const mina = await world.person(people.admin)
  await pastes(mina, 'CSP-1002', { link: microsoftLink, productKey: microsoftKey, file: '2019' })
  await mina.presses('Replace key')
  mina.picks({ productKey: 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE' })
  await mina.presses('Keep key')
  const grace = await world.person(people.accountAdmin)
  await grace.says('activity today')
  for (const words of ['Key kept', 'Key replaced', 'Link made']) expect(grace.sees()).toContain(words)
  await grace.presses('CSV file')
  const address = fileAddress(grace)
  const csv = await (await takes(address)).text()
  for (const words of ['key-kept', 'key-replaced', 'link-made', 'SQL Server 2019 Standard'])
    expect(csv).toContain(words)
  for (const secret of [microsoftKey, microsoftLink, 'AAAAA-BBBBB']) expect(csv).not.toContain(secret)
  expect(await everyTable(world.database)).not.toContain('AAAAA-BBBBB')
})

it('the order card leads to the card that takes a link', async () => {
  const world = await openWorld({ environment: byHand })
  const mina = await world.person(people.admin)
  await mina.says('order CSP-1002')
  await mina.presses('Get keys and downloads')
  expect(mina.sees()).toContain('paste them here')
})

it('cards of before lead on when the service stops giving links, and links of before when it begins to', async () => {
  let gives = true
  const world = await openWorld({
    partnerCenter: partnerCenterWith({
      capabilities: (real) => ({ ...real.capabilities, keys: gives, downloadLinks: gives }),
    }),
  })
  const mina = await world.person(people.admin)
  await mina.says('keys CSP-1002 for contoso.com')
  gives = false
  await mina.presses('Submit')
  expect(mina.sees()).toContain('Partner Center gives no download links here by itself any more.')
  await mina.presses('Back')
  await mina.pressesRow('CSP-1002')
  mina.picks({ link: microsoftLink, productKey: microsoftKey })
  await mina.presses('Keep link and key')
  gives = true
  expect((await downloads(addressOn(mina))).headers.get('location')).toBe(microsoftLink)
  await mina.presses('Renew link')
  expect(mina.inputs()).toEqual(['link'])
  await mina.presses('Back')
  await mina.presses('Show key')
  expect(mina.sees()).not.toContain(microsoftKey)
  await mina.presses('Back')
  expect(mina.sees()).toContain('3 of 4')
})
