import type { BrowserContextOptions, Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { second } from '../../src/platform/clock.ts'
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

const looks: [string, BrowserContextOptions][] = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['on a phone', { viewport: { width: 360, height: 740 }, hasTouch: true }],
]

const card = (page: Page) => page.locator('.card').last()
const presses = (page: Page, title: string) => card(page).getByRole('button', { name: title, exact: true }).click()
const isWide = (page: Page) => page.evaluate('document.documentElement.scrollWidth > innerWidth')
const becomes = (page: Page, id: string) => page.getByRole('combobox', { name: 'Person' }).selectOption(id)

/** The limit is set and the chats of those who may approve are known, before anybody asks. */
async function limitOf(purchases: string, more: object = {}): Promise<void> {
  await world.person(people.chineseAdmin)
  const oliver = await world.person(people.globalAndAdmin)
  await oliver.says('settings')
  await oliver.presses('Approval rules …')
  oliver.picks({ purchases, ...more })
  await oliver.presses('Save')
  expect(oliver.sees()).toContain('Saved.')
}

async function asks(page: Page): Promise<void> {
  const box = page.locator('.compose textarea')
  await box.fill('buy 10 windows server 2022 datacenter 1 year for Contoso')
  await box.press('Enter')
  await card(page).getByRole('button', { name: 'Review order' }).waitFor()
  await presses(page, 'Review order')
  await card(page).getByText('This needs an approval').waitFor()
  await card(page)
    .getByRole('textbox', { name: /Reason/ })
    .fill('Renewal of the Perth site')
  await card(page).getByRole('checkbox').check()
  await presses(page, 'Ask for approval')
  await card(page).getByText('Waiting for approval').waitFor()
  await world.passes(second)
}

describe.each(looks)('an approval, %s', (_look, options) => {
  it('is asked for by one, given by another, and both see the outcome', async () => {
    await limitOf('USD 1,000')
    const page = await openPage(options)
    await asks(page)
    expect(await isWide(page)).toBe(false)
    expect(await world.database.rows.purchase.findMany({ select: { status: true } })).toEqual([{ status: 'waiting' }])

    await becomes(page, people.globalAndAdmin)
    await card(page).getByText('Approval needed').waitFor()
    await card(page).getByText('Renewal of the Perth site').waitFor()
    expect(await isWide(page)).toBe(false)
    await presses(page, 'Approve')
    await card(page).getByText('Approved').first().waitFor()
    await world.passes(second)
    await card(page).getByText(shown('The order is placed: CSP-1008.')).waitFor()

    await becomes(page, people.admin)
    await page.getByText(shown('Order CSP-1008 is placed')).waitFor()
    await card(page).getByText('Oliver Hughes approved it').waitFor()
    expect(await world.database.rows.purchase.findMany({ select: { status: true } })).toEqual([{ status: 'placed' }])
  })
})

it('a rejection needs a reason, and the reason reaches who asked', async () => {
  await limitOf('USD 1,000')
  const page = await openPage({ viewport: { width: 360, height: 740 } })
  await asks(page)
  await becomes(page, people.globalAndAdmin)
  await presses(page, 'Reject …')
  await presses(page, 'Reject')
  await card(page).getByText('Say why you reject it').waitFor()
  await card(page).getByRole('textbox', { name: 'Reason for rejecting' }).fill('Ask for a purchase order first')
  await presses(page, 'Reject')
  await card(page).getByText('Rejected by Oliver Hughes').waitFor()
  await world.passes(second)
  await becomes(page, people.admin)
  await card(page).getByText('Reason: Ask for a purchase order first').waitFor()
  expect(await isWide(page)).toBe(false)
})

it('in a group chat each one sees their own view of one card, until it is decided', async () => {
  const members = [people.admin, people.globalAndAdmin, people.sales]
  const group = await world.teams.openGroupChat(members, 'Second pair of eyes')
  await limitOf('USD 1,000', { cards: group.id })
  const page = await openPage()
  await asks(page)
  const looksIn = async (id: string) => {
    await becomes(page, id)
    await page.getByRole('button', { name: 'Second pair of eyes' }).click()
    await page.getByRole('log', { name: 'Messages in Second pair of eyes' }).waitFor()
  }
  await looksIn(people.admin)
  await card(page).getByRole('button', { name: 'Withdraw' }).waitFor()
  expect(await card(page).getByRole('button', { name: 'Approve' }).count()).toBe(0)
  await looksIn(people.sales)
  await card(page).getByText('Approval needed').waitFor()
  await page.getByRole('button', { name: 'Refresh card' }).click()
  expect(await card(page).getByRole('button').count()).toBe(0)
  await looksIn(people.globalAndAdmin)
  await presses(page, 'Approve')
  await world.passes(second)
  await card(page).getByText(shown('The order is placed: CSP-1008.')).waitFor()
  await looksIn(people.sales)
  await card(page).getByText('Oliver Hughes approved it').waitFor()
})

describe.each(looks)('a notice, %s', (_look, options) => {
  it('comes when the clock is moved, and its link is renewed from it', async () => {
    const page = await openPage(options)
    await page.getByRole('button', { name: '+1 day' }).click()
    await card(page).getByText('A download link ends in 24 hours').waitFor()
    expect(await isWide(page)).toBe(false)
    await presses(page, 'Renew link')
    await card(page).getByText('The download link is renewed').waitFor()
    await world.passes(second)
    await page.reload()
    await card(page).getByText('The download link is renewed').waitFor()
    expect(await card(page).getByRole('button', { name: 'Renew link' }).count()).toBe(0)
    expect(await isWide(page)).toBe(false)
  })
})
