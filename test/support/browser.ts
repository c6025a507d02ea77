import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { findChromium } from './chromium.ts'

const quiet = '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking'
const args = `${quiet} --disable-component-update --disable-sync`.split(' ')

/** The installed Chromium, kept from calling anywhere but here. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('no Chromium is installed')
  return chromium.launch({ executablePath, args })
}

/**
 * A browser for the file, closed in the end. What its pages complain of (a blocked script, an exception, a missing file) fails
 * the test, once `close` has closed what the pages show.
 * @param show goes to the address and waits for what is there first.
 */
export function usePages(
  usual: BrowserContextOptions,
  show: (page: Page) => Promise<void>,
  close: () => Promise<void>,
): (options?: BrowserContextOptions) => Promise<Page> {
  let browser: Browser
  let complaints: string[] = []
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())
  beforeEach(() => {
    complaints = []
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    await close()
    expect(complaints).toEqual([])
  })
  return async (options = {}) => {
    const context = await browser.newContext({ locale: 'en-US', ...usual, ...options })
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    await show(page)
    return page
  }
}

/** The same for pages of one practice desk at desktop size: open once its chat is there; the desk closes with them. */
export const useDeskPages = (desk: () => { readonly address: string; close(): Promise<void> }) =>
  usePages(
    { viewport: { width: 1280, height: 800 } },
    async (page) => {
      await page.goto(desk().address)
      await page.getByRole('log').first().waitFor()
    },
    () => desk().close(),
  )
