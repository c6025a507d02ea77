import type { BrowserContextOptions, Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { day, hour } from '../../src/platform/clock.ts'
import { callConnector, type EchoDesk, jonas, mina, openEchoDesk } from '../practice/echo-bot.ts'
import { useDeskPages } from '../support/browser.ts'

let desk: EchoDesk
let moves: number

beforeEach(async () => {
  moves = 0
  desk = await openEchoDesk({ moved: () => moves++ })
})

const openPage = useDeskPages(() => desk)

const writes = async (page: Page, text: string, column = 0) => {
  const box = page.locator('.compose textarea').nth(column)
  await box.fill(text)
  await box.press('Enter')
}

async function withCard(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await openPage(options)
  await writes(page, 'card')
  await page.getByText('What shall we order').waitFor()
  return page
}

const isWide = (page: Page) => page.evaluate('document.documentElement.scrollWidth > innerWidth')

describe('a chat', () => {
  it('shows what was typed and what the bot answers, in the language of the browser', async () => {
    const page = await openPage({ locale: 'ko-KR' })
    expect(await page.getByRole('combobox', { name: '사람' }).inputValue()).toBe(mina.id)
    await writes(page, 'hello')
    await page.getByRole('log').getByText('You said hello').waitFor()
    expect(await page.locator('.bubble strong').textContent()).toBe('You said')
    expect(await page.locator('.day').textContent()).toBe('2026년 11월 22일 일요일')
  })

  it('offers words to try while nothing is typed', async () => {
    const page = await openPage()
    await page.getByRole('button', { name: 'help', exact: true }).click()
    await page.getByText('You said help').waitFor()
    await page.locator('.compose textarea').fill('he')
    expect(await page.getByRole('button', { name: 'help', exact: true }).isVisible()).toBe(false)
  })

  it('sends a picture', async () => {
    const page = await openPage()
    await page.getByRole('button', { name: 'Send a picture' }).click()
    await page.getByText('You said nothing').waitFor()
    await page.getByRole('img', { name: 'A picture' }).waitFor()
  })

  it('shows that the bot is typing', async () => {
    const page = await openPage()
    await writes(page, 'think')
    await page.getByText('CSP Desk is typing').waitFor()
    await writes(page, 'done')
    await page.getByText('You said done').waitFor()
    expect(await page.getByText('CSP Desk is typing').count()).toBe(0)
  })

  it('says when something went wrong, without the reason', async () => {
    const page = await openPage()
    await writes(page, 'fail')
    await page.getByText('Something went wrong. Please try again.').waitFor()
    expect(await page.getByText('secret').count()).toBe(0)
  })

  it('stays in front when it is chosen while another one is still being opened', async () => {
    const page = await openPage()
    await page.getByRole('button', { name: 'New group chat' }).click()
    await page.getByLabel('Name of the group chat').fill('Renewals')
    await page.getByRole('checkbox', { name: /Jonas Weber/ }).check()
    await page.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('log', { name: 'Messages in Renewals' }).waitFor()
    const opening = Promise.withResolvers<void>()
    await page.route('**/practice/api/open-personal-chat', async (asked) => {
      await opening.promise
      await asked.continue()
    })
    const opened = page.waitForResponse('**/practice/api/open-personal-chat')
    await page.getByRole('button', { name: 'CSP Desk', exact: true }).click()
    await page.getByRole('button', { name: 'Renewals' }).click()
    await page.getByRole('log', { name: 'Messages in Renewals' }).waitFor()
    opening.resolve()
    await (await opened).finished()
    await writes(page, 'card')
    await page.getByText('What shall we order').waitFor()
    expect(await page.getByRole('log').getAttribute('aria-label')).toBe('Messages in Renewals')
  })

  it('lets the bot be removed and added again', async () => {
    const page = await openPage()
    await page.getByRole('button', { name: 'Remove CSP Desk' }).click()
    await page.getByText('CSP Desk is not in this chat.').waitFor()
    await page.getByRole('button', { name: 'Add CSP Desk' }).click()
    await page.getByRole('textbox', { name: 'Write to CSP Desk' }).waitFor()
    expect(desk.heard.at(-1)).toMatchObject({ type: 'installationUpdate', action: 'add' })
  })
})

describe('a card', () => {
  it('is filled in and pressed with the keyboard, and answers in its place', async () => {
    const page = await withCard()
    const customer = page.getByRole('combobox', { name: 'Customer' })
    await customer.pressSequentially('cont')
    await page.getByRole('option', { name: 'Contoso Pharma' }).waitFor()
    await customer.press('ArrowDown')
    await customer.press('ArrowDown')
    await customer.press('Enter')
    expect(await customer.inputValue()).toBe('Contoso Pharma')
    await page.getByRole('spinbutton', { name: 'Quantity' }).fill('12')
    await page.getByRole('combobox', { name: 'Term' }).selectOption('1 year')
    await page.getByRole('checkbox', { name: /important message/ }).check()
    await page.getByRole('button', { name: 'Place order' }).press('Enter')
    await page.getByText('Ordered 12 for contoso-pharma').waitFor()
    expect(await page.evaluate('document.activeElement.tagName')).toBe('ARTICLE')
    expect(desk.heard.findLast(({ name }) => name === 'adaptiveCard/action').value.action).toMatchObject({
      type: 'Action.Execute',
      verb: 'order',
      data: { customer: 'contoso-pharma', quantity: '12', term: '1', agreed: 'true', requestKey: expect.any(String) },
    })
  })

  it('never offers a choice that does not fit what was typed since', async () => {
    const page = await withCard()
    const customer = page.getByRole('combobox', { name: 'Customer' })
    await customer.click()
    await page.getByRole('option', { name: 'Customer 0' }).waitFor()
    await page.route('**/practice/api/search', () => {})
    await customer.fill('contoso')
    expect(await page.locator('.choice').allTextContents()).toEqual(['Contoso', 'Contoso Pharma'])
    await customer.fill('northwind')
    expect(await page.locator('.choices').textContent()).toBe('Searching…')
  })

  it('keeps the choice that is marked while another answer comes', async () => {
    const page = await withCard()
    const customer = page.getByRole('combobox', { name: 'Customer' })
    await customer.click()
    await page.getByRole('option', { name: 'Contoso Pharma' }).waitFor()
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/practice/api/search', async (route) => {
      await held
      await route.continue()
    })
    await customer.fill('cont')
    const asked = page.waitForRequest('**/practice/api/search')
    await customer.press('ArrowDown')
    await customer.press('ArrowDown')
    await asked
    const answered = page.waitForResponse('**/practice/api/search')
    release()
    await (await answered).finished()
    await page.getByRole('option', { name: 'Contoso Pharma', selected: true }).waitFor()
    await customer.press('Enter')
    expect(await customer.inputValue()).toBe('Contoso Pharma')
  })

  it('says what is wrong at the input and sends nothing', async () => {
    const page = await withCard()
    const heard = () => desk.heard.filter(({ name }) => name === 'adaptiveCard/action').length
    await page.getByRole('button', { name: 'Place order' }).click()
    await page.getByText('Choose a customer from the list.').waitFor()
    await page.getByRole('combobox', { name: 'Customer' }).fill('nobody at all')
    await page.getByText('No matches').waitFor()
    await page.getByRole('spinbutton', { name: 'Quantity' }).fill('101')
    await page.getByRole('button', { name: 'Place order' }).click()
    await page.getByText('A number from 1 to 100.').waitFor()
    expect(heard()).toBe(0)
  })

  it('keeps what was typed when a line answers, and when the theme changes', async () => {
    const page = await withCard()
    const customer = page.getByRole('combobox', { name: 'Customer' })
    await customer.fill('fabri')
    await page.getByRole('option', { name: 'Fabrikam' }).click()
    await page.getByRole('textbox', { name: 'Purchase order number' }).fill('PO-7')
    await page.getByRole('button', { name: 'Just note it' }).click()
    await page.getByText('Noted for Mina Park').waitFor()
    await page.getByText('Only you can see this').waitFor()
    expect(desk.heard.at(-1).value.action.data).toEqual({ requestKey: expect.any(String) })
    await page.getByRole('button', { name: 'Dark theme' }).click()
    expect(await customer.inputValue()).toBe('Fabrikam')
    expect(await page.getByRole('textbox', { name: 'Purchase order number' }).inputValue()).toBe('PO-7')
    await page.getByRole('spinbutton', { name: 'Quantity' }).fill('1')
    await page.getByRole('button', { name: 'Place order' }).click()
    await page.getByText('Ordered 1 for fabrikam').waitFor()
  })

  it('cannot be pressed again while the bot works', async () => {
    const page = await withCard()
    let answer = () => {}
    const held = new Promise<void>((resolve) => {
      answer = resolve
    })
    await page.route('**/practice/api/press', async (route) => {
      await held
      await route.continue()
    })
    const button = page.getByRole('button', { name: 'Just note it' })
    await button.click()
    await page.locator('.working').waitFor()
    expect(await button.isDisabled()).toBe(true)
    expect(await page.getByRole('button', { name: 'Order for everybody' }).isDisabled()).toBe(true)
    answer()
    await page.getByText('Noted for Mina Park').waitFor()
    expect(await button.isDisabled()).toBe(false)
  })

  it('shows bold text and links, and no markup of a text', async () => {
    const page = await withCard()
    expect(await page.locator('.card strong').textContent()).toBe('3 years')
    const link = page.getByRole('link', { name: 'prices' })
    expect(await link.getAttribute('rel')).toContain('noopener')
    await writes(page, '<img src=x onerror=alert(1)> [x](javascript:alert(1))')
    await page.getByText('You said <img src=x onerror=alert(1)> [x](javascript:alert(1))').waitFor()
    expect(await page.locator('.bubble img, .bubble a').count()).toBe(0)
  })
})

