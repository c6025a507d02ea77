import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filled, readParts, valuesOf } from '../../scripts/package-parts.ts'
import { Door } from '../../src/platform/http/door.ts'
import { createLog } from '../../src/platform/log.ts'
import { addStandingPages } from '../../src/server/standing-pages.ts'

const door = new Door(createLog('silent'))
let address = ''
beforeAll(async () => {
  addStandingPages(door)
  address = await door.listen(0, '127.0.0.1')
})
afterAll(() => door.stop())

const open = (path: string, language: string, method = 'GET') =>
  fetch(`${address}${path}`, { method, headers: { 'accept-language': language } })

describe('the pages that the app package points at', () => {
  it('are there, every one', async () => {
    const parts = readParts('appPackage')
    if (parts.kind === 'unreadable') throw new Error('no app package')
    const values = valuesOf(
      { MicrosoftAppId: '00000000-0000-4000-8000-00000000000a', PUBLIC_URL: 'https://desk.example.com' },
      '1.2.3',
    )
    const developer = filled(parts, values).manifest.developer as Record<string, string>
    const paths = Object.entries(developer).flatMap(([key, url]) =>
      key.endsWith('Url') ? [new URL(url).pathname] : [],
    )
    expect(paths).toEqual(['/about', '/privacy', '/terms'])
    for (const path of paths)
      for (const method of ['GET', 'HEAD']) expect([path, (await open(path, 'en', method)).status]).toEqual([path, 200])
  })

  it.each([
    ['en-GB,en;q=0.9', 'en', 'Privacy', 'The activity log'],
    ['zh-CN,zh;q=0.9', 'zh-Hans', '隐私', '活动日志'],
    ['ko-KR', 'ko', '개인정보 보호', '활동 로그'],
    ['fr', 'en', 'Privacy', 'The activity log'],
  ])('speak %s', async (asked, locale, title, heading) => {
    const answer = await open('/privacy', asked)
    const text = await answer.text()
    expect(text).toContain(`<html lang="${locale}">`)
    expect(text).toContain(`<h1>${title}</h1>`)
    expect(text).toContain(`<h2>${heading}</h2>`)
    expect(answer.headers.get('content-language')).toBe(locale)
  })

  it('say of each thing that is kept for a while how long that is, as the desk does it', async () => {
    const [, days] = /flowsKept = (\d+) \* day/.exec(readFileSync('src/app.ts', 'utf8')) ?? []
    for (const language of ['en', 'zh', 'ko']) {
      const text = await (await open('/privacy', language)).text()
      expect(text).toMatch(new RegExp(`${days} ?(?:days|天|일)`))
    }
  })

  it('lead to one another, run nothing and stand in no frame', async () => {
    const answer = await open('/about', 'en')
    const text = await answer.text()
    for (const [, path = ''] of text.matchAll(/href="([^"]+)"/g)) expect((await open(path, 'en')).status).toBe(200)
    expect([...text.matchAll(/href="/g)]).toHaveLength(2)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(answer.headers.get('x-frame-options')).toBe('DENY')
  })
})
