import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { asksToBuy, decides } from '../support/approvals.ts'
import { customer, openWorld, people, type World } from '../support/desk.ts'
import { sendsRequest } from '../support/support-requests.ts'
import { scrollsSideways, seriousFindings, useTabPages } from '../support/tab-pages.ts'

let world: World
const open = useTabPages(() => world)
/** Every page is his. */
const person = people.globalAndAdmin

/** Each page's route, and an address of it that has something to show. */
const pages = (approval: string, request: string): readonly (readonly [route: string, address: string])[] => {
  const [order, line] = [`customer=${customer(1)}&order=CSP-1001`, 'line=0']
  return [
    ['/tab', '/tab'],
    ['/tab/today', '/tab/today'],
    ['/tab/approvals/:id?', `/tab/approvals/${approval}`],
    ['/tab/approvals/:id?', '/tab/approvals?of=decided'],
    ['/tab/activity', '/tab/activity?kind=everything'],
    ['/tab/settings', '/tab/settings'],
    ['/tab/settings', '/tab/settings?of=notices'],
    ['/tab/settings', '/tab/settings?of=approvals'],
    ['/tab/people', '/tab/people'],
    ['/tab/orders', '/tab/orders'],
    ['/tab/orders/:customerId/:orderId', `/tab/orders/${customer(1)}/CSP-1007`],
    ['/tab/links', '/tab/links'],
    ['/tab/links', `/tab/links?${order}`],
    ['/tab/dialog/key', `/tab/dialog/key?${order}&${line}`],
    ['/tab/dialog/support', `/tab/dialog/support?${order}&request=${request}&flow=${request}`],
    ['/tab/buy', '/tab/buy'],
    ['/tab/cancel', `/tab/cancel?${order}`],
    ['/tab/renewal', `/tab/renewal?customer=${customer(1)}&order=CSP-1004`],
    ['/tab/support', '/tab/support'],
    ['/tab/support', '/tab/support?new'],
    ['/tab/support/:id', `/tab/support/${request}`],
    ['default', '/tab/nowhere'],
  ]
}

/** What all of axe's rules look at in English stands the same in every language; a theme changes colours alone. */
const languages = [
  [
    'en-AU',
    [
      ['default', undefined],
      ['dark', ['color-contrast']],
      ['contrast', ['color-contrast']],
    ],
  ],
  ['zh-CN', []],
  ['ko-KR', []],
] as const

it('each page fits a phone, has nothing that axe finds serious in a theme, and speaks its reader’s language', {
  timeout: 300_000,
}, async () => {
  world = await openWorld()
  await decides(world, { purchases: { AUD: '1' } })
  await asksToBuy(await world.person(people.admin))
  const oliver = await world.person(person)
  await sendsRequest(oliver)
  const { rows } = world.database
  const [approval, request] = [await rows.approval.findFirstOrThrow(), await rows.supportRequest.findFirstOrThrow()]
  const all = pages(approval.id, request.id)
  const routes = [...readFileSync('src/tab/app.tsx', 'utf8').matchAll(/<Route (?:path="([^"]+)"|(default))/g)]
  expect([...new Set(all.map(([route]) => route))].sort()).toEqual(
    routes.map(([, path, other]) => path ?? other).sort(),
  )

  const { frame, go, inTheme } = await open({ person, viewport: { width: 320, height: 700 } })
  const found: string[] = []
  const titles: Record<string, Record<string, string>> = {}
  for (const [locale, themes] of languages) {
    await rows.personalChat.updateMany({ where: { agentId: person }, data: { chosenLocale: locale } })
    const inLanguage: Record<string, string> = {}
    titles[locale] = inLanguage
    for (const [route, address] of all) {
      // Another address of a page that was seen has other facts in the same words.
      if (themes.length === 0 && all.find(([first]) => first === route)?.[1] !== address) continue
      await go(address)
      inLanguage[address] = (await frame.locator('h1').first().textContent()) ?? ''
      if (await scrollsSideways(frame)) found.push(`${address} in ${locale} is wider than a phone`)
      for (const [theme, rules] of themes) {
        await inTheme(theme)
        found.push(...(await seriousFindings(frame, rules)).map((it) => `${address} in ${locale}, ${theme}: ${it}`))
      }
    }
  }
  expect(found).toEqual([])
  const [english, ...others] = Object.values(titles)
  for (const translated of others)
    expect(
      Object.entries(translated).filter(([address, title]) => title === english?.[address] && /[a-z]{4}/.test(title)),
    ).toEqual([])
})
