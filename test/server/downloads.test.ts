import { beforeAll, describe, expect, it } from 'vitest'
import { day, hour, minute } from '../../src/platform/clock.ts'
import { html } from '../../src/server/html.ts'
import { openWorld, type Person, people, type World } from '../support/desk.ts'

let world: World
let mina: Person

beforeAll(async () => {
  world = await openWorld()
  mina = await world.person(people.admin)
})

/** The address of Mina's link for an order's version, renewed: each test takes a version of its own. */
async function addressOf(order: string, picks: Record<string, unknown> = {}): Promise<string> {
  await mina.says(`keys ${order} for contoso.com`)
  if (mina.rows().length > 0) await mina.pressesRow(order)
  mina.picks(picks)
  await mina.presses('Submit')
  await mina.presses('Get keys and downloads')
  // A link that is over has no button that leads there.
  if (!mina.mayPress().includes('Download')) await mina.presses('Copy link')
  return /http:\/\/[^"\s]+\/d\/[\w-]{32}/.exec(JSON.stringify(mina.card().card))?.[0] ?? ''
}

const get = (address: string, headers: Record<string, string> = {}) => fetch(address, { headers, redirect: 'manual' })
const keyIn = (page: string): string => /name="key" value="([^"]+)"/.exec(page)?.[1] ?? ''
const keyOf = async (address: string): Promise<string> => keyIn(await (await get(address)).text())
const post = (address: string, key: string, headers: Record<string, string> = {}) =>
  fetch(address, { method: 'POST', headers, body: new URLSearchParams({ key }), redirect: 'manual' })

async function counted(): Promise<number> {
  const { rows } = await world.database.pool.query('select count(*)::int as downloads from desk.download')
  return rows[0].downloads
}

describe('a download page', () => {
  it('says what is downloaded, what remains, until when in UTC, and who to ask', async () => {
    const page = await (await get(await addressOf('CSP-1001', { fileType: 'VHD' }))).text()
    for (const words of [
      '<title>Download Windows Server 2019 Standard</title>',
      '<html lang="en">',
      'English',
      'VHD',
      ' GB',
      '2 days left, until Nov 24, 2026, 10:00 AM UTC',
      '1 of 50 downloads left',
      'Mina Park, Alpine Partners, sent you this link',
    ]) {
      expect(page).toContain(words)
    }
  })

  it.each([
    ['zh-TW,en;q=0.5', 'zh-Hans', '下载 Windows Server 2019 Standard', '剩余 2 天'],
    ['ko', 'ko', 'Windows Server 2019 Standard 다운로드', '2일 남음'],
    ['fr, de;q=0.9', 'en', 'Download Windows Server 2019 Standard', '2 days left'],
  ])('speaks the language of a browser that asks for %s', async (header, language, title, left) => {
    const response = await get(await addressOf('CSP-1001', { fileType: 'VHD' }), { 'accept-language': header })
    expect(response.headers.get('content-language')).toBe(language)
    expect(response.headers.get('vary')).toMatch(/accept-language/i)
    const page = await response.text()
    expect(page).toContain(`<html lang="${language}">`)
    expect(page).toContain(`<h1>${title}</h1>`)
    expect(page).toContain(left)
  })

  it('is kept by nobody, runs nothing, stands in no frame and tells nobody where it was', async () => {
    const { headers, status } = await get(await addressOf('CSP-1001', { fileType: 'VHD' }))
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-robots-tag')).toContain('noindex')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self' http:\/\/127\.0\.0\.1:\d+; base-uri 'none'; frame-ancestors 'none'$/,
    )
  })

  it('counts nothing when it is opened, previewed or scanned', async () => {
    const address = await addressOf('CSP-1001', { fileType: 'VHD' })
    const before = await counted()
    await get(address)
    expect((await fetch(address, { method: 'HEAD' })).status).toBe(200)
    for (const agent of [
      'Slackbot-LinkExpanding 1.0',
      'Mozilla/5.0 SkypeUriPreview Preview/0.5',
      'Proofpoint URL Defense',
    ]) {
      expect((await get(address, { 'user-agent': agent })).status).toBe(200)
    }
    expect(await counted()).toBe(before)
    expect(await (await get(address)).text()).toContain('1 of 50 downloads left')
  })
})

