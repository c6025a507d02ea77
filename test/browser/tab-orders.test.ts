import { describe, expect, it } from 'vitest'
import { givesNothing, microsoftKey, microsoftLink } from '../support/by-hand.ts'
import { customer, openWorld, people, type World } from '../support/desk.ts'
import { seriousFindings, useTabPages } from '../support/tab-pages.ts'

let world: World
const open = useTabPages(() => world)
const order = (id: string) => `/tab/orders/${customer(1)}/${id}`

describe('customers and orders, in the tab', () => {
  it('finds a customer, filters, and leads from an order to its keys and its cancellation', async () => {
    world = await openWorld()
    const { frame, go } = await open()
    await go('/tab/orders')
    await frame.getByRole('combobox', { name: 'Find a customer' }).fill('conto')
    await frame.getByRole('option', { name: /Contoso/ }).click()
    await frame.getByText('1–7 of 7, newest first').waitFor()
    await frame.getByRole('combobox', { name: 'State' }).selectOption('open')
    await frame.getByText('1–3 of 3, newest first').waitFor()
    expect(new URL(frame.url()).search).toBe(`?customer=${customer(1)}&state=open`)
    await frame.getByRole('link', { name: 'CSP-1007' }).click()
    await frame.getByRole('heading', { name: 'Order CSP-1007', level: 1 }).waitFor()
    expect(await frame.locator('.lines tbody tr').count()).toBe(2)
    const leads = async (name: string) => frame.getByRole('link', { name, exact: true }).getAttribute('href')
    const asked = `customer=${customer(1)}&order=CSP-1007`
    expect(await leads('Get keys and downloads')).toBe(`/tab/links?${asked}`)
    expect(await leads('Cancel this order')).toBe(`/tab/cancel?${asked}`)
    expect(await leads('Support request')).toContain('order=CSP-1007')
  })

  it('opens beside the chat from an order’s card', async () => {
    world = await openWorld()
    const { page, frame } = await open()
    const mina = await world.person(people.admin)
    await mina.says('order CSP-1002')
    expect(JSON.stringify(mina.card().card)).toContain(`${world.desk.address}${order('CSP-1002')}`)
    const shown = page.getByRole('article').filter({ hasText: 'Total' })
    await shown.getByRole('button', { name: 'More options' }).click()
    await page.getByText('Open in tab').last().click()
    await frame.getByRole('heading', { name: 'Order CSP-1002', level: 1 }).waitFor()
  })
})

describe('Show key, in the tab', () => {
  it('shows the key in a dialog of the host and hides it; without one in place', async () => {
    world = await openWorld()
    const { page, frame, go } = await open()
    const ofLine = /^Contoso · Windows Server 2019 Standard.* · CSP-1001$/
    await go(`/tab/links?customer=${customer(1)}&order=CSP-1001`)
    await frame.locator('.software fluent-button', { hasText: 'Show key' }).click()
    const dialog = page.frameLocator('.tab-dialog-frame')
    await dialog.locator('code').waitFor()
    await dialog.getByText(ofLine).waitFor()
    const key = (await dialog.locator('code').textContent()) ?? ''
    expect(key).toMatch(/^(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}$/)
    await dialog.locator('fluent-button', { hasText: 'Hide key' }).click()
    await page.locator('.tab-dialog').waitFor({ state: 'detached' })
    expect(await frame.content()).not.toContain(key)
    expect(await page.content()).not.toContain(key)
    const stored = 'JSON.stringify([{ ...localStorage }, { ...sessionStorage }])'
    expect(await frame.evaluate(stored)).not.toContain(key)
    // By an address that somebody was sent nothing is shown before a press.
    await go(`/tab/dialog/key?customer=${customer(1)}&order=CSP-1001&line=0`)
    await frame.getByText(ofLine).waitFor()
    expect(await frame.locator('code').count()).toBe(0)
    await frame.locator('fluent-button', { hasText: 'Show key' }).click()
    await frame.locator('code').waitFor()
    await frame.locator('fluent-button', { hasText: 'Hide key' }).click()
    expect(await frame.locator('code').count()).toBe(0)
  })
})

it('a link and a key that are copied from Partner Center are pasted on the page, and guarded from then on', async () => {
  world = await openWorld({ partnerCenter: givesNothing })
  const { frame, go } = await open()
  await go(`/tab/links?customer=${customer(1)}&order=CSP-1001`)
  const field = (name: string) => frame.getByRole('textbox', { name, exact: true })
  const [linkField, keyField] = ['Download link', 'Product key']
  await field(linkField).fill('http://example.com/file.iso')
  await field(keyField).fill(microsoftKey)
  await frame.locator('.software fluent-button', { hasText: 'Keep' }).click()
  await frame.locator('[aria-invalid="true"]').waitFor()
  expect([await field(linkField).inputValue(), await field(keyField).inputValue()]).toEqual([
    'http://example.com/file.iso',
    microsoftKey,
  ])
  expect(await seriousFindings(frame)).toEqual([])
  await field(linkField).fill(microsoftLink)
  await frame.locator('.software fluent-button', { hasText: 'Keep' }).click()
  const kept = frame.locator('.link-item', { hasText: '50 of 50 downloads left' })
  await kept.waitFor()
  expect([await field(linkField).inputValue(), await frame.content()]).toEqual([
    '',
    expect.not.stringContaining(microsoftKey),
  ])
  await kept.locator('fluent-button', { hasText: 'Copy link' }).click()
  await expect.poll(() => kept.locator('textarea').inputValue()).toContain(`${world.desk.address}/d/`)
})
