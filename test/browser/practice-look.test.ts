import type { Locator, Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { callConnector, type EchoDesk, mina, openEchoDesk } from '../practice/echo-bot.ts'
import { lookCard, tallCard } from '../practice/look-cards.ts'
import { useDeskPages } from '../support/browser.ts'

let desk: EchoDesk

beforeEach(async () => {
  desk = await openEchoDesk()
})

const openPage = useDeskPages(() => desk)
const phone = { viewport: { width: 360, height: 640 } }

const writes = async (page: Page, text: string) => {
  const box = page.locator('.compose textarea')
  await box.fill(text)
  await box.press('Enter')
}

const sends = async (message: object) => {
  const chat = await desk.practice.standIn.openPersonalChat(mina.id)
  await callConnector(`${desk.address}/practice/connector/`, 'POST', `/${chat.id}/activities`, {
    type: 'message',
    ...message,
  })
}
const cardMessage = (content: object) => ({
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
})

/** As much of an element in the page as is looked at here. */
interface Part {
  scrollTop: number
  closest(selector: string): Part
  matches(selector: string): boolean
  getBoundingClientRect(): { top: number; bottom: number; left: number; height: number }
}
interface Picture {
  readonly width: number
  readonly height: number
  getContext(kind: '2d'): {
    getImageData(x: number, y: number, width: number, height: number): { data: ArrayLike<number> }
  }
}

/** Whether all of it is between the header and the box to write in. */
const inView = (part: Locator) =>
  part.evaluate((part: Part) => {
    const [seen, list] = [part.getBoundingClientRect(), part.closest('.messages').getBoundingClientRect()]
    return seen.top >= list.top && seen.bottom <= list.bottom
  })
const scrollsUp = (page: Page) =>
  page.getByRole('log').evaluate((list: Part) => {
    list.scrollTop = 0
  })
const boxesOf = (parts: Locator) =>
  parts.evaluateAll((all: Part[]) =>
    all.map((part) => {
      const { left, top, height } = part.getBoundingClientRect()
      return { left, top, height }
    }),
  )
/** How many colours a picture has. */
const coloursOf = (pictures: Locator) =>
  pictures.evaluateAll((all: Picture[]) =>
    all.map((picture) => {
      const { data } = picture.getContext('2d').getImageData(0, 0, picture.width, picture.height)
      const seen = new Set<string>()
      for (let at = 0; at < data.length; at += 4)
        if (data[at + 3] === 255) seen.add(`${data[at]},${data[at + 1]},${data[at + 2]}`)
      return seen.size
    }),
  )

describe('what follows', () => {
  it("one's own words comes into view from its beginning; what comes while one reads above is told by a pill", async () => {
    const page = await openPage(phone)
    const pill = page.getByRole('button', { name: 'New messages' })
    for (const title of ['first', 'second']) {
      await writes(page, `${title} card`)
      await page
        .getByText('What shall we order')
        .nth(title === 'first' ? 0 : 1)
        .waitFor()
    }
    expect(await inView(page.getByText('What shall we order').nth(1))).toBe(true)
    await scrollsUp(page)
    await sends({ text: 'A link ends in 24 hours' })
    await pill.waitFor()
    expect(await inView(page.getByText('A link ends in 24 hours'))).toBe(false)
    await pill.click()
    expect(await inView(page.getByText('A link ends in 24 hours'))).toBe(true)
    expect(await pill.isVisible()).toBe(false)
    await scrollsUp(page)
    await writes(page, 'hello')
    await page.getByText('You said hello').waitFor()
    expect(await inView(page.getByText('You said hello'))).toBe(true)
  })

  it('a mistake is its field: it has the focus, and what is wrong is in view', async () => {
    const page = await openPage(phone)
    await sends(cardMessage(tallCard()))
    await page.getByRole('textbox', { name: 'Second' }).fill('thirteen moons')
    await page.getByRole('button', { name: 'Check' }).click()
    const wrong = page.getByText('Write a number of months.')
    await wrong.waitFor()
    const field = page.getByRole('textbox', { name: 'Second' })
    expect(await field.evaluate((part: Part) => part.matches(':focus'))).toBe(true)
    expect(await inView(wrong)).toBe(true)
    expect(await inView(field)).toBe(true)
  })
})

it.each(['light', 'dark'] as const)(
  'a phone, %s: the bar is one line, bars are thin, rows of buttons begin together, and every chart is drawn and told in numbers',
  async (colorScheme) => {
    const page = await openPage({ ...phone, colorScheme })
    await sends(cardMessage(lookCard))
    await page.getByRole('button', { name: 'Forward' }).waitFor()
    const [bar] = await boxesOf(page.locator('.top-bar'))
    expect(bar?.height).toBeLessThan(50)
    expect((await boxesOf(page.locator('.progress'))).map(({ height }) => height)).toEqual([6])
    const rows = new Map<number, number>()
    for (const { left, top } of await boxesOf(page.locator('.card .ac-pushButton')))
      rows.set(top, Math.min(left, rows.get(top) ?? left))
    expect(rows.size).toBeGreaterThan(1)
    expect(new Set(rows.values()).size).toBe(1)
    const colours = await coloursOf(page.locator('.card canvas'))
    expect(colours).toHaveLength(8)
    for (const count of colours) expect(count).toBeGreaterThanOrEqual(2)
    expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
    const tables = await page.locator('.card table').allInnerTexts()
    expect(tables.map((table) => table.split('\n')[0])).toEqual([
      'Parts of a donut: 20',
      'Parts of a pie',
      'Upright',
      'Upright, together',
      'Lying',
      'Lying, together',
      'A line',
      'A gauge: 40 %',
    ])
    expect(tables[0]).toMatch(/Server\s+12\s+Client\s+8/)
  },
)
