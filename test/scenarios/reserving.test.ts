import { beforeEach, describe, expect, it } from 'vitest'
import { decides } from '../support/approvals.ts'
import { openWorld, type Person, people, type World } from '../support/desk.ts'

const shared = 'shared scope: all Azure subscriptions of Azure plan'
const single = (name: string) => `single scope: Azure subscription ${name}`
const reserving = 'buy 2 d2s v3 1 year for contoso.com'

describe('what an Azure reservation applies to', () => {
  let world: World
  let mina: Person
  beforeEach(async () => {
    world = await openWorld()
    mina = await world.person(people.admin)
  })

  it('is chosen on the form, stands on the review and the receipt, and is kept', async () => {
    await mina.says(reserving)
    expect(mina.sees()).toContain('What the reservation applies to')
    const choices = mina.mayChoose('place')
    expect(choices.map(({ title }) => title)).toEqual([shared, single('Production'), single('Development')])
    mina.picks({ place: choices[2]?.value ?? '' })
    await mina.presses('Review order')
    expect(mina.sees()).toContain(`Azure reservation, D2s v3, 1 year (${single('Development')})`)
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Place order')
    expect(mina.sees()).toContain(single('Development'))
    const rows = await world.database.rows.purchase.findMany()
    const place = expect.objectContaining({ scope: 'single', name: 'Development' })
    expect(rows.map(({ lines }) => lines)).toEqual([[expect.objectContaining({ place })]])
  })

  it('is all of the Azure plan where nothing was chosen, and the review says so', async () => {
    await mina.says('buy for contoso.com')
    expect(mina.inputs()).not.toContain('place')
    mina.picks({ item: 'Azure reservation, D2s v3, 1 year', quantity: '1' })
    await mina.presses('Review order')
    expect(mina.sees()).toContain(`Azure reservation, D2s v3, 1 year (${shared})`)
    await mina.presses('Back')
    expect(mina.inputs()).toContain('place')
  })

  it.each([
    ['buy 2 d2s v3 1 year for contoso.com with shared scope', shared],
    ['buy 2 d2s v3 1 year shared scope for contoso.com', shared],
    ['buy 2 d2s v3 1 year for contoso.com in subscription Production', single('Production')],
    ['buy 2 d2s v3 1 year in subscription "development", single scope for contoso.com', single('Development')],
    ['给 contoso.com 购买 2 d2s v3 1年 共享范围', shared],
    ['给 contoso.com 购买 2 d2s v3 1年 订阅“Production”', single('Production')],
    ['contoso.com에 d2s v3 1년 2개 구매 공유 범위', shared],
    ['contoso.com에 d2s v3 1년 2개 구매 구독 "Production"', single('Production')],
  ])('is read from a sentence: %s', async (sentence, words) => {
    await mina.says(sentence)
    await mina.presses('Review order')
    expect(mina.sees()).toContain(`2 × Azure reservation, D2s v3, 1 year (${words})`)
  })

  it.each([
    ['single scope', 'Choose the Azure subscription that the reservation is for.'],
    ['in subscription Testing', '"Testing" is not one active Azure subscription of the customer.'],
  ])('is asked for where "%s" names none', async (said, words) => {
    await mina.says(`buy 2 d2s v3 1 year for contoso.com ${said}`)
    await mina.presses('Review order')
    expect(mina.sees()).toContain(words)
    expect(mina.sees()).not.toContain('Review the order')
    mina.picks({ place: mina.mayChoose('place')[1]?.value ?? '' })
    await mina.presses('Review order')
    expect(mina.sees()).toContain(single('Production'))
  })

  it('goes with each line of an order, and is shown to who approves', async () => {
    await decides(world, { purchases: { USD: '1' } })
    await mina.says(reserving)
    mina.picks({ place: mina.mayChoose('place')[1]?.value ?? '' })
    await mina.presses('Add a product')
    expect(mina.inputs()).not.toContain('place')
    mina.picks({ item: 'Azure reservation, D2s v3, 1 year', quantity: '1' })
    await mina.presses('Review order')
    expect(mina.sees()).toContain(`2 × Azure reservation, D2s v3, 1 year (${single('Production')})`)
    expect(mina.sees()).toContain(`1 × Azure reservation, D2s v3, 1 year (${shared})`)
    mina.picks({ acknowledged: 'true', why: 'for the new site' })
    await mina.presses('Ask for approval')
    const approver = await world.person(people.globalAndAdmin)
    await approver.says('approvals')
    await approver.presses('Open')
    expect(approver.sees()).toContain(`2 × Azure reservation, D2s v3, 1 year (${single('Production')})`)
  })
})
