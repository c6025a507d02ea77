import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { minute } from '../../src/platform/clock.ts'
import { attachment, givenType } from '../../src/server/attachment.ts'
import { takes } from '../support/activity-file.ts'
import { buttonsOf, openWorld, type Person, partnerB, people, type World } from '../support/desk.ts'
import { sampleFiles } from '../support/sample-files.ts'
import { filledIn, sendsRequest } from '../support/support-requests.ts'
import { testVault } from '../support/vault.ts'

const worlds: World[] = []
afterEach(async () => {
  await Promise.all(worlds.splice(0).map(({ desk }) => desk.close()))
})

interface File {
  readonly name: string
  readonly content: Buffer
}
const sample = (name: keyof typeof sampleFiles): File => ({ name, content: sampleFiles[name] })

/** Mina has sent a request with the files, and sees its card. */
async function withRequest(
  files: readonly File[],
  options: Parameters<typeof openWorld>[0] = {},
): Promise<{ world: World; mina: Person }> {
  const world = await openWorld(options)
  worlds.push(world)
  const mina = await world.person(people.admin)
  await world.teams.sendFiles(mina.chat, mina.id, [...files])
  await world.passes(0)
  await sendsRequest(mina)
  return { world, mina }
}

const links = (person: Person): { title: string; url: string }[] =>
  (buttonsOf(person.card().card) as { title: string; url?: string }[]).flatMap(({ title, url }) =>
    url?.includes('/support-files/') ? [{ title, url }] : [],
  )

async function asks(person: Person, button = 'Open files'): Promise<string> {
  await person.presses(button)
  return links(person)[0]?.url ?? ''
}

const openings = ({ database }: World) =>
  database.rows.activityEntry.findMany({ where: { what: 'support-file-opened' } })

const having = ({ database }: World, id: string, roles: string[]) =>
  database.rows.agent.updateMany({ where: { id }, data: { roles } })

describe("the buttons on a request's card", () => {
  it('are there for stored files alone, and each opens the page of one', async () => {
    const { mina } = await withRequest([sample('report.pdf'), sample('setup.exe'), sample('screen.png')])
    expect(links(mina)).toEqual([])
    mina.picks({ comment: 'Half a sentence' })
    await mina.presses('Open files')
    expect(links(mina).map(({ title }) => title)).toEqual(['Open report.pdf', 'Open screen.png'])
    expect(mina.sees()).toContain('Only you see the buttons that open files. They work for 10 minutes.')
    expect(mina.filledIn('comment')).toBe('Half a sentence')
    for (const [at, name] of ['report.pdf', 'screen.png'].entries())
      expect(await (await fetch(links(mina)[at]?.url ?? '')).text()).toContain(name)
  })

  it('are not there for a request without files', async () => {
    const { mina } = await withRequest([])
    expect(mina.mayPress()).not.toContain('Open files')
  })

  it('are four at a time, beside everything else a card has', async () => {
    const files = [1, 2, 3, 4, 5].map((at) => ({ name: `log-${at}.txt`, content: Buffer.from(`line ${at}`) }))
    const { mina } = await withRequest(files, { environment: { SERVICE_REQUESTS: 'by-hand' } })
    const shown = () => links(mina).map(({ title }) => title)
    await mina.presses('Open files')
    expect(shown()).toEqual([1, 2, 3, 4].map((at) => `Open log-${at}.txt`))
    expect(mina.mayPress()).toEqual(expect.arrayContaining(['Save ticket number', 'Add comment', 'All requests']))
    await mina.presses('Next files')
    expect(shown()).toEqual(['Open log-5.txt'])
    await mina.presses('Next files')
    expect(shown()).toHaveLength(4)
  })

  it('are the presser’s: the addresses are in nothing that is kept, nor in the log', async () => {
    const logged: string[] = []
    const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) })
    const { world, mina } = await withRequest([sample('report.pdf')], { log })
    const address = await asks(mina)
    expect((await fetch(address)).status).toBe(200)
    expect((await takes(address)).status).toBe(200)
    expect((await takes(`${address}x`)).status).toBe(404)
    const token = address.split('/').at(-1) ?? ''
    expect(token.length).toBeGreaterThan(100)
    const tables = ['desk.bot_state', 'desk.activity_entry', 'desk.personal_chat', 'jobs.job']
    const kept = await Promise.all(
      tables.map(async (table) => (await world.database.pool.query(`select t::text from ${table} t`)).rows),
    )
    const messages = world.teams.world.conversations().flatMap((chat) => chat.messages)
    expect(mina.everything()).toContain(token)
    expect(JSON.stringify([kept, messages.map(({ ownViews: _own, ...message }) => message)])).not.toContain(token)
    expect(logged.join('')).toContain('support file opened')
    expect(logged.join('')).not.toContain(token)
  })

  it('are not drawn where Teams would keep them', async () => {
    const { mina } = await withRequest([sample('report.pdf')])
    await mina.presses('Open files', { as: 'Action.Submit' })
    expect(links(mina)).toEqual([])
    expect(mina.sees()).toContain('cannot show the addresses of files without keeping them')
  })

  it('are for whoever may see the request, in their language; on no card of another partner', async () => {
    const { world } = await withRequest([sample('report.pdf')])
    const han = await world.person(people.koreanGlobalAdmin)
    await han.says('지원 요청 SR-1001')
    const address = await asks(han, '파일 열기')
    expect(links(han).map(({ title }) => title)).toEqual(['report.pdf 열기'])
    const page = await (await fetch(address, { headers: { 'accept-language': 'en' } })).text()
    expect(page).toContain('<h1>지원 요청 SR-1001의 파일</h1>')
    const stranger = await world.person(people.adminOfB)
    await stranger.says('support SR-1001')
    expect(links(stranger)).toEqual([])
    expect(stranger.mayPress()).not.toContain('파일 열기')
  })
})

