import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seedSampleAgents } from '../../src/directory/sample-agents.ts'
import { usePages } from '../support/browser.ts'
import { partnerA } from '../support/desk.ts'
import { openPartnerCenterServer, type PartnerCenterServer } from '../support/partner-center-server/server.ts'
import { useScript } from '../support/script.ts'

let microsoft: PartnerCenterServer
let address: string
const { begin, withDatabase } = useScript('partner-center', () => ({
  PUBLIC_URL: 'https://desk.example.com',
  DIRECTORY: 'graph',
  PARTNER_CENTER_URL: microsoft.url,
}))

beforeEach(async () => {
  microsoft = await openPartnerCenterServer({ settings: { choosesAccount: true } })
  await withDatabase(seedSampleAgents)
})
afterEach(() => microsoft.close())

const openPage = usePages(
  { viewport: { width: 800, height: 600 } },
  async (page) => {
    await page.goto(address)
  },
  async () => {},
)

const connections = () => withDatabase(({ rows }) => rows.connection.count())
const signsInAs = (page: Page, name: string) => page.getByRole('link', { name }).click()
const reads = (page: Page, words: string) => page.getByText(words).first().waitFor()

describe('npm run partner-center -- connect, in a browser', () => {
  it('asks who signs in and what the desk may do, and comes back to this machine, where all is said', async () => {
    const { said, ended } = begin('connect', '--partner', partnerA)
    ;[address = ''] = await said(/http:\S+authorize\S+/)
    const page = await openPage()
    await reads(page, 'Pick an account')
    await signsInAs(page, 'Mina Park')
    await reads(page, 'Permissions requested')
    await reads(page, 'https://api.partnercenter.microsoft.com')
    await page.getByRole('button', { name: 'Accept' }).click()
    await reads(page, 'Signed in. Close this page and look at the terminal.')
    expect(new URL(page.url()).hostname).toBe('localhost')
    const { code, out } = await ended
    expect(out).toContain('Signed in as agent-aaaa0001@')
    expect(out).toContain('direct bill partner')
    expect(out).toContain('Connected.')
    expect(code).toBe(0)
    expect(await connections()).toBe(1)
  })

  it('says in the browser and in the terminal that whoever signed in did not agree, and stores nothing', async () => {
    const { said, ended } = begin('connect', '--partner', partnerA)
    ;[address = ''] = await said(/http:\S+authorize\S+/)
    const page = await openPage()
    await signsInAs(page, 'Mina Park')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await reads(page, 'The sign-in was refused: AADSTS65004. Look at the terminal.')
    const { code, err } = await ended
    expect(code).toBe(1)
    expect(err).toContain('AADSTS65004')
    expect(await connections()).toBe(0)
  })

  it('waits for the code of a device until somebody has entered it anywhere and signed in', async () => {
    const { said, ended } = begin('connect', '--partner', partnerA, '--device-code')
    const [, userCode = ''] = await said(/enter the code (\S+) and/)
    ;[address = ''] = await said(/http:\S+deviceauth/)
    const page = await openPage()
    await page.getByLabel('Code').fill('WRONG')
    await page.getByRole('button', { name: 'Next' }).click()
    await reads(page, 'That code did not work')
    await page.getByLabel('Code').fill(userCode)
    await page.getByRole('button', { name: 'Next' }).click()
    await signsInAs(page, 'Mina Park')
    await reads(page, 'You have signed in to CSP Desk on your device')
    const { code, out } = await ended
    expect(out).toContain('Connected.')
    expect(code).toBe(0)
  })
})
