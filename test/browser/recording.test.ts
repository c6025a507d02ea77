import type { Locator, Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { day, hour } from '../../src/platform/clock.ts'
import { usePages } from '../support/browser.ts'
import { openWorld, Person, type World } from '../support/desk.ts'
import { shown } from '../support/shown.ts'

let world: World

beforeEach(async () => {
  world = await openWorld()
})

const openPage = usePages(
  { viewport: { width: 1280, height: 900 } },
  async (page) => {
    await page.goto(world.desk.address)
    await page.getByText('Welcome, Mina Park').first().waitFor()
  },
  () => world.desk.close(),
)

const says = async (page: Page, words: string) => {
  const box = page.locator('.compose textarea').first()
  await box.fill(words)
  await box.press('Enter')
}

const card = (page: Page) => page.locator('.card').last()

async function cancels(page: Page): Promise<void> {
  await says(page, 'cancel order CSP-1002 for contoso.com')
  await card(page).getByText('1 day left to cancel').waitFor()
  await card(page).getByRole('checkbox', { name: 'I have read the important message above' }).check()
  await card(page).getByRole('button', { name: 'Submit' }).click()
  await page.getByText(shown('CSP-1002: cancelling.')).waitFor()
  const moved = page.waitForResponse('**/practice/api/move-clock')
  await page.getByRole('button', { name: '+1 hour' }).click()
  await moved
}

const menuOf = (message: Locator) => message.getByLabel('More actions on this message')

async function edits(page: Page, was: string, now: string): Promise<void> {
  const own = page.locator('article.own').filter({ hasText: was }).last()
  await menuOf(own).click()
  await own.getByRole('button', { name: 'Edit' }).click()
  await page.getByRole('textbox', { name: 'Change your message' }).fill(now)
  await page.getByRole('button', { name: 'Save' }).click()
  await card(page).getByRole('button', { name: 'Open form' }).waitFor()
}

async function usesOwn(page: Page): Promise<void> {
  const own = page.locator('article.own').last()
  await menuOf(own).click()
  await own.getByRole('button', { name: 'Use in CSP Desk' }).click()
}

const recorded = (page: Page) => page.getByRole('dialog').getByRole('textbox').inputValue()

/** Runs a test's text as vitest would. */
async function run(text: string): Promise<{ titles: string[]; worlds: World[] }> {
  const tests = new Map<string, () => Promise<void>>()
  const worlds: World[] = []
  const given = {
    openWorld: async () => {
      worlds.push(await openWorld())
      return worlds.at(-1)
    },
    it: (title: string, work: () => Promise<void>) => tests.set(title, work),
    ...{ Person, expect, day, hour },
  }
  new Function(...Object.keys(given), text.replace(/^import .*$/gm, ''))(...Object.values(given))
  for (const work of tests.values()) await work()
  return { titles: [...tests.keys()], worlds }
}

describe('what was done on the page', () => {
  it('is shown as a test, which does the same in a world of its own', async () => {
    const page = await openPage()
    await page.context().route('**/tab/**', (asked) => asked.fulfill({ body: 'A page of the tab' }))
    await cancels(page)
    await says(page, 'orders for Contoso')
    await card(page).getByText('Contoso').first().waitFor()
    await edits(page, 'orders for Contoso', 'support CSP-1004 for contoso.com')
    await card(page).getByRole('button', { name: 'Open form' }).click()
    await page.getByRole('dialog').locator('iframe').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await usesOwn(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Keys' }).click()
    await page.getByRole('dialog').getByText('Opened in our personal chat.').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await page.getByRole('button', { name: 'App tab' }).click()
    await page.getByRole('button', { name: 'As a test' }).click()
    const text = await recorded(page)
    expect(text).toContain("await mina.says('cancel order CSP-1002 for contoso.com')")
    expect(text).toContain("mina.picks({ acknowledged: 'true' })\n  await mina.presses('Submit')")
    expect(text).toContain('await world.passes(hour)')
    expect(text).toContain("await mina.edits('orders for Contoso', 'support CSP-1004 for contoso.com')")
    expect(text).toContain("const dialog = await mina.opens('Open form')")
    expect(text).toContain("const dialog2 = await mina.uses({ says: 'support CSP-1004 for contoso.com' })")
    expect(text).toContain("await dialog2.presses('Keys')\n  expect(dialog2.sees()).toContain('Opened in our personal")
    expect(text).toContain("// Mina Park opened the app's tab")
    const again = await run(text)
    expect(again.titles).toEqual(['Mina Park says: cancel order CSP-1002 for contoso.com'])
    expect(await again.worlds[0]?.database.rows.cancellation.findMany({ select: { orderId: true } })).toEqual([
      { orderId: 'CSP-1002' },
    ])
    const otherwise = text.replaceAll("'Cancel a purchase'", "'Something else'")
    await expect(run(otherwise).then(({ titles }) => titles)).rejects.toThrow('Something else')
  })

  it('is reached, copied and begun anew by keyboard, and outlasts a reload', async () => {
    const page = await openPage({ permissions: ['clipboard-read', 'clipboard-write'] })
    await says(page, 'help')
    await page.getByText('What would you like to do').or(card(page)).last().waitFor()
    await page.reload()
    await page.getByRole('log').first().waitFor()
    await page.getByRole('button', { name: 'As a test' }).focus()
    await page.keyboard.press('Enter')
    const text = await recorded(page)
    expect(text).toContain("await mina.says('help')")
    await page.getByRole('button', { name: 'Copy' }).press('Enter')
    await page.getByRole('status').getByText('Copied').waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(text)
    await page.getByRole('button', { name: 'Start over' }).press('Enter')
    await page.getByText('Nothing has been done on this page yet.').waitFor()
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  it('can be shown of one person alone', async () => {
    const page = await openPage()
    await says(page, 'help')
    await page.getByRole('button', { name: 'Add a person' }).click()
    const box = page.locator('.compose textarea').nth(1)
    await box.fill('orders')
    await box.press('Enter')
    await page.getByRole('button', { name: 'As a test' }).click()
    expect(await recorded(page)).toContain("await mina.says('help')")
    await page.getByLabel('Whose acts').selectOption({ index: 2 })
    expect(await recorded(page)).not.toContain('mina')
    expect(await recorded(page)).toContain("says('orders')")
  })

  it.each([
    ['zh-CN', '转为测试', '复制'],
    ['ko-KR', '테스트로', '복사'],
  ])('is told in the language of the browser, on a phone too: %s', async (locale, title, copy) => {
    const page = await openPage({ locale, viewport: { width: 360, height: 740 } })
    await says(page, 'help')
    await page.getByRole('button', { name: title }).click()
    await page.getByRole('dialog').getByRole('button', { name: copy }).waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
  })
})

it('the page is loaded again when the desk was started anew, and not before', async () => {
  const page = await openPage()
  const runs = ['one', 'one', 'two']
  await page.route('**/practice/api/events', async (route) => {
    const run = runs.shift()
    if (run === undefined) return route.continue()
    const body = `retry: 10\nevent: started\ndata: {"run":"${run}"}\n\n`
    await route.fulfill({ contentType: 'text/event-stream', body })
  })
  await page.reload()
  await page.getByRole('log').first().waitFor()
  await page.waitForEvent('load')
  await page.getByRole('log').first().waitFor()
  expect(runs).toEqual([])
})
