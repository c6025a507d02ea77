import type { Page } from 'playwright-core'
import { beforeEach, expect, it } from 'vitest'
import { MovableClock } from '../../src/platform/clock.ts'
import { useDeskPages } from '../support/browser.ts'
import { microsoftKey, microsoftLink } from '../support/by-hand.ts'
import { TestClock } from '../support/clock.ts'
import { testDatabase } from '../support/database.ts'
import { openWorld, type World } from '../support/desk.ts'
import { openPartnerCenterServer, type PartnerCenterServer } from '../support/partner-center-server/server.ts'

let microsoft: PartnerCenterServer
let world: World

beforeEach(async () => {
  const clock = new TestClock()
  const followed = new MovableClock(clock)
  const follow = (now: Date) => followed.move(Math.max(0, now.getTime() - followed.now().getTime()))
  microsoft = await openPartnerCenterServer({ clock: followed, follow })
  const environment = { PARTNER_CENTER: 'rest', PARTNER_CENTER_URL: microsoft.url }
  world = await openWorld({ clock, database: await testDatabase(), environment })
})

const openPage = useDeskPages(() => ({
  address: world.desk.address,
  close: async () => {
    await world.desk.close()
    await microsoft.close()
  },
}))

const card = (page: Page) => page.locator('.card').last()
const reads = (page: Page, words: string | RegExp) => card(page).getByText(words).first().waitFor()
const presses = (page: Page, title: string) => card(page).getByRole('button', { name: title, exact: true }).click()
const says = async (page: Page, words: string) => {
  const box = page.locator('.compose textarea').first()
  await box.fill(words)
  await box.press('Enter')
}

it('an agent of a partner with the real Partner Center buys, turns auto-renew off, guards a link, and cancels', async () => {
  const page = await openPage()
  await says(page, 'buy 2 windows server 2022 standard 1 year for Contoso')
  await presses(page, 'Review order')
  await card(page).getByRole('checkbox').check()
  await presses(page, 'Place order')
  await page.getByRole('button', { name: '+1 hour' }).click()
  await reads(page, 'The order for Contoso is placed')
  const [, number = ''] = /Order (\w+): Placed/.exec((await card(page).textContent()) ?? '') ?? []

  await presses(page, `Show order ${number}`)
  await presses(page, 'Turn auto-renew off …')
  await presses(page, 'Turn auto-renew off')
  await reads(page, 'Auto-renew is off')

  await says(page, `keys ${number} for Contoso`)
  await reads(page, "Microsoft's service gives no key and no link by itself")
  await card(page).getByLabel('Download link').fill(microsoftLink)
  await card(page).getByLabel('Product key').fill(microsoftKey)
  await presses(page, 'Keep link and key')
  await reads(page, 'The link is guarded: 14 days or 50 downloads from now.')
  await reads(page, '50 of 50 downloads left')
  expect(await page.content()).not.toContain(microsoftKey)
  await presses(page, 'Show key')
  await reads(page, microsoftKey)

  await says(page, `cancel ${number} for Contoso`)
  await reads(page, 'as Partner Center says')
  // An hour of the term is over.
  await reads(page, /99\.98% of the price/)
  await card(page).getByRole('checkbox', { name: 'I have read the important message above' }).check()
  await presses(page, 'Submit')
  await reads(page, `${number}: cancelling.`)
  await page.getByRole('button', { name: '+1 hour' }).click()
  await reads(page, `Order ${number} is cancelled`)
  expect(microsoft.calls.filter(({ url }) => url.endsWith('/checkout'))).toHaveLength(1)
}, 120_000)