it('a link of a card opens in a tab of its own', async () => {
  const page = await openPage()
  const chat = await desk.practice.standIn.openPersonalChat(mina.id)
  const url = `${desk.address}/practice/page/icon.svg`
  const body = [{ type: 'TextBlock', text: 'Your link' }]
  const content = {
    type: 'AdaptiveCard',
    version: '1.5',
    body,
    actions: [{ type: 'Action.OpenUrl', title: 'Download', url }],
  }
  const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content }]
  await callConnector(`${desk.address}/practice/connector/`, 'POST', `/${chat.id}/activities`, {
    type: 'message',
    attachments,
  })
  const opened = page.context().waitForEvent('page')
  await page.getByRole('link', { name: 'Download' }).click()
  expect((await opened).url()).toBe(url)
  expect(await (await opened).evaluate('window.opener')).toBeNull()
})

describe('several people', () => {
  it('stand side by side, and each sees only their own view until the bot edits the card', async () => {
    const page = await openPage()
    await page.getByRole('button', { name: 'Add a person' }).click()
    const [hers, his] = [
      page.getByRole('region', { name: 'Mina Park' }),
      page.getByRole('region', { name: 'Jonas Weber' }),
    ]
    await his.getByRole('log').waitFor()
    await hers.getByRole('button', { name: 'New group chat' }).click()
    await page.getByLabel('Name of the group chat').fill('Renewals')
    await page.getByRole('checkbox', { name: /Jonas Weber/ }).check()
    await page.getByRole('button', { name: 'Create' }).click()
    await his.getByRole('button', { name: 'Renewals' }).click()
    await his.getByRole('log', { name: 'Messages in Renewals' }).waitFor()
    await hers.getByRole('log', { name: 'Messages in Renewals' }).waitFor()
    const group = desk.practice.standIn.world.conversations().find(({ type }) => type === 'groupChat')
    await callConnector(`${desk.address}/practice/connector/`, 'POST', `/${group?.id}/activities`, cardForAll)
    await Promise.all([hers, his].map((column) => column.getByText('For all').waitFor()))
    await hers.getByRole('button', { name: 'Note' }).click()
    await hers.getByText('Noted for Mina Park').waitFor()
    expect(await his.getByText('Noted for').count()).toBe(0)
    await his.getByRole('button', { name: 'Everybody' }).click()
    await Promise.all([hers, his].map((column) => column.getByText('Ordered 2 for all').waitFor()))
  })

  it('are told of messages in chats that are not in front', async () => {
    const page = await openPage()
    const chat = await desk.practice.standIn.openPersonalChat(jonas.id)
    const notice = { type: 'message', text: 'A long story', summary: 'A link ends in 24 hours' }
    await callConnector(`${desk.address}/practice/connector/`, 'POST', `/${chat.id}/activities`, notice)
    const toast = page.getByRole('status').getByRole('button', { name: /For Jonas Weber.*A link ends in 24 hours/ })
    await toast.click()
    await page.getByRole('region', { name: 'Jonas Weber' }).getByText('A long story').waitFor()
    expect(await toast.count()).toBe(0)
  })

  it('are as they were after the page is loaded again', async () => {
    const page = await openPage()
    await page.getByRole('button', { name: 'Add a person' }).click()
    await page.getByRole('region', { name: 'Jonas Weber' }).getByRole('log').waitFor()
    await page
      .getByRole('combobox', { name: 'Person' })
      .first()
      .selectOption({ label: 'Lin Wei · admin-agent · zh-CN' })
    await page.getByRole('region', { name: 'Lin Wei' }).getByText('Harbor Software').waitFor()
    await page.getByRole('region', { name: 'Lin Wei' }).getByRole('log').waitFor()
    await page.reload()
    for (const name of ['Lin Wei', 'Jonas Weber']) {
      await page.getByRole('region', { name }).getByRole('log').waitFor()
    }
    expect(await page.locator('.column').count()).toBe(2)
  })
})

