import { expect, it } from 'vitest'
import { asksToBuy, asksToCancel, decides } from '../support/approvals.ts'
import { openWorld, people, type World } from '../support/desk.ts'
import { answerWithLongLog } from '../support/long-log.ts'
import { sendsRequest } from '../support/support-requests.ts'
import { useTabPages } from '../support/tab-pages.ts'

let world: World
const open = useTabPages(() => world)
const person = people.globalAndAdmin

it('several approvals are rejected at once, with a reason that they all get', async () => {
  world = await openWorld()
  const mina = await world.person(people.admin)
  await decides(world, { cancellations: { when: 'always' } })
  await asksToCancel(mina, 'CSP-1001')
  await asksToCancel(mina, 'CSP-1007')
  const { frame, go } = await open({ person })
  await go('/tab/approvals')
  await frame.getByLabel('Choose all that are shown').check()
  await frame.getByText('Reject chosen …').click()
  const dialog = frame.getByRole('dialog', { name: 'Reject: 2' })
  await dialog.locator('fluent-button', { hasText: 'Reject' }).click()
  await dialog.getByText('Say why you reject it').waitFor()
  await dialog.getByLabel('Reason for rejecting').fill('Not this quarter')
  await dialog.locator('fluent-button', { hasText: 'Reject' }).click()
  await frame.getByText('Nothing waits for your decision.').waitFor()
  expect(await frame.getByText(/^Rejected by Oliver Hughes/).count()).toBe(2)
  await frame.getByRole('link', { name: 'Decided' }).click()
  await frame.locator('fluent-badge', { hasText: 'rejected' }).first().waitFor()
  expect(await world.database.rows.approval.count({ where: { answer: 'Not this quarter' } })).toBe(2)
})

it('an approval and a support request that an address names have the focus, in view, and are worked on by the keyboard', async () => {
  world = await openWorld()
  const mina = await world.person(people.admin)
  await sendsRequest(mina)
  await decides(world, { purchases: { AUD: '1' } })
  await asksToBuy(mina)
  const [approval, request] = await Promise.all([
    world.database.rows.approval.findFirstOrThrow(),
    world.database.rows.supportRequest.findFirstOrThrow(),
  ])
  const { page, frame, go } = await open({ person, viewport: { width: 400, height: 500 } })
  const inView = () =>
    frame.evaluate('(({ top }) => top > -1 && top < innerHeight)(document.activeElement.getBoundingClientRect())')
  const focused = () => frame.locator(':focus').first()
  /** Tab by Tab to the button of that name, then Enter. */
  const pressesByKeys = async (name: string) => {
    const passed: string[] = []
    while (passed.at(-1) !== name && passed.length < 20) {
      await page.keyboard.press('Tab')
      passed.push(
        await frame.evaluate<string>('(document.activeElement.ariaLabel ?? document.activeElement.textContent).trim()'),
      )
    }
    expect(passed.at(-1)).toBe(name)
    expect(await inView()).toBe(true)
    await page.keyboard.press('Enter')
  }

  await go(`/tab/approvals/${approval.id}`)
  await frame.locator('li.approval:focus').waitFor()
  expect(await focused().textContent()).toContain('Mina Park asks to buy for Fabrikam')
  expect(await inView()).toBe(true)
  await pressesByKeys('Approve · Mina Park asks to buy for Fabrikam · fabrikam.com.au')
  await frame
    .getByRole('region', { name: 'What came of it' })
    .getByText(/approved/i)
    .first()
    .waitFor()
  expect(await world.database.rows.approval.count({ where: { decidedBy: person } })).toBe(1)

  await go(`/tab/support/${request.id}`)
  await frame.locator('h2:focus').waitFor()
  expect(await focused().textContent()).toContain('SR-1001')
  expect(await inView()).toBe(true)
  await pressesByKeys('Close request')
  await expect.poll(() => world.database.rows.supportRequest.count({ where: { status: 'closed' } })).toBe(1)
})

it('a log of a million entries is scrolled from end to end, and each of its rows stands where it belongs', async () => {
  world = await openWorld()
  const { page, frame, go } = await open({ person })
  await answerWithLongLog(page, 1_000_000)
  await go('/tab/activity')
  const body = frame.locator('.long-body')
  const entry = (number: number) => frame.getByRole('button', { name: `Entry ${number}`, exact: true })
  await entry(1).waitFor()
  await body.hover()
  await page.mouse.wheel(0, 900)
  await expect.poll(() => entry(20).isVisible()).toBe(true)
  await body.evaluate((element) => {
    element.scrollTop = element.scrollHeight / 2
  })
  const middle = frame.locator('.long-row[aria-rowindex]').nth(10)
  await expect.poll(async () => Number(await middle.getAttribute('aria-rowindex'))).toBeGreaterThan(499_000)
  const at = Number(await middle.getAttribute('aria-rowindex')) - 1
  await entry(at).waitFor()
  await body.focus()
  await page.keyboard.press('End')
  await entry(1_000_000).waitFor()
  await expect
    .poll(() => body.evaluate((element) => element.scrollTop + element.clientHeight >= element.scrollHeight - 2))
    .toBe(true)
  await page.keyboard.press('Home')
  await entry(1).waitFor()
})

it('a role is granted, and stands there with who gave it', async () => {
  world = await openWorld()
  const { frame, go } = await open({ person })
  await go('/tab/people')
  await frame.getByLabel('Search by name').fill('carla')
  await expect.poll(() => frame.getByRole('listitem').filter({ hasText: 'agent' }).count()).toBe(1)
  await frame.locator('fluent-button[aria-label="Change roles … · Carla Reyes"]').click()
  await frame.getByLabel(/^Helpdesk agent/).check()
  await frame.locator('dialog fluent-button', { hasText: 'Save' }).click()
  await frame.getByText(/granted by Oliver Hughes/).waitFor()
})