describe('the Download button', () => {
  it('counts one and leads to the file; pressed twice it counts one, for ten minutes', async () => {
    const address = await addressOf('CSP-1007', { version: '2019' })
    const key = await keyOf(address)
    const before = await counted()
    const [first, second] = await Promise.all([post(address, key), post(address, key)])
    expect([first.status, second.status]).toEqual([303, 303])
    expect(await counted()).toBe(before + 1)
    const file = await get(first.headers.get('location') ?? '')
    expect(file.status).toBe(200)
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="Windows-Server-2019-.*\.txt"$/)
    await world.passes(10 * minute)
    const late = await post(address, key)
    expect(late.status).toBe(400)
    expect(await late.text()).toContain('press Download once more')
    expect(await counted()).toBe(before + 1)
  })

  it('is on record without an agent', async () => {
    const { rows } = await world.database.pool.query(
      `select agent_id, customer_id, order_id from desk.activity_entry where what = 'downloaded'`,
    )
    expect(rows).toEqual([
      { agent_id: null, customer_id: 'c0000000-0000-4000-8000-000000000001', order_id: 'CSP-1007' },
    ])
  })

  it('takes only a key that this page has made, and not for ever', async () => {
    const address = await addressOf('CSP-1002')
    const other = await keyOf(await addressOf('CSP-1007', { version: '2016' }))
    const own = await keyOf(address)
    const before = await counted()
    for (const key of [
      '',
      'x',
      other,
      own.slice(0, -2),
      crypto.randomUUID(),
      `v1.${Buffer.from(own).toString('base64url')}`,
    ]) {
      const refused = await post(address, key)
      expect(refused.status).toBe(400)
      expect(keyIn(await refused.text())).not.toBe('')
    }
    expect(
      (await fetch(address, { method: 'POST', body: '{"key":1}', headers: { 'content-type': 'application/json' } }))
        .status,
    ).toBe(415)
    await world.passes(12 * hour)
    expect((await post(address, own)).status).toBe(400)
    expect(await counted()).toBe(before)
    const fresh = keyIn(await (await post(address, own)).text())
    expect((await post(address, fresh)).status).toBe(303)
  })

  it('answers the last download to one of fifty-one, and 410 to the others', { timeout: 60_000 }, async () => {
    const address = await addressOf('CSP-1001', { fileType: 'VHD' })
    const keys = await Promise.all(Array.from({ length: 51 }, () => keyOf(address)))
    const answers = await Promise.all(keys.map((key) => post(address, key)))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array.from({ length: 50 }, () => 410)])
  })
})

describe('a link that is over', () => {
  it.each([
    ['en', 'This link has ended', 'All of its 50 downloads were taken.', 'Mina Park at Alpine Partners can renew it.'],
    ['zh', '此链接已失效', '50 次下载均已使用。', 'Alpine Partners 的 Mina Park 可以续期。'],
    [
      'ko',
      '끝난 링크입니다',
      '다운로드 50회를 모두 사용했습니다.',
      'Alpine Partners의 Mina Park 님이 갱신할 수 있습니다.',
    ],
  ])('answers 410 and says in %s why, and who can renew it', async (language, title, why, who) => {
    const response = await get(await addressOf('CSP-1001', { fileType: 'VHD' }), { 'accept-language': language })
    expect(response.status).toBe(410)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const page = await response.text()
    for (const words of [`<h1>${title}</h1>`, why, who]) expect(page).toContain(words)
  })

  it('answers 410 at 14 × 24 h and not one millisecond before, also to a page that was opened in time', async () => {
    const address = await addressOf('CSP-1007', { version: '2012 R2' })
    await mina.presses('Renew link')
    world.clock.advance(14 * day - 1)
    const key = await keyOf(address)
    expect(key).not.toBe('')
    world.clock.advance(1)
    expect((await get(address)).status).toBe(410)
    const late = await post(address, key)
    expect(late.status).toBe(410)
    expect(await late.text()).toContain('Its time was over on')
  })
})

describe('an address that leads nowhere', () => {
  it.each([
    ['en', 'There is no such link'],
    ['zh-CN', '没有这个链接'],
    ['ko-KR', '없는 링크입니다'],
  ])('answers 404 in %s and tells nothing else', async (language, title) => {
    const response = await get(`${world.desk.address}/d/${'A'.repeat(32)}`, { 'accept-language': language })
    expect(response.status).toBe(404)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.text()).toContain(`<h1>${title}</h1>`)
  })

  it('answers 404 to whatever else is tried, and to a press', async () => {
    const odd = ['x', '', '%00', 'AA%0D%0ABB', 'a/b', `..%2f..%2fetc`, "'%20or%201=1", 'A'.repeat(5_000)]
    for (const token of odd) {
      const answer = await get(`${world.desk.address}/d/${token}`)
      expect([token, answer.status, await answer.text()]).toEqual([token, 404, expect.stringContaining('</html>')])
    }
    expect((await post(`${world.desk.address}/d/${'A'.repeat(32)}`, 'x')).status).toBe(404)
    expect((await get(`${world.desk.address}/embedded-files/passwd`)).status).toBe(404)
    expect((await get(`${world.desk.address}/embedded-files/..%2f..%2fpackage.json`)).status).toBe(404)
  })
})

describe('when something behind the page fails', () => {
  it('says "not now" and counts nothing', async () => {
    let down = false
    const failing = await openWorld({
      partnerCenter: (embedded) =>
        new Proxy(embedded, {
          get: (target, name) =>
            down && name === 'downloadUrl'
              ? () => Promise.reject(new Error('no answer'))
              : (Reflect.get(target, name).bind?.(target) ?? Reflect.get(target, name)),
        }),
    })
    const person = await failing.person(people.admin)
    await person.says('keys CSP-1001 for contoso.com')
    await person.presses('Submit')
    await person.presses('Get keys and downloads')
    const address = /http:\/\/[^"\s]+\/d\/[\w-]{32}/.exec(JSON.stringify(person.card().card))?.[0] ?? ''
    const key = await keyOf(address)
    down = true
    const answer = await post(address, key)
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain('Nothing was counted')
    expect((await failing.database.pool.query('select 1 from desk.download')).rowCount).toBe(0)
  })
})

describe('markup', () => {
  it('is escaped wherever it does not come from the page itself', () => {
    const name = `<script>alert("x")</script> & 'y' \``
    expect(html`<p title="${name}">${[name, html`<b>${name}</b>`]}</p>${undefined}${1}`.markup).not.toMatch(
      /<script|"x"|'y'|`/,
    )
    expect(html`<p>${'a & b'}</p>`.markup).toBe('<p>a &#38; b</p>')
  })
})
