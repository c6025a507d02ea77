import { beforeEach, describe, expect, it } from 'vitest'
import { minute } from '../../src/platform/clock.ts'
import { teamsIdOf } from '../../src/practice/person.ts'
import type { Conversation } from '../../src/practice/transcript.ts'
import { callConnector, type EchoDesk, jonas, mina, openEchoDesk } from '../practice/echo-bot.ts'
import { button, viewCard } from '../practice/sample-card.ts'
import { useDeskPages } from '../support/browser.ts'

let desk: EchoDesk

beforeEach(async () => {
  desk = await openEchoDesk()
})

const openPage = useDeskPages(() => desk)

const message = (content: unknown) => ({
  type: 'message',
  summary: 'Approval needed',
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
})
const connect = (chat: Conversation, method: string, path: string, content: unknown) =>
  callConnector(
    `${desk.address}/practice/connector/`,
    method,
    `/${encodeURIComponent(chat.id)}/activities${path}`,
    message(content),
  )
const asked = () => desk.heard.filter(({ name }) => name === 'adaptiveCard/action')

describe('a card with a view for each person', () => {
  let chat: Conversation
  beforeEach(async () => {
    chat = await desk.practice.standIn.openGroupChat([mina.id, jonas.id], 'Second pair')
  })

  it('shows each one their own as soon as they see it, and again when the bot edits it', async () => {
    const page = await openPage()
    await page.getByRole('button', { name: 'Add a person' }).click()
    const hers = page.getByRole('region', { name: 'Mina Park' })
    const his = page.getByRole('region', { name: 'Jonas Weber' })
    await hers.getByRole('button', { name: 'Second pair' }).click()
    const card = viewCard('facts', [teamsIdOf(mina.id), teamsIdOf(jonas.id)])
    const { body } = await connect(chat, 'POST', '', card)
    await hers.getByText('automatic view of Mina Park').waitFor()
    expect(asked()).toHaveLength(1)
    await his.getByRole('button', { name: 'Second pair' }).click()
    await his.getByText('automatic view of Jonas Weber').waitFor()
    expect(await hers.getByText('view of Jonas Weber').count()).toBe(0)
    desk.clock.move(2 * minute)
    await connect(chat, 'PUT', `/${body.id}`, { ...card, body: [{ type: 'TextBlock', text: 'decided' }] })
    await desk.practice.standIn.until(() => asked().length === 4)
    await his.getByText('automatic view of Jonas Weber').waitFor()
  })

  it('is left alone for whom it does not name, until they refresh it themselves', async () => {
    const page = await openPage()
    await page.getByRole('button', { name: 'Second pair' }).click()
    await connect(chat, 'POST', '', viewCard('facts', []))
    await page.getByText('facts').waitFor()
    await page.getByRole('button', { name: 'Refresh card' }).click()
    await page.getByText('manual view of Mina Park').waitFor()
    expect(asked()).toHaveLength(1)
  })

  it('is not asked for while it lies out of sight', async () => {
    const page = await openPage()
    await page.getByRole('button', { name: 'Second pair' }).click()
    for (const n of Array(12).keys()) await connect(chat, 'POST', '', viewCard(`first ${n}`, []))
    await page.getByText('first 11').waitFor()
    await page.evaluate("document.querySelector('.messages').scrollTo(0, 0)")
    await connect(chat, 'POST', '', viewCard('facts', [teamsIdOf(mina.id)]))
    await page.getByText('facts').waitFor({ state: 'attached' })
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
    expect(asked()).toEqual([])
    await page.getByText('facts').scrollIntoViewIfNeeded()
    await page.getByText('automatic view of Mina Park').waitFor()
  })
})

