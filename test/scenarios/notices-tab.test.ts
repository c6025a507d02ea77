import { beforeEach, expect, it } from 'vitest'
import { day } from '../../src/platform/clock.ts'
import { asksToBuy, decides } from '../support/approvals.ts'
import { buttonsOf, openWorld, type Person, people, type World } from '../support/desk.ts'
import { sendsRequest } from '../support/support-requests.ts'

let world: World
let mina: Person
beforeEach(async () => {
  world = await openWorld()
  mina = await world.person(people.admin)
})

/** Where the newest card opens the tab. */
const opens = (person: Person): string =>
  String(
    (buttonsOf(person.card().card).find(({ title }) => title === 'Open in tab') as { url?: string } | undefined)?.url,
  ).replace(world.desk.address, '')

it('a support request, and the notice that it has moved, open its page', async () => {
  await sendsRequest(mina)
  const request = await world.database.rows.supportRequest.findFirstOrThrow()
  expect(opens(mina)).toBe(`/tab/support/${request.id}`)
  await world.passes(30 * day)
  expect(mina.sees()).toContain('SR-1001')
  expect(opens(mina)).toBe(`/tab/support/${request.id}`)
})

it('an approval opens its own page, for who asked and for who decides, before and after', async () => {
  await decides(world, { purchases: { AUD: '15652.00' } })
  const oliver = await world.person(people.globalAndAdmin)
  await asksToBuy(mina)
  await world.passes(0)
  const { id } = await world.database.rows.approval.findFirstOrThrow()
  expect(opens(oliver)).toBe(`/tab/approvals/${id}`)
  await oliver.presses('Approve')
  expect(opens(oliver)).toBe(`/tab/approvals/${id}`)
})
