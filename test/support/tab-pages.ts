import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { BrowserContextOptions, Frame, Page } from 'playwright-core'
import { usePages } from './browser.ts'
import type { World } from './desk.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Until what is fading from one colour to another has it. */
const stillness = `Promise.allSettled(document.getAnimations().map(({ finished }) => finished)).then(() => {})`

/** The pages as they are now: whoever runs one file of tests need not have built them. */
export function buildTabPages(): void {
  const built = spawnSync(process.execPath, [path.resolve('scripts/build-tab.mjs')], { encoding: 'utf8' })
  if (built.status !== 0) throw new Error(`the pages of the tab could not be built:\n${built.stderr}`)
}

/** The app's tab beside the chat of a person on the practice page. */
export interface TabPage {
  readonly page: Page
  readonly frame: Frame
  /** Opens a page of the tab and waits for its title. */
  go(address: string): Promise<void>
  /** Tells the page that its host has another theme, by Teams' name of it. */
  inTheme(theme: 'default' | 'dark' | 'contrast'): Promise<void>
}

/**
 * A browser for the file, as `usePages`. teams-js asks Microsoft for the hosts that it believes: nobody answers here, and the
 * practice page is on the same address.
 */
export function useTabPages(
  world: () => Pick<World, 'desk'>,
): (options?: BrowserContextOptions & { person?: string }) => Promise<TabPage> {
  buildTabPages()
  const open = usePages(
    { viewport: { width: 1280, height: 800 } },
    async (page) => {
      await page
        .context()
        .route('https://res.cdn.office.net/**', (asked) => asked.fulfill({ json: { validOrigins: [] } }))
      await page.goto(world().desk.address)
      await page.getByRole('log').first().waitFor()
    },
    () => world().desk.close(),
  )
  return async ({ person, ...options } = {}) => {
    const page = await open(options)
    if (person !== undefined) {
      await page.locator('select.person').first().selectOption(person)
      await page.getByRole('log').first().waitFor()
    }
    await page.locator('.tab-button').first().click()
    const element = page.locator('iframe.tab-frame').first()
    await page.frameLocator('iframe.tab-frame').first().locator('h1').first().waitFor()
    const frame = await (await element.elementHandle())?.contentFrame()
    if (!frame) throw new Error('the tab did not open')
    return {
      page,
      frame,
      inTheme: async (theme) => {
        const message = JSON.stringify({ func: 'themeChange', args: [theme] })
        await page.evaluate(
          `document.querySelector('iframe.tab-frame').contentWindow.postMessage(${message}, location.origin)`,
        )
        await frame.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' })
        await frame.evaluate(stillness)
      },
      go: async (address) => {
        await frame.goto(new URL(address, world().desk.address).href)
        await frame.locator('h1').first().waitFor()
        await frame.locator(':root:not(:has([aria-busy="true"]))').waitFor({ state: 'attached' })
      },
    }
  }
}

/**
 * What axe finds serious in what is shown: nothing, or what and where. Run past the page's policy, as a browser's extension is.
 * @param rules all of axe's where they are left out; `color-contrast` is what a theme can break
 */
export async function seriousFindings(frame: Frame, rules?: readonly string[]): Promise<string[]> {
  if (!(await frame.evaluate(`'axe' in globalThis`))) await frame.evaluate(axeSource)
  const only = rules === undefined ? {} : { runOnly: { type: 'rule', values: rules } }
  const findings = await frame.evaluate(async (options) => {
    const { violations } = await (
      globalThis as unknown as {
        axe: {
          run(options: object): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>
        }
      }
    ).axe.run({ resultTypes: ['violations'], ...options })
    return violations.map(({ id, impact, nodes }) => ({ id, impact, at: nodes.map(({ html }) => html.slice(0, 200)) }))
  }, only)
  return findings
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, at }) => `${id}: ${at.join(' | ')}`)
}

/** Whether anything is wider than the frame. */
export const scrollsSideways = (frame: Frame): Promise<boolean> =>
  frame.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')
