import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type Person, people, type World } from '../support/desk.ts'

let world: World
let mina: Person

beforeAll(async () => {
  world = await openWorld()
  mina = await world.person(people.admin)
})
afterAll(() => world.desk.close())

describe('a sentence that asks for orders by what holds for them', () => {
  it.each([
    ['orders for contoso closing this week', 'Contoso · contoso.com', 'Window closes within 7 days'],
    ['orders for contoso that are still open', 'Contoso · contoso.com', 'Can still be cancelled'],
    ['contoso open orders', 'Contoso · contoso.com', 'Can still be cancelled'],
    ['orders about to expire', 'All customers', 'Window closes within 7 days'],
    ['orders expiring next week', 'All customers', 'Window closes within 7 days'],
    ['还能取消的订单', 'All customers', 'Can still be cancelled'],
    ['아직 취소할 수 있는 주문', 'All customers', 'Can still be cancelled'],
    ['곧 끝나는 주문', 'All customers', 'Window closes within 7 days'],
  ])('%s', async (words, whose, filter) => {
    await mina.says(words)
    expect(mina.sees()).toContain(whose)
    expect(mina.sees()).toContain(`\n${filter}\n`)
    expect(mina.sees()).not.toContain('was not understood')
    expect(mina.sees()).not.toContain('fits "')
  })

  it.each([
    'orders that cannot be cancelled',
    'all orders that are not cancelled',
    '不可取消的订单',
    '已到期的订单',
    '已关闭的订单',
    '마감된 주문',
    '취소되지 않은 주문',
  ])('%s: never shows the opposite', async (words) => {
    await mina.says(words)
    expect(mina.sees()).not.toMatch(
      /\n(Can still be cancelled|Window closes within 7 days|Cancelled|Being cancelled, or waiting for it)\n(Newest first|No order)/,
    )
  })

  it.each([
    ['cancelled orders Nobody Ltd', 'Nobody Ltd'],
    ['all orders Nobody Ltd', 'Nobody Ltd'],
    ['all windows server orders', 'windows server'],
  ])('%s: says what it could not look for', async (words, unread) => {
    await mina.says(words)
    expect(mina.sees()).toContain(`"${unread}" was not understood`)
    expect(mina.sees()).toContain('All customers')
  })
})