describe('a part of a card that a button unfolds', () => {
  const reason = {
    type: 'Input.Text',
    id: 'reason',
    label: 'Reason',
    isMultiline: true,
    isRequired: true,
    errorMessage: 'Say why.',
  }
  const rejecting = {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [
      { type: 'TextBlock', text: 'Approval needed', wrap: true },
      {
        type: 'ActionSet',
        actions: [
          button('Approve', 'note'),
          {
            type: 'Action.ShowCard',
            title: 'Reject …',
            card: {
              type: 'AdaptiveCard',
              body: [reason, { type: 'ActionSet', actions: [button('Reject', 'note')] }],
            },
          },
          button('Mute this', 'note', { mode: 'secondary', associatedInputs: 'none' }),
        ],
      },
    ],
  }

  it.each([360, 1280])(
    'checks its inputs, sends them, and outlives a change of theme, %i pixels wide',
    async (width) => {
      const page = await openPage({ viewport: { width, height: 740 } })
      await connect(await desk.practice.standIn.openPersonalChat(mina.id), 'POST', '', rejecting)
      await page.getByRole('button', { name: 'Reject …' }).click()
      const box = page.getByRole('textbox', { name: 'Reason' })
      await page.getByRole('button', { name: 'Reject', exact: true }).click()
      await page.getByText('Say why.').waitFor()
      expect(asked()).toEqual([])
      await box.fill('Too dear')
      await page.getByRole('button', { name: 'Dark theme' }).click()
      expect(await box.inputValue()).toBe('Too dear')
      expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
      await page.getByRole('button', { name: 'Reject', exact: true }).click()
      await page.getByText('Noted for Mina Park').waitFor()
      expect(asked()).toMatchObject([{ value: { action: { verb: 'note', data: { reason: 'Too dear' } } } }])
    },
  )

  it('stays folded, and secondary buttons wait in a menu', async () => {
    const page = await openPage()
    await connect(await desk.practice.standIn.openPersonalChat(mina.id), 'POST', '', rejecting)
    await page.getByRole('button', { name: 'Approve' }).waitFor()
    expect(await page.getByText('Mute this').count()).toBe(0)
    expect(await page.getByRole('textbox', { name: 'Reason' }).isVisible()).toBe(false)
    await page.locator('.card').getByRole('button').last().press('Enter')
    await page.getByText('Mute this').click()
    await page.getByText('Noted for Mina Park').waitFor()
  })
})

describe('a person who has blocked the bot', () => {
  it('neither hears of it nor writes to it until it is unblocked', async () => {
    const page = await openPage()
    const chat = await desk.practice.standIn.openPersonalChat(mina.id)
    await page.getByRole('button', { name: 'Block', exact: true }).click()
    await page.getByText('CSP Desk is blocked').waitFor()
    expect(await page.getByRole('textbox', { name: 'Write to CSP Desk' }).count()).toBe(0)
    expect((await connect(chat, 'POST', '', viewCard('facts', []))).status).toBe(403)
    await page.getByRole('button', { name: 'Unblock CSP Desk' }).click()
    await page.getByRole('textbox', { name: 'Write to CSP Desk' }).waitFor()
    expect((await connect(chat, 'POST', '', viewCard('facts', []))).status).toBe(201)
    await page.getByText('facts').waitFor()
  })
})

describe('a message that nobody asked for', () => {
  it('is told by its summary, and marks its chat until it is opened', async () => {
    const page = await openPage()
    await page.getByRole('button', { name: 'New group chat' }).click()
    await page.getByLabel('Name of the group chat').fill('Renewals')
    await page.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('log', { name: 'Messages in Renewals' }).waitFor()
    await connect(await desk.practice.standIn.openPersonalChat(mina.id), 'POST', '', viewCard('facts', []))
    await page
      .getByRole('status')
      .getByRole('button', { name: /For Mina Park.*Approval needed/ })
      .waitFor()
    await page.locator('.chat-tab.unread', { hasText: 'CSP Desk' }).click()
    await page.getByText('facts').waitFor()
    expect(await page.locator('.unread').count()).toBe(0)
    expect(await page.getByRole('status').getByRole('button').count()).toBe(0)
  })
})