describe("a file's page", () => {
  it('tells what it is and gives nothing out, however often it is opened', async () => {
    const { world, mina } = await withRequest([sample('report.pdf')])
    const address = await asks(mina)
    for (const method of ['GET', 'HEAD', 'GET']) expect((await fetch(address, { method })).status).toBe(200)
    const page = await (await fetch(address)).text()
    for (const words of ['File of support request SR-1001', 'report.pdf', 'PDF', '41 bytes', 'Download the file'])
      expect(page).toContain(words)
    expect(page).not.toContain('%PDF')
    expect(await openings(world)).toEqual([])
  })

  it('is kept by nobody, runs nothing, stands in no frame and tells nobody where it was', async () => {
    const { mina } = await withRequest([sample('report.pdf')])
    const { headers } = await fetch(await asks(mina))
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*form-action 'self'/)
  })

  it('shows a name as text, whatever it says', async () => {
    const { world, mina } = await withRequest([sample('report.pdf')])
    await world.database.rows.supportFile.updateMany({ data: { name: '<b>"it\'s"</b>.pdf' } })
    const page = await (await fetch(await asks(mina))).text()
    expect(page).toContain('&#60;b&#62;&#34;it&#39;s&#34;&#60;/b&#62;.pdf')
    expect(page).not.toContain('<b>')
  })
})