describe('the bar', () => {
  it('moves the clock and runs what is due', async () => {
    const page = await openPage()
    const time = page.locator('.clock-time')
    const shown = new Date((await time.getAttribute('datetime')) ?? '').getTime()
    for (const name of ['+1 hour', '+1 day', '+14 days']) {
      const answered = page.waitForResponse('**/practice/api/move-clock')
      await page.getByRole('button', { name }).click()
      await answered
    }
    expect(moves).toBe(3)
    expect(desk.clock.aheadMilliseconds).toBe(hour + 15 * day)
    await page.getByText('15 days 1 hour ahead').or(page.locator(`time[datetime^="2026-12-07T01"]`)).first().waitFor()
    expect(new Date((await time.getAttribute('datetime')) ?? '').getTime()).toBeGreaterThan(shown + 14 * day)
  })

  it.each(['light', 'dark'] as const)(
    'begins with the %s theme of the system, and can be switched',
    async (colorScheme) => {
      const page = await withCard({ colorScheme })
      const titleColour = () => page.evaluate("getComputedStyle(document.querySelector('.card .ac-textBlock')).color")
      const [light, dark] = ['rgb(36, 36, 36)', 'rgb(255, 255, 255)']
      expect(await titleColour()).toBe(colorScheme === 'light' ? light : dark)
      await page.getByRole('button', { name: 'Dark theme' }).click()
      expect(await titleColour()).toBe(colorScheme === 'light' ? dark : light)
    },
  )
})

