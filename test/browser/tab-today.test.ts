import { describe, expect, it } from 'vitest'
import { openWorld, people, type World } from '../support/desk.ts'
import { scrollsSideways, useTabPages } from '../support/tab-pages.ts'

let world: World
const open = useTabPages(() => world)

describe('the tab beside the chat', () => {
  it('opens with what matters today, and leads to it', async () => {
    world = await openWorld()
    const { frame } = await open()
    await frame.getByRole('heading', { name: 'Today', level: 1 }).waitFor()
    expect(await frame.getByRole('link', { name: /CSP-1002 · 1 day left/ }).isVisible()).toBe(true)
    expect(await frame.locator('nav a[aria-current="page"]').textContent()).toBe('Today')
  })

  it('changes its theme with the host', async () => {
    world = await openWorld()
    const { page, frame } = await open()
    await frame.getByRole('link', { name: /CSP-1002/ }).waitFor()
    const theme = () => frame.locator('html').getAttribute('data-theme')
    expect(await theme()).toBe('default')
    await page.getByRole('button', { name: 'Dark theme' }).click()
    await expect.poll(theme).toBe('dark')
    await page.emulateMedia({ forcedColors: 'active' })
    await expect.poll(theme).toBe('contrast')
    await page.emulateMedia({ forcedColors: 'none' })
    await expect.poll(theme).toBe('dark')
  })

  it('fits a phone, in Korean, with its pages behind a button', async () => {
    world = await openWorld()
    const { frame } = await open({
      viewport: { width: 320, height: 700 },
      person: people.koreanGlobalAdmin,
      locale: 'ko-KR',
    })
    await frame.getByRole('heading', { name: '오늘', level: 1 }).waitFor()
    expect(await scrollsSideways(frame)).toBe(false)
    const menu = frame.getByRole('button', { name: '오늘' })
    await menu.click()
    expect(await frame.getByRole('navigation', { name: '페이지' }).getByRole('link').first().isVisible()).toBe(true)
    expect(await menu.getAttribute('aria-expanded')).toBe('true')
  })

  it('follows the person on the practice page, and closes', async () => {
    world = await openWorld()
    const { page } = await open()
    await page.locator('select.person').first().selectOption(people.chineseAdmin)
    await page.frameLocator('iframe.tab-frame').getByRole('heading', { name: '今天', level: 1 }).waitFor()
    await page.locator('.tab-button').first().click()
    expect(await page.locator('iframe.tab-frame').count()).toBe(0)
  })

  it('says so where it is opened outside of Teams', async () => {
    world = await openWorld()
    const { page } = await open()
    await page.goto(`${world.desk.address}/tab/today`)
    await page.getByRole('heading', { name: 'CSP Desk opens inside Microsoft Teams' }).waitFor()
  })
})
