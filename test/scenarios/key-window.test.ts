import { beforeEach, describe, expect, it } from 'vitest'
import { customer, openWorld, type Person, people, type World } from '../support/desk.ts'
import { tabOf } from '../support/tab-person.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
})

const withKey = async (id: string = people.admin): Promise<Person> => {
  const person = await world.person(id)
  await person.says('keys CSP-1001 for contoso.com')
  if (!person.mayPress().includes('Copy link')) await person.presses('Get keys and downloads')
  return person
}

describe('a key in a window of Teams', () => {
  it('is shown there and in no card, and the look is in the activity log', async () => {
    const mina = await withKey()
    const { id } = mina.card()
    const dialog = await mina.opens('Show key in a window')
    expect(dialog.title).toBe('Product key')
    const { pathname, searchParams } = dialog.page ?? new URL('none:')
    expect([pathname, Object.fromEntries(searchParams)]).toEqual([
      '/tab/dialog/key',
      { customer: customer(1), order: 'CSP-1001', line: expect.stringMatching(/^\d+$/) },
    ])
    const line = { customerId: customer(1), orderId: 'CSP-1001', lineItem: Number(searchParams.get('line')) }
    const tab = await tabOf(world, people.admin)
    const { told } = await tab.ask('keys.show', { ...line, key: '00000000-0000-4000-8000-00000000abcd' })
    expect(told?.secret).toMatch(/^[A-Z0-9]{5}(-[A-Z0-9]{5}){4}$/)
    // The page closes and hands nothing back: the card stays as it is.
    expect(await world.teams.closeDialog(mina.chat, mina.id, id, undefined as never)).toBeUndefined()
    expect(JSON.stringify(mina.card().card)).not.toContain(told?.secret)
    const looks = await world.database.rows.activityEntry.findMany({ where: { what: 'key-shown' } })
    expect(looks).toMatchObject([{ agentId: people.admin, orderId: 'CSP-1001' }])
  })

  it('opens nothing for facts that are none of the desk’s, and for who may not get keys', async () => {
    const mina = await withKey()
    const { message: id, action } = mina.button('Show key in a window')
    const data = action.data ?? {}
    for (const facts of [{ order: '' }, { line: 'all' }, { customer: 'contoso.com' }, { dialog: 'constructor' }]) {
      const { page, words } = await world.teams.openDialog(mina.chat, mina.id, id, { ...data, ...facts })
      expect([page, words]).toEqual([undefined, 'This button carried nothing I know. Nothing was changed.'])
    }
    const grace = await world.person(people.sales)
    const { page, words } = await world.teams.openDialog(grace.chat, grace.id, grace.card().id, data)
    expect(page).toBeUndefined()
    expect(words).toContain('needs the role')
  })
})
