import type { Frame } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { asTyped, openWorld, people, type World } from '../support/desk.ts'
import { sampleFiles } from '../support/sample-files.ts'
import { scrollsSideways, seriousFindings, useTabPages } from '../support/tab-pages.ts'

let world: World
const open = useTabPages(() => world)

/** Fluent's say their role to the browser alone. */
const button = (frame: Frame, name: string) =>
  frame.locator(`fluent-button[aria-label="${name}"], fluent-button:text-is("${name}")`)

/** What is shown, in each theme: nothing that axe finds serious. */
async function isSound({ frame, inTheme }: Awaited<ReturnType<typeof open>>): Promise<void> {
  expect(await seriousFindings(frame)).toEqual([])
  for (const each of ['dark', 'contrast', 'default'] as const) {
    await inTheme(each)
    expect(await seriousFindings(frame, ['color-contrast'])).toEqual([])
  }
}

describe('the forms of the tab', () => {
  it('buy what is found by typing, by the keyboard, and show the receipt', async () => {
    world = await openWorld()
    const tab = await open()
    const { frame, page, go } = tab
    await go('/tab/buy')
    await frame.getByRole('combobox', { name: 'Customer' }).fill('conto')
    await frame.getByRole('option', { name: /Contoso/ }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await frame.getByText('Market: United States').waitFor()
    await frame.getByRole('textbox', { name: 'Search' }).fill('windows server 2022 datacenter')
    await button(frame, 'Add Windows Server 2022 Datacenter, 16 core, 1 year').click()
    await frame.getByRole('textbox', { name: 'Quantity' }).fill('none')
    await button(frame, 'Review order').click()
    await frame.getByText('The quantity must be a whole number').waitFor()
    expect(await frame.getByRole('textbox', { name: 'Quantity' }).inputValue()).toBe('none')
    await isSound(tab)
    await frame.getByRole('textbox', { name: 'Quantity' }).fill('2')
    await button(frame, 'Review order').click()
    await frame.getByText('USD 4,906.00, tax excluded').waitFor()
    await button(frame, 'Place order').click()
    await frame.getByText('Tick this box to confirm the order.').waitFor()
    await isSound(tab)
    await frame.getByRole('checkbox').check()
    await button(frame, 'Place order').click()
    await frame.getByRole('heading', { name: 'Order CSP-1008 is placed' }).waitFor()
    expect(await frame.getByRole('link', { name: 'Cancel this order' }).getAttribute('href')).toContain(
      'order=CSP-1008',
    )
  })

  it('cancel the lines that are ticked, after the important text, on a phone', async () => {
    world = await openWorld()
    const { frame, go } = await open({ viewport: { width: 320, height: 700 } })
    await go('/tab/cancel?order=CSP-1007')
    await frame.getByRole('checkbox', { name: /Windows Server CAL/ }).uncheck()
    await frame.getByText('1 of 2 ticked').waitFor()
    expect(await scrollsSideways(frame)).toBe(false)
    await frame.getByRole('checkbox', { name: /I have read the important message/ }).check()
    await button(frame, 'Submit').click()
    await frame.getByText('CSP-1007 · Windows Server 2019 Datacenter, 16 core, 3 years: cancelling.').waitFor()
    expect(await scrollsSideways(frame)).toBe(false)
  })

  it('send a support request with a file, in Chinese, and keep what was typed when something is wrong', async () => {
    world = await openWorld()
    const tab = await open({ person: people.chineseAdmin, locale: 'zh-CN' })
    const { frame, go } = tab
    await go('/tab/support?order=CSP-1004')
    const file = { name: '报价.pdf', mimeType: 'application/pdf', buffer: sampleFiles['report.pdf'] }
    await frame.locator('input[type="file"]').setInputFiles(file)
    await frame.getByText('报价.pdf').waitFor()
    await frame.locator('textarea').fill('客户重复订购了此产品，需要退款。')
    await button(frame, '发送请求').click()
    await frame.locator('[aria-invalid="true"]').first().waitFor()
    expect(await frame.locator('textarea').inputValue()).toContain('重复订购')
    await isSound(tab)
    await frame.getByRole('combobox', { name: '影响' }).selectOption('minimal')
    await frame.getByRole('textbox', { name: '电子邮件' }).fill('lin@example.com')
    await frame.getByRole('textbox', { name: '电话' }).fill('+86 10 5555 0100')
    await button(frame, '发送请求').click()
    await frame.getByRole('heading', { name: /SR-1001/ }).waitFor()
    await frame.getByRole('link', { name: /报价\.pdf/ }).waitFor()
    await isSound(tab)
  })
})

describe('the support form in a dialog above the chat', () => {
  it('has what was typed on the card, takes a dropped file, closes when it is sent, and leaves the request there', async () => {
    world = await openWorld()
    const { page } = await open()
    await page.locator('.compose textarea').first().fill('support CSP-1004 for contoso.com')
    await page.keyboard.press('Enter')
    await page.getByRole('radio', { name: /^Minimal/ }).check()
    await page.getByRole('textbox', { name: 'Refund reason' }).fill('Bought for the wrong customer by mistake.')
    await page.getByRole('button', { name: 'Open form' }).click()
    const frame = page.frameLocator('iframe.tab-dialog-frame')
    await frame.getByRole('heading', { name: 'New support request' }).waitFor()
    expect(await page.locator('dialog.tab-dialog').getByText('New support request').count()).toBe(1)
    expect(await frame.getByText('New support request').count()).toBe(1)
    expect(await frame.locator('textarea').inputValue()).toBe('Bought for the wrong customer by mistake.')
    expect(await frame.getByRole('combobox', { name: 'Impact' }).inputValue()).toBe('minimal')
    const dropped = await (await page.locator('iframe.tab-dialog-frame').elementHandle())?.contentFrame()
    if (!dropped) throw new Error('the dialog has no page')
    await dropped.evaluate(`(() => {
      const files = new DataTransfer()
      files.items.add(new File([new Uint8Array(${JSON.stringify([...sampleFiles['report.pdf']])})], 'quote.pdf', { type: 'application/pdf' }))
      document.querySelector('.drop').dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }))
    })()`)
    await frame.getByText('quote.pdf').waitFor()
    await frame.getByRole('textbox', { name: 'E-mail' }).fill('mina@alpine.example')
    await frame.getByRole('textbox', { name: 'Phone' }).fill('+1 425 555 0100')
    expect(await seriousFindings(dropped)).toEqual([])
    await button(dropped, 'Send request').click()
    await page.locator('dialog.tab-dialog').waitFor({ state: 'detached' })
    const chat = page.getByRole('log').first()
    await chat.getByText('Add comment').waitFor()
    expect(asTyped((await chat.textContent()) ?? '')).toMatch(/Support request SR-1001[\s\S]*quote\.pdf/)
    await page.getByRole('button', { name: 'As a test' }).click()
    expect(await page.getByRole('dialog').getByRole('textbox').inputValue()).toContain("flow: dialog.asked('flow')")
  })
})
