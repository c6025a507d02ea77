import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'
import { sampleFiles } from '../support/sample-files.ts'
import { fromTeams } from '../support/teams-events.ts'

let world: World
let mina: Person
beforeEach(async () => {
  world = await openWorld()
  mina = await world.person(people.admin)
})

const sends = async (photo: { content?: Buffer; url?: string }) => {
  expect((await world.teams.sendPicture(mina.chat, mina.id, photo)).status).toBe(200)
  await world.passes(0)
}

/** A message of Mina's with these attachments. */
const attaches = (attachments: readonly object[], more: object = {}) =>
  fromTeams(world, {
    type: 'message',
    from: { id: '29:mina', aadObjectId: people.admin },
    conversation: { id: mina.chat, conversationType: 'personal', tenantId: partnerA },
    channelData: { tenant: { id: partnerA } },
    attachments,
    ...more,
  })

describe('a photo from a phone', () => {
  it('is taken for a support request as other files are, and gets the ending of what it is', async () => {
    await sends({ content: sampleFiles['screen.png'] })
    expect(mina.sees()).toMatch(/photo\.png\nStored · PNG picture · \d+ bytes/)
    await mina.presses('New support request')
    expect(mina.sees()).toContain('photo.png')
    const [file] = await world.database.rows.supportFile.findMany()
    expect(Buffer.from(file?.content ?? [])).toEqual(sampleFiles['screen.png'])
  })

  it.each(['image/*', 'image/png', 'image/jpeg', 'IMAGE/PNG'])('is one by its type %s', async (contentType) => {
    const contentUrl = `${world.desk.address}/practice/connector/v3/attachments/none/views/original`
    await attaches([
      { contentType, contentUrl },
      { contentType: 'text/html', content: '<p><img></p>' },
    ])
    expect(mina.sees()).toContain('photo\nComing')
    await world.passes(0)
    expect(mina.sees()).toContain('Teams no longer gives it out; send it again')
  })

  it('comes with words, which are answered too', async () => {
    const contentUrl = `${world.desk.address}/practice/connector/v3/attachments/none/views/original`
    await attaches([{ contentType: 'image/*', contentUrl }], { text: 'settings' })
    expect(mina.cardsWith('photo\nComing')).toHaveLength(1)
    expect(mina.sees()).toContain('Settings')
  })

  it.each([
    ['a program', 'setup.exe', 'its content is a program'],
    ['a page', 'page.html', 'its content is a web page'],
    ['nothing', '', 'it is empty'],
  ])('is judged by its content: %s', async (_what, name, why) => {
    const content =
      name === '' ? Buffer.alloc(0) : (sampleFiles[name as keyof typeof sampleFiles] ?? Buffer.from('<html>'))
    await sends({ content })
    expect(mina.sees()).toContain(why)
  })

  it('may be as large as other files', async () => {
    await sends({ content: Buffer.concat([sampleFiles['screen.png'], Buffer.alloc(11 * 1024 * 1024)]) })
    expect(mina.sees()).toContain('it is too large')
  })

  it.each([
    'https://evil.example/v3/attachments/a/views/original',
    'http://127.0.0.1:1/practice/connector/v3/attachments/a/views/original',
    'http://169.254.169.254/v3/attachments/a/views/original',
  ])('is fetched from Teams alone, and the card says how to send it: %s', async (url) => {
    await sends({ url })
    expect(mina.sees()).toContain('attach it in this chat as a file or a photo of your own')
  })

  it('is no file of the desk’s own: nothing else of the Connector is fetched', async () => {
    await sends({ url: `${world.desk.address}/practice/connector/v3/conversations/${mina.chat}/members` })
    expect(mina.sees()).toContain('Not stored')
    expect(await world.database.rows.supportFile.findMany()).toMatchObject([{ refusal: 'elsewhere' }])
  })

  it('is not taken from a group chat, which says how to send it', async () => {
    const { id } = await world.teams.openGroupChat([people.admin, people.globalAndAdmin], 'Deals')
    await world.teams.sendPicture(id, people.admin)
    expect(world.teams.messages(id, people.admin).at(-1)?.text).toContain('Send them in our personal chat')
    expect(await world.database.rows.supportFile.count()).toBe(0)
  })

  it.each([
    { contentType: 'audio/ogg', contentUrl: 'https://smba.trafficmanager.net/amer/v3/attachments/a/views/original' },
    { contentType: 'image/png' },
    { contentType: 'image/png', contentUrl: 'nowhere' },
    { contentType: 'application/vnd.microsoft.card.adaptive', content: {} },
  ])('is not anything else: %j', async (attachment) => {
    await attaches([attachment], { id: randomUUID() })
    expect(mina.sees()).toContain('I cannot take what you attached. A photo, or a file')
  })
})
