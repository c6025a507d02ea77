/** The tab's table of the activity log in Chromium: a million entries must scroll as ten thousand do. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Frame, Page } from 'playwright-core'
import { type Desk, startDesk } from '../src/app.ts'
import { readConfig } from '../src/platform/config.ts'
import { createLog } from '../src/platform/log.ts'
import { openBrowser } from '../test/support/browser.ts'
import { people } from '../test/support/desk.ts'
import { answerWithLongLog } from '../test/support/long-log.ts'
import { buildTabPages } from '../test/support/tab-pages.ts'

const totals = [10_000, 1_000_000]
const wheels = 60

interface Times {
  /** Milliseconds until the rows of a place are shown. */
  readonly first: number
  readonly middle: number
  readonly end: number
  /** Milliseconds of a frame while it is scrolled by wheel. */
  readonly frames: readonly number[]
}

export async function benchTabTable(): Promise<void> {
  buildTabPages()
  const folder = mkdtempSync(path.join(tmpdir(), 'csp-desk-bench-'))
  const desk = await startDesk(readConfig({ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent' }), {
    log: createLog('silent'),
  })
  const browser = await openBrowser()
  try {
    console.log('| entries | first rows | middle | end | frame, median | frame, 95 % |')
    console.log('| ---: | ---: | ---: | ---: | ---: | ---: |')
    for (const total of totals) print(total, await measure(browser, desk, total))
  } finally {
    await browser.close()
    await desk.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(browser: Browser, { address }: Desk, total: number): Promise<Times> {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  await page.route('https://res.cdn.office.net/**', (asked) => asked.fulfill({ json: { validOrigins: [] } }))
  await answerWithLongLog(page, total)
  await page.goto(address)
  await page.locator('select.person').first().selectOption(people.globalAndAdmin)
  await page.locator('.tab-button').first().click()
  const inner = page.frameLocator('iframe.tab-frame').first()
  await inner.locator('h1').first().waitFor()
  const frame = await (await page.locator('iframe.tab-frame').first().elementHandle())?.contentFrame()
  if (!frame) throw new Error('the tab did not open')

  const first = await timed(async () => {
    await frame.goto(`${address}/tab/activity`)
    await row(frame, 1).waitFor()
  })
  const frames = await framesOf(page, frame)
  const body = frame.locator('.long-body')
  const middle = await timed(async () => {
    await body.evaluate((element) => {
      element.scrollTop = element.scrollHeight / 2
    })
    await frame.locator('.long-row button').first().waitFor()
    await frame
      .locator('.long-row', { hasText: /Entry \d+/ })
      .nth(5)
      .waitFor()
  })
  const end = await timed(async () => {
    await body.focus()
    await page.keyboard.press('End')
    await row(frame, total).waitFor()
  })
  await context.close()
  return { first, middle, end, frames }
}

const row = (frame: Frame, number: number) => frame.getByRole('button', { name: `Entry ${number}`, exact: true })

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

/** Frames are counted in the page itself, while it is scrolled a screen at a time. */
async function framesOf(page: Page, frame: Frame): Promise<number[]> {
  await frame.evaluate(`
    globalThis.frames_ = []; globalThis.counting_ = true
    let last = performance.now()
    const tick = (now) => { frames_.push(now - last); last = now; if (counting_) requestAnimationFrame(tick) }
    requestAnimationFrame(tick)`)
  await frame.locator('.long-body').hover()
  for (let wheel = 0; wheel < wheels; wheel++) await page.mouse.wheel(0, 400)
  return frame.evaluate<number[]>('counting_ = false, frames_.slice(1)')
}

function print(total: number, { first, middle, end, frames }: Times): void {
  const sorted = frames.toSorted((a, b) => a - b)
  const share = (part: number) => sorted[Math.floor(sorted.length * part)] ?? 0
  const cells = [first, middle, end, share(0.5), share(0.95)].map((time) => `${time.toFixed(0)} ms`)
  console.log(`| ${total.toLocaleString('en-US')} | ${cells.join(' | ')} |`)
}