describe('a file', () => {
  it('comes back byte for byte, to be saved and never run, and that is on record', async () => {
    const { world, mina } = await withRequest([sample('report.pdf')])
    const response = await takes(await asks(mina))
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(sampleFiles['report.pdf'].length),
      'content-disposition': `attachment; filename="report.pdf"; filename*=UTF-8''report.pdf`,
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    expect(Buffer.from(await response.arrayBuffer())).toEqual(sampleFiles['report.pdf'])
    const [file] = await world.database.rows.supportFile.findMany()
    expect(await openings(world)).toMatchObject([
      { agentId: people.admin, orderId: 'CSP-1004', facts: { support: 'SR-1001', file: file?.id } },
    ])
    const grace = await world.person(people.accountAdmin)
    await grace.says('activity')
    expect(grace.sees()).toContain('File of a support request opened · Mina Park')
  })

  it('may be large', async () => {
    const content = Buffer.alloc(3 * 1024 * 1024, '2026-11-22 a line of a log\n')
    const { mina } = await withRequest([{ name: 'large.log', content }])
    const response = await takes(await asks(mina))
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true)
  })

  it('keeps its name, in whatever script', async () => {
    const name = "报告 “최종” (it's 100%).pdf"
    const { mina } = await withRequest([{ name, content: sampleFiles['report.pdf'] }])
    const disposition = (await takes(await asks(mina))).headers.get('content-disposition') ?? ''
    expect(disposition).toMatch(/^attachment; filename="__ ____ \(it's 100_\)\.pdf"; filename\*=UTF-8''[\w%.-]+$/)
    expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? '')).toBe(name)
  })

  it('is there for 10 minutes and not a millisecond longer', async () => {
    const { world, mina } = await withRequest([sample('report.pdf')])
    const address = await asks(mina)
    world.clock.advance(10 * minute - 1)
    expect((await takes(address)).status).toBe(200)
    world.clock.advance(1)
    for (const late of [await fetch(address), await takes(address)]) {
      expect(late.status).toBe(410)
      const page = await late.text()
      expect(page).toContain('This link has expired')
      expect(page).toContain('say &#34;support&#34; to CSP Desk')
    }
    expect(await openings(world)).toHaveLength(1)
  })

  it('is refused to who has lost the role since, at the page and at its button', async () => {
    const { world, mina } = await withRequest([sample('report.pdf')])
    const address = await asks(mina)
    await having(world, people.admin, ['sales-agent'])
    for (const refused of [await fetch(address), await takes(address)]) {
      expect(refused.status).toBe(403)
      const page = await refused.text()
      expect(page).toContain('may not see support requests any more')
      expect(page).not.toContain('report.pdf')
    }
    expect(await openings(world)).toEqual([])
    await having(world, people.admin, ['helpdesk-agent'])
    expect((await takes(address)).status).toBe(200)
  })

  it('is nothing to another partner, nor to an address that the desk did not write', async () => {
    const { world, mina } = await withRequest([sample('report.pdf')])
    const [file] = await world.database.rows.supportFile.findMany()
    const facts = {
      file: file?.id,
      until: new Date(world.clock.now().getTime() + minute),
      locale: 'en',
      timeZone: 'UTC',
    }
    const ofB = JSON.stringify({ ...facts, partnerId: partnerB, agentId: people.adminOfB })
    const ofMina = JSON.stringify({ ...facts, partnerId: file?.partnerId, agentId: people.admin })
    const at = (token: string) => `${world.desk.address}/support-files/${token}`
    const genuine = await asks(mina)
    for (const address of [
      at(testVault().seal(ofB, 'support-file-address')),
      at(testVault().seal(ofMina, 'download-page/x')),
      at(Buffer.from(ofMina).toString('base64url')),
      at(''),
      at('%00'),
      `${genuine.slice(0, -2)}${genuine.endsWith('AA') ? 'BB' : 'AA'}`,
    ]) {
      expect((await fetch(address)).status).toBe(404)
      expect((await takes(address)).status).toBe(404)
    }
    expect((await takes(at(testVault().seal(ofMina, 'support-file-address')))).status).toBe(200)
    expect(await openings(world)).toHaveLength(1)
  })

  it('is not given out while it goes with no request', async () => {
    const { world, mina } = await withRequest([sample('report.pdf')])
    const address = await asks(mina)
    await world.database.rows.supportFile.updateMany({ data: { supportId: null } })
    expect((await fetch(address)).status).toBe(404)
    expect((await takes(address)).status).toBe(404)
  })

  it.each([
    ['en', 'There is no such file'],
    ['zh-CN', '没有这个文件'],
    ['ko-KR', '없는 파일입니다'],
  ])('that never was answers 404 in %s', async (language, title) => {
    const { world } = await withRequest([])
    const response = await fetch(`${world.desk.address}/support-files/v1.${'A'.repeat(300)}`, {
      headers: { 'accept-language': language },
    })
    expect(response.status).toBe(404)
    expect(await response.text()).toContain(`<h1>${title}</h1>`)
  })

  it('is given to what a form sends alone', async () => {
    const { mina } = await withRequest([sample('report.pdf')])
    const init = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }
    expect((await fetch(await asks(mina), init)).status).toBe(415)
  })

  it('that was added after the request was sent opens too', async () => {
    const { world, mina } = await withRequest([])
    await world.teams.sendFiles(mina.chat, mina.id, [sample('orders.csv')])
    await world.passes(0)
    mina.picks({ ...filledIn, request: (await world.database.rows.supportRequest.findFirstOrThrow()).id })
    await mina.presses('Attach')
    await mina.says('support SR-1001')
    const response = await takes(await asks(mina))
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(Buffer.from(await response.arrayBuffer())).toEqual(sampleFiles['orders.csv'])
  })
})

describe('how a file is given out', () => {
  it.each([
    ['application/pdf', 'application/pdf'],
    ['image/tiff', 'image/tiff'],
    ['text/csv', 'text/plain; charset=utf-8'],
    ['text/html', 'text/plain; charset=utf-8'],
    ['image/svg+xml', 'application/octet-stream'],
    ['message/rfc822', 'application/octet-stream'],
    ['application/vnd.oasis.opendocument.text', 'application/octet-stream'],
    [null, 'application/octet-stream'],
  ])('%s as %s', (stored, given) => {
    expect(givenType(stored)).toBe(given)
  })

  it('has a name that ends no header and no quoted string', () => {
    expect(attachment('a"b\\c\r\nx: 1%41.txt')).toBe(
      `attachment; filename="a_b_c__x_ 1_41.txt"; filename*=UTF-8''a%22b%5Cc%0D%0Ax%3A%201%2541.txt`,
    )
    expect(attachment('\ud83d half 😀.txt')).toBe(
      `attachment; filename="_ half _.txt"; filename*=UTF-8''%EF%BF%BD%20half%20%F0%9F%98%80.txt`,
    )
  })
})
