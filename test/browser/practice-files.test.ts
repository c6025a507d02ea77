import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { type EchoDesk, mina, openEchoDesk } from '../practice/echo-bot.ts'
import { useDeskPages } from '../support/browser.ts'

let desk: EchoDesk
beforeEach(async () => {
  desk = await openEchoDesk()
})

const openPage = useDeskPages(() => desk)

const file = (name: string, bytes = 4) => ({ name, mimeType: 'application/pdf', buffer: Buffer.alloc(bytes, 'x') })
const isWide = (page: Page) => page.evaluate('document.documentElement.scrollWidth > innerWidth')

/** Chooses files as a person does: by the button, here with the keyboard. */
async function attaches(page: Page, files: ReturnType<typeof file>[], name = 'Attach files'): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name, exact: true }).press('Enter')
  await (await chooser).setFiles(files)
}

const toldNames = () =>
  desk.heard
    .at(-1)
    .attachments.map(({ name }: { name?: string }) => name)
    .filter(Boolean)

describe('files of a message', () => {
  it('are chosen, seen before they are sent, taken out again, and sent with the text', async () => {
    const page = await openPage()
    const send = page.getByRole('button', { name: 'Send', exact: true })
    expect(await send.isDisabled()).toBe(true)
    await attaches(page, [file('report.pdf'), file('screen.png', 2_048)])
    await attaches(page, [file('setup.log')])
    expect(await page.getByRole('list', { name: 'Files to send' }).getByRole('listitem').allTextContents()).toEqual([
      'report.pdf4 bytes',
      'screen.png2 kB',
      'setup.log4 bytes',
    ])
    expect(desk.heard.filter(({ type }) => type === 'message')).toEqual([])
    await page.getByRole('button', { name: 'Remove screen.png' }).click()
    await page.locator('.compose textarea').fill('for the refund')
    await page.locator('.compose textarea').press('Enter')
    await page.getByText('You said for the refund').waitFor()
    expect(toldNames()).toEqual(['report.pdf', 'setup.log'])
    expect(await page.locator('.own .file-line').allTextContents()).toEqual(['report.pdf4 bytes', 'setup.log4 bytes'])
    expect(await page.getByRole('list', { name: 'Files to send' }).count()).toBe(0)
  })

  it('are sent without a word too, and may be chosen again', async () => {
    const page = await openPage()
    for (const sent of [1, 2]) {
      await attaches(page, [file('report.pdf')])
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await page
        .getByText('You said nothing')
        .nth(sent - 1)
        .waitFor()
      expect(toldNames()).toEqual(['report.pdf'])
    }
  })

  it('are refused beyond the limit, which is said, and what was chosen before stays', async () => {
    const page = await openPage()
    await attaches(page, [file('report.pdf')])
    await attaches(page, [file('film.mp4', 21 * 1024 * 1024)])
    expect(await page.getByRole('alert').textContent()).toBe('Up to 10 files and 20 MB together go into one message.')
    expect(await page.locator('.file').count()).toBe(1)
    await attaches(page, [file('other.pdf')])
    expect(await page.getByRole('alert').count()).toBe(0)
    expect(await page.locator('.file').count()).toBe(2)
  })

  it('are not offered in a group chat, where Teams gives bots none', async () => {
    const page = await openPage()
    await desk.practice.standIn.openGroupChat([mina.id], 'Renewals')
    await page.reload()
    await page.getByRole('button', { name: 'Renewals' }).click()
    await page.getByRole('log', { name: 'Messages in Renewals' }).waitFor()
    expect(await page.getByRole('button', { name: 'Attach files', exact: true }).count()).toBe(0)
  })

  it.each([
    ['zh-CN', '附加文件'],
    ['ko-KR', '파일 첨부'],
  ])('are attached in %s', async (locale, name) => {
    const page = await openPage({ locale })
    await attaches(page, [file('견적서.pdf')], name)
    expect(await page.locator('.file').count()).toBe(1)
  })

  it.each([360, 320])('fit a screen of %i pixels, however long their names are', async (width) => {
    const page = await openPage({ viewport: { width, height: 740 } })
    await attaches(page, [file(`${'very-long-name'.repeat(12)}.pdf`)])
    expect(await isWide(page)).toBe(false)
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByText('You said nothing').waitFor()
    expect(await isWide(page)).toBe(false)
  })
})
