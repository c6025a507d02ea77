import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { day } from '../../src/platform/clock.ts'
import { entriesSaying } from '../support/activity-file.ts'
import { parseCsv } from '../support/csv.ts'
import { openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'

let world: World
let grace: Person
beforeEach(async () => {
  world = await openWorld()
  grace = await world.person(people.accountAdmin)
})

const offers = (person = grace) =>
  world.teams.messages(person.chat, person.id).filter(({ consent }) => consent !== undefined)
const exported = () => world.database.rows.activityEntry.count({ where: { what: 'activity-exported' } })
const asks = async (person = grace) => {
  await person.says('activity')
  await person.presses('CSV to OneDrive')
  const offer = offers(person).at(-1)
  if (offer === undefined) throw new Error('nothing was offered')
  return offer
}
const answers = async (
  messageId: Parameters<typeof world.teams.answerOffer>[2],
  accepted: boolean,
  uploadUrl?: string,
) => {
  const { status } = await world.teams.answerOffer(grace.chat, grace.id, messageId, accepted, uploadUrl)
  expect(status).toBe(200)
  await world.passes(0)
}
const textOf = (messageId: string) =>
  world.teams.messages(grace.chat, grace.id).find(({ id }) => id === messageId)?.text ?? ''
const saved = () => world.teams.messages(grace.chat, grace.id).flatMap((message) => message.saved ?? [])

/** Somebody who takes files as OneDrive does, and may be told to fail. */
async function oneDrive(answer: (range: string) => number): Promise<{ url: string; ranges: string[] }> {
  const ranges: string[] = []
  const server: Server = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      ranges.push(String(request.headers['content-range']))
      response.statusCode = answer(ranges.at(-1) ?? '')
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/upload`, ranges }
}

describe('the log as a file for one’s OneDrive', () => {
  it('is offered by a card of Teams’ own, once for a press that is delivered twice', async () => {
    await grace.says('activity')
    await grace.presses('CSV to OneDrive', { deliverTwice: 'new id' })
    expect(offers()).toHaveLength(1)
    const [offer] = offers()
    expect(offer?.consent?.name).toMatch(/^activity-2026-11-\d\d-to-2026-11-22\.csv$/)
    expect(offer?.consent?.sizeInBytes).toBeGreaterThan(0)
  })

  it('leaves the link, and says what to do where nothing appears', async () => {
    await asks()
    expect(grace.everything()).toContain('Where nothing appears, this Teams takes no files from apps')
    expect(grace.mayPress()).toContain('CSV file')
  })

  it('is put where Teams says when it is accepted, whole, and shown there; that is on record', async () => {
    await entriesSaying(world, ['Contoso', '=1+1'])
    const offer = await asks()
    expect(await exported()).toBe(0)
    const uploadUrl = world.teams.shelf.expect()
    await answers(offer.id, true, uploadUrl)
    const file = world.teams.shelf.cameTo(uploadUrl)
    expect(file?.subarray(0, 3).toString('hex')).toBe('efbbbf')
    const rows = parseCsv(file?.subarray(3).toString('utf8') ?? '')
    expect(rows.length).toBeGreaterThan(1)
    expect(textOf(offer.id)).toContain('is saved in your OneDrive')
    expect(saved()).toEqual([{ name: offer.consent?.name, url: expect.stringContaining('sharepoint.com/') }])
    expect(await exported()).toBe(1)
  })

  it('is saved once, however often it is accepted', async () => {
    const offer = await asks()
    const [first, second] = [world.teams.shelf.expect(), world.teams.shelf.expect()]
    await Promise.all([
      world.teams.answerOffer(grace.chat, grace.id, offer.id, true, first),
      world.teams.answerOffer(grace.chat, grace.id, offer.id, true, second),
    ])
    await world.passes(0)
    await answers(offer, true)
    await answers(offer, false)
    const came = [first, second].filter((url) => world.teams.shelf.cameTo(url) !== undefined)
    expect(came).toHaveLength(1)
    expect(saved()).toHaveLength(1)
    expect(await exported()).toBe(1)
    expect(textOf(offer.id)).toContain('is saved')
  })

  it('is not put anywhere when it is declined, which is said', async () => {
    const offer = await asks()
    await answers(offer.id, false)
    expect(textOf(offer.id)).toBe('Declined: no file was saved.')
    const uploadUrl = world.teams.shelf.expect()
    await answers(offer, true, uploadUrl)
    expect(world.teams.shelf.cameTo(uploadUrl)).toBeUndefined()
    expect(await exported()).toBe(0)
  })

  it('is not given to who has lost the role meanwhile', async () => {
    const offer = await asks()
    await world.database.rows.agent.updateMany({ where: { id: grace.id }, data: { roles: [] } })
    const uploadUrl = world.teams.shelf.expect()
    await answers(offer.id, true, uploadUrl)
    expect(world.teams.shelf.cameTo(uploadUrl)).toBeUndefined()
    expect(textOf(offer.id)).toContain('needs the role')
    expect(saved()).toEqual([])
  })

  it('is not offered for ever', async () => {
    const offer = await asks()
    await world.passes(day)
    const uploadUrl = world.teams.shelf.expect()
    await answers(offer.id, true, uploadUrl)
    expect(textOf(offer.id)).toContain('This offer is over')
    expect(world.teams.shelf.cameTo(uploadUrl)).toBeUndefined()
  })

  it('is nobody else’s to accept', async () => {
    const offer = await asks()
    const oliver = await world.person(people.globalAndAdmin)
    const own = await asks(oliver)
    const answer = await fetch(`${world.desk.address}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ type: 'invoke', name: 'fileConsent/invoke', id: 'f:1', channelId: 'msteams', replyToId: own.id },
        serviceUrl: `${world.desk.address}/practice/connector/`,
        from: { id: '29:oliver', aadObjectId: oliver.id },
        recipient: { id: '28:bot' },
        conversation: { id: oliver.chat, conversationType: 'personal', tenantId: partnerA },
        value: {
          ...{ type: 'fileUpload', action: 'accept', context: offer.consent && (await contextOf(offer.id)) },
          uploadInfo: {
            uploadUrl: world.teams.shelf.expect(),
            contentUrl: 'https://x.sharepoint.com/a',
            name: 'a.csv',
          },
        },
      }),
    })
    expect(answer.status).toBe(200)
    await world.passes(0)
    expect(await exported()).toBe(0)
    expect(offers()).toHaveLength(1)
  })

  it.each([
    ['another host', 'https://evil.example/upload'],
    ['plain HTTP', 'http://contoso-my.sharepoint.com/upload'],
    ['a host that only ends so', 'https://evilsharepoint.com/upload'],
    ['a login in the address', 'https://a:b@contoso-my.sharepoint.com/upload'],
    ['another port', 'https://contoso-my.sharepoint.com:8443/upload'],
    ['this machine', 'http://127.0.0.1:9/upload'],
    ['a file of this machine', 'file:///etc/passwd'],
  ])('is never put to %s', async (_what, uploadUrl) => {
    const offer = await asks()
    await answers(offer.id, true, uploadUrl)
    expect(textOf(offer.id)).toContain('could not be saved')
    expect(await exported()).toBe(0)
  })

  it('that is refused, or breaks off, is said to have failed', async () => {
    const offer = await asks()
    await answers(offer.id, true, `${world.desk.address}/practice/files/nobody-knows-this`)
    expect(textOf(offer.id)).toContain('could not be saved')
    expect(saved()).toEqual([])
    const { rows } = await world.database.pool.query('select status, upload from desk.activity_offer')
    expect(rows).toEqual([{ status: 'failed', upload: null }])
  })

  it('keeps the address of the upload sealed, and only as long as it is needed', async () => {
    const offer = await asks()
    const uploadUrl = world.teams.shelf.expect()
    await world.teams.answerOffer(grace.chat, grace.id, offer.id, true, uploadUrl)
    const kept = async () => (await world.database.pool.query('select upload from desk.activity_offer')).rows[0]?.upload
    expect(await kept()).toMatch(/^v1\./)
    expect(await kept()).not.toContain(uploadUrl)
    await world.passes(0)
    expect(await kept()).toBeNull()
  })

  it.each([
    ['nothing', undefined],
    ['no context', { action: 'accept', uploadInfo: {} }],
    ['an offer that nobody made', { action: 'decline', context: { offer: partnerA } }],
    ['a number', 5],
  ])('may be answered with anything: %s', async (_what, value) => {
    const answer = await fetch(`${world.desk.address}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ type: 'invoke', name: 'fileConsent/invoke', id: 'f:2', channelId: 'msteams', value },
        serviceUrl: `${world.desk.address}/practice/connector/`,
        from: { id: '29:grace', aadObjectId: grace.id },
        recipient: { id: '28:bot' },
        conversation: { id: grace.chat, conversationType: 'personal', tenantId: partnerA },
      }),
    })
    expect([200, 400]).toContain(answer.status)
  })
})

/** What Teams gives back with the answer. */
async function contextOf(messageId: string): Promise<unknown> {
  return world.teams.world.message(grace.chat, messageId)?.consent?.acceptContext
}

describe('putting a file', () => {
  it('goes in parts, each with its place in the whole, and ends at the first that is refused', async () => {
    const { putFile } = await import('../../src/platform/put-file.ts')
    const piece = Buffer.alloc(1_000_000, 'a')
    const contents = async function* () {
      for (let at = 0; at < 8; at++) yield piece
    }
    const there = await oneDrive(() => 202)
    const bounds = { bytes: 8_000_000, patience: 10_000 }
    expect(await putFile(new URL(there.url), contents(), bounds)).toBe('put')
    expect(there.ranges).toEqual([
      'bytes 0-3276799/8000000',
      'bytes 3276800-6553599/8000000',
      'bytes 6553600-7999999/8000000',
    ])
    const refusing = await oneDrive(() => 404)
    expect(await putFile(new URL(refusing.url), contents(), bounds)).toBe('refused')
    expect(refusing.ranges).toHaveLength(1)
    expect(await putFile(new URL(there.url), contents(), { ...bounds, bytes: 7_999_999 })).toBe('another-length')
    expect(await putFile(new URL(there.url), contents(), { ...bounds, bytes: 8_000_001 })).toBe('another-length')
    expect(await putFile(new URL('http://127.0.0.1:1/'), contents(), bounds)).toBe('failed')
  })
})