describe('a narrow screen', () => {
  it.each([360, 320])('of %i pixels shows one person at a time, and nothing stands out', async (width) => {
    const page = await withCard({ viewport: { width, height: 740 } })
    expect(await isWide(page)).toBe(false)
    await page.getByRole('button', { name: 'Add a person' }).click()
    await page.getByRole('region', { name: 'Jonas Weber' }).getByRole('log').waitFor()
    expect(await page.getByRole('region', { name: 'Mina Park' }).isVisible()).toBe(false)
    await page.getByRole('navigation', { name: 'People on screen' }).getByRole('button', { name: 'Mina Park' }).click()
    await page.getByText('What shall we order').waitFor()
    expect(await isWide(page)).toBe(false)
  })

  it('is enough at twice the text size', async () => {
    const page = await withCard({ viewport: { width: 640, height: 800 } })
    await page.evaluate("document.documentElement.style.fontSize = '200%'")
    await page.getByRole('button', { name: 'Dark theme' }).click()
    expect(await isWide(page)).toBe(false)
    const size = await page.evaluate("getComputedStyle(document.querySelector('.card .ac-textBlock')).fontSize")
    expect(size).toBe('28px')
  })
})

const cardForAll = {
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: {
        type: 'AdaptiveCard',
        version: '1.5',
        body: [{ type: 'TextBlock', text: 'For all' }],
        actions: [
          { type: 'Action.Execute', title: 'Note', verb: 'note' },
          { type: 'Action.Execute', title: 'Everybody', verb: 'everybody', data: { quantity: 2, customer: 'all' } },
        ],
      },
    },
  ],
}
