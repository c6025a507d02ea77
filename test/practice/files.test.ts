import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { minute } from '../../src/platform/clock.ts'
import type { TeamsStandIn } from '../../src/practice/teams-stand-in.ts'
import { type EchoDesk, mina, openEchoDesk } from './echo-bot.ts'

let desk: EchoDesk
let teams: TeamsStandIn

beforeEach(async () => {
  desk = await openEchoDesk()
  teams = desk.practice.standIn
})
afterEach(() => desk.close())

const report = { name: '견적서 "최종".pdf', content: Buffer.from('%PDF-1.7') }

/** What the bot was told of the files of the last message. */
const told = () => desk.heard.at(-1).attachments

async function sent() {
  const chat = await teams.openPersonalChat(mina.id)
  await teams.sendFiles(chat, mina.id, [report], 'here you are')
  return { chat, url: new URL(told()[0].content.downloadUrl) }
}

/** Asks with any headers, the Host among them, which `fetch` would not let through. */
function ask(
  url: URL,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: object; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers }, async (res) => {
      let text = ''
      for await (const chunk of res) text += chunk
      resolve({ status: res.statusCode ?? 0, headers: res.headers, text })
    })
    asked.on('error', reject)
    asked.end()
  })
}

describe('files that a person sends', () => {
  it('are told to the bot as Teams tells of them, beside the text', async () => {
    await sent()
    expect(desk.heard.at(-1)).toMatchObject({ type: 'message', text: 'here you are' })
    expect(told()).toEqual([
      {
        contentType: 'application/vnd.microsoft.teams.file.download.info',
        contentUrl: expect.stringMatching(/^https:\/\/practice-my\.sharepoint\.com\//),
        name: report.name,
        content: {
          downloadUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/practice\/files\/[\w-]{32}$/),
          uniqueId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          fileType: 'pdf',
        },
      },
      { contentType: 'text/html', content: '<p>here you are</p>' },
    ])
  })

  it('are seen in the chat by name and size, and their content is not kept with it', async () => {
    const { chat } = await sent()
    const message = teams.messages(chat, mina.id).find(({ files }) => files !== undefined)
    expect(message).toMatchObject({ text: 'here you are', files: [{ name: report.name, size: 8 }] })
    expect(JSON.stringify(message)).not.toContain('%PDF')
  })

  it('are delivered as the same message when they are delivered twice', async () => {
    const chat = await teams.openPersonalChat(mina.id)
    await teams.sendFiles(chat, mina.id, [report], '', { deliverTwice: true })
    const [first, second] = desk.heard.slice(-2)
    expect(second).toEqual(first)
  })

  it('come from the page in one piece, up to its limit', async () => {
    const chat = await teams.openPersonalChat(mina.id)
    const post = (files: object[]) =>
      fetch(`${desk.address}/practice/api/send-files`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-practice': '1' },
        body: JSON.stringify({ conversationId: chat.id, personId: mina.id, text: '', files }),
      })
    const content = Buffer.alloc(3 * 1024 * 1024, 'x')
    expect((await post([{ name: 'large.log', content: content.toString('base64') }])).status).toBe(200)
    expect((await ask(new URL(told()[0].content.downloadUrl))).text).toBe(content.toString())
    const before = desk.heard.length
    for (const files of [
      [],
      [{ name: 'a.log', content: 'not base64!' }],
      [{ name: '', content: '' }],
      Array.from({ length: 11 }, () => ({ name: 'a.log', content: '' })),
    ]) {
      expect((await post(files)).status).toBe(400)
    }
    const tooLarge = Buffer.alloc(22 * 1024 * 1024).toString('base64')
    expect((await post([{ name: 'a.log', content: tooLarge }])).status).toBe(413)
    expect(desk.heard).toHaveLength(before)
  })
})

describe('the shelf', () => {
  it('gives the bot the file, to be saved and not to be shown', async () => {
    const { url } = await sent()
    const { status, headers, text } = await ask(url)
    expect([status, text]).toEqual([200, '%PDF-1.7'])
    expect(headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': '8',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(report.name)}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
  })

  it('gives it to no browser, under no foreign name, and nothing by a guess', async () => {
    const { url } = await sent()
    for (const headers of [
      { host: `evil.example:${url.port}` },
      { origin: desk.address },
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      expect((await ask(url, headers as Record<string, string>)).status).toBe(403)
    }
    for (const guess of ['x', '__proto__', '..%2fapi%2fstate', './']) {
      expect((await ask(new URL(guess, url))).status).toBe(404)
    }
  })

  it('gives it for some minutes', async () => {
    const { url } = await sent()
    desk.clock.move(9 * minute)
    expect((await ask(url)).status).toBe(200)
    desk.clock.move(2 * minute)
    expect((await ask(url)).status).toBe(404)
  })

  it('lets the oldest go when it is full', async () => {
    const chat = await teams.openPersonalChat(mina.id)
    const content = Buffer.alloc(40 * 1024 * 1024)
    const urls: URL[] = []
    for (const name of ['1.log', '2.log', '3.log', '4.log']) {
      await teams.sendFiles(chat, mina.id, [{ name, content }])
      urls.push(new URL(told()[0].content.downloadUrl))
    }
    const found = await Promise.all(urls.map(async (url) => (await ask(url)).status))
    expect(found).toEqual([404, 200, 200, 200])
  })
})
