import type { BrowserContextOptions, Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { usePages } from '../support/browser.ts'
import { openWorld, people, type World } from '../support/desk.ts'
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

/** The newest card on screen. */
const card = (page: Page) => page.locator('.card').last()
const presses = (page: Page, title: string) => card(page).getByRole('button', { name: title, exact: true }).click()
const isWide = (page: Page) => page.evaluate('document.documentElement.scrollWidth > innerWidth')

const cancels = async (page: Page) => {
  await says(page, 'cancel order CSP-1002 for contoso.com')
  await card(page).getByText('1 day left to cancel').waitFor()
  await card(page).getByRole('checkbox', { name: 'I have read the important message above' }).check()
  await presses(page, 'Submit')
  await page.getByText(shown('CSP-1002: cancelling.')).waitFor()
}

const looks: [string, BrowserContextOptions][] = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['on a phone', { viewport: { width: 360, height: 740 }, hasTouch: true }],
]

describe.each(looks)('the practice page, %s', (_look, options) => {
  it('sells: the sentence fills the form, the review is confirmed, the receipt names the order', async () => {
    const page = await openPage(options)
    await says(page, 'buy 10 windows server 2022 datacenter 1 year for Contoso')
    await card(page).getByRole('button', { name: 'Review order' }).waitFor()
    await presses(page, 'Review order')
    await card(page).getByRole('checkbox').check()
    await presses(page, 'Place order')
    await page.getByText(shown('CSP-1008')).first().waitFor()
    expect(await isWide(page)).toBe(false)
    expect(await world.database.rows.purchase.count()).toBe(1)
  })

  it('gives a key and a link, and the customer downloads once by the page behind it', async () => {
    const page = await openPage(options)
    await says(page, 'keys CSP-1001 for contoso.com')
    await card(page).getByRole('button', { name: 'Submit' }).waitFor()
    await presses(page, 'Submit')
    await card(page).getByRole('button', { name: 'Get keys and downloads' }).click()
    await card(page).getByRole('button', { name: 'Show key' }).click()
    await card(page)
      .getByText(/[A-Z0-9]{5}(-[A-Z0-9]{5}){4}/)
      .waitFor()
    await presses(page, 'Hide key')
    await card(page).getByRole('button', { name: 'Show key' }).waitFor()
    expect(
      await card(page)
        .getByText(/[A-Z0-9]{5}(-[A-Z0-9]{5}){4}/)
        .count(),
    ).toBe(0)
    expect(await isWide(page)).toBe(false)

    const before = await world.database.rows.download.count()
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      card(page).getByRole('link', { name: 'Download' }).click(),
    ])
    const [file] = await Promise.all([opened.waitForEvent('download'), opened.getByRole('button').click()])
    expect(file.suggestedFilename()).toMatch(/\.(iso|vhd)/i)
    expect(await world.database.rows.download.count()).toBe(before + 1)
  })

  it('cancels: the checkbox, Submit, and the same card changes when Partner Center shows it', async () => {
    const page = await openPage(options)
    await cancels(page)
    expect(await isWide(page)).toBe(false)
    await page.getByRole('button', { name: '+1 hour' }).click()
    await page.getByText(shown('CSP-1002: cancelled.')).waitFor()
    await page.getByText(shown('Order CSP-1002 is cancelled')).first().waitFor()
  })
})

describe('people who read another language', () => {
  const opens = async (page: Page, id: string) => {
    await page.getByRole('combobox').first().selectOption(id)
  }

  it.each([
    [
      'Chinese',
      people.chineseAdmin,
      '欢迎，林晓雨',
      '取消 contoso.com 的订单 CSP-1002',
      '可取消：剩余 1 天',
      '提交',
      'CSP-1002：正在取消。',
    ],
    ['Korean', people.adminOfB, '윤하은 님, 환영합니다', '취소', '구매 취소', '다음', '목록에서 고객을 선택하세요'],
  ])('%s cards read right beside English ones', async (_language, id, welcome, words, opening, button, answer) => {
    const page = await openPage()
    await opens(page, id)
    await page.getByText(welcome).first().waitFor()
    await says(page, words)
    await page.getByText(opening).first().waitFor()
    const box = card(page).getByRole('checkbox')
    if ((await box.count()) > 0) await box.check()
    await presses(page, button)
    await page.getByText(shown(answer)).first().waitFor()
  })
})

describe('another web page in the same browser', () => {
  it('can neither read the practice page nor act through it', async () => {
    const page = await openPage()
    const outcome = await page.context().newPage()
    await outcome.goto('data:text/html,<p>elsewhere</p>')
    const tried = (await outcome.evaluate(`Promise.all(['/', '/api/messages', '/practice/api/say'].map((path) =>
      fetch('${world.desk.address}' + path, { method: path === '/' ? 'GET' : 'POST', body: path === '/' ? undefined : '{}' })
        .then((answer) => answer.status, () => 'blocked')))`)) as unknown[]
    expect(tried).toEqual(['blocked', 'blocked', 'blocked'])
  })
})
