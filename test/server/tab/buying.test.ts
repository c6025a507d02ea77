import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { minute } from '../../../src/platform/clock.ts'
import { decides } from '../../support/approvals.ts'
import { customer, openWorld, people, type World } from '../../support/desk.ts'
import { type TabPerson, tabOf } from '../../support/tab-person.ts'

const contoso = customer(1)
const [key, otherKey] = ['5f0c2a3e-3b1f-4a57-9b52-0c1d8f6f0001', '5f0c2a3e-3b1f-4a57-9b52-0c1d8f6f0002']

let world: World
let mina: TabPerson

beforeEach(async () => {
  world = await openWorld()
  mina = await tabOf(world)
})
afterEach(() => world.desk.close())

/** What is said on a page: every word of it. */
const wordsIn = (part: unknown): string =>
  typeof part === 'object' && part !== null
    ? Object.entries(part)
        .map(([name, value]) =>
          typeof value === 'string' && !/^(kind|look|tone|name)$/.test(name) ? value : wordsIn(value),
        )
        .filter((words) => words !== '')
        .join(' ')
    : ''

const woodgrove = customer(10)
/** Woodgrove Bank has accepted the agreement. @returns what the notice's button asks for. */
const accepted = async () => {
  const { pcCustomer, agreementWait } = world.database.rows
  await pcCustomer.updateMany({ where: { id: woodgrove }, data: { agreementAccepted: true } })
  return { customer: woodgrove, kept: (await agreementWait.findFirstOrThrow()).id }
}

const datacenter = async (person = mina, customerId = contoso) => {
  const found = await person.ask('buying.products', {
    ...{ customerId, text: 'windows server 2022 datacenter', term: 'P1Y', more: false },
  })
  return found.told.items[0].item as string
}

const reviewOf = async (person = mina, more: object = {}) =>
  person.ask('buying.review', {
    ...{ key, customerId: contoso, lines: [{ item: await datacenter(person), quantity: '2' }], poNumber: 'PO-7' },
    ...more,
  })

const place = (shown: string, more: object = {}, person = mina) =>
  person.ask('buying.place', { key, shown, acknowledged: true, why: '', ...more })

const ordersOfContoso = async () => {
  const admin = await world.person(people.admin)
  await admin.says('orders for contoso')
  return admin.sees()
}

describe('Buy, on a page', () => {
  it('finds products by words, kind, term and billing, and counts what there is to choose', async () => {
    const all = await mina.ask('buying.products', { customerId: contoso, text: '', more: true })
    expect(all.told.items).toHaveLength(Math.min(200, all.told.count))
    const { count } = all.told.families.find(({ value }: { value: string }) => value === 'linux-plan')
    const plans = await mina.ask('buying.products', { customerId: contoso, text: '', family: 'linux-plan', more: true })
    expect(plans.told.count).toBe(count)
    expect(plans.told.items.map(({ family }: { family: string }) => family)).toEqual(Array(count).fill('Linux plan'))
    const years = await mina.ask('buying.products', {
      customerId: contoso,
      text: 'datacenter',
      term: 'P3Y',
      more: true,
    })
    expect(years.told.items.every(({ term }: { term: string }) => term === '3 years')).toBe(true)
  })

  it('asks what a reservation applies to, shows it on the review, and says at its line what is none', async () => {
    const found = await mina.ask('buying.products', { customerId: contoso, text: 'd2s v3 1 year', more: false })
    const [item] = found.told.items
    expect(item).toMatchObject({ reserved: true })
    const { places } = (await mina.ask('buying.places', { customerId: contoso })).told
    expect(places.map(({ words }: { words: string }) => words)).toEqual([
      'shared scope: all Azure subscriptions of Azure plan',
      'single scope: Azure subscription Production',
      'single scope: Azure subscription Development',
    ])
    const lines = [{ item: item.item, quantity: '1', place: places[1].value }]
    const review = await reviewOf(mina, { lines })
    expect(wordsIn(review.told.paper)).toContain('single scope: Azure subscription Production')
    expect((await place(review.told.shown)).told).toEqual({ kind: 'confirmed', id: key })
    const wrong = await reviewOf(mina, { lines: [{ ...lines[0], place: 'single:x:y' }] })
    expect(wrong.told).toMatchObject({ kind: 'mistakes', lines: [{ at: 0, field: 'place' }] })
  })

  it('shows the review of the card, places the order once however often it is clicked, and shows the receipt', async () => {
    const review = await reviewOf()
    expect(review.told).toMatchObject({ kind: 'review', asks: false, place: 'Place order' })
    expect(wordsIn(review.told.paper)).toContain('PO-7')
    const [first, second] = await Promise.all([place(review.told.shown), place(review.told.shown)])
    expect([first.told, second.told]).toEqual([
      { kind: 'confirmed', id: key },
      { kind: 'confirmed', id: key },
    ])
    expect((await place(review.told.shown)).told).toEqual({ kind: 'confirmed', id: key })
    const receipt = await mina.ask('buying.receipt', { id: key })
    expect(receipt.told.settled).toBe(true)
    expect(receipt.told.paper.title).toBe('Order CSP-1008 is placed')
    expect(wordsIn(receipt.told.paper)).toMatch(/60 days left to cancel/)
    expect(await ordersOfContoso()).not.toContain('CSP-1009')
  })

  it('says all that is wrong at its place, and orders nothing', async () => {
    const item = await datacenter()
    const lines = [
      { item, quantity: '0' },
      { item: 'NONE:1:P1Y:one_time:commercial', quantity: '1' },
      { item, quantity: '3' },
    ]
    const { told } = await reviewOf(mina, { lines, poNumber: '=1+1' })
    expect(told.kind).toBe('mistakes')
    expect(told.lines.map(({ at, field }: { at: number; field: string }) => [at, field])).toEqual([
      [0, 'quantity'],
      [1, 'item'],
    ])
    expect(told.poNumber).toContain('Letters, digits')
  })

  it('confirms nothing that was not shown to this person for this form', async () => {
    const { told } = await reviewOf()
    const oliver = await tabOf(world, people.globalAndAdmin)
    const tampered = `${told.shown.slice(0, -4)}AAAA`
    for (const answer of [
      await place(tampered),
      await place(told.shown, { key: otherKey }),
      await place(told.shown, {}, oliver),
      await place('v1.x'),
    ]) {
      expect([answer.status, answer.refusal?.code]).toEqual([422, 'buying.review-too-old'])
    }
    await world.passes(13 * 60 * minute)
    expect((await place(told.shown)).refusal?.code).toBe('buying.review-too-old')
  })

  it('is not confirmed without the box, and says so in the words of the card', async () => {
    const { told } = await reviewOf()
    expect(await place(told.shown, { acknowledged: false })).toMatchObject({
      status: 422,
      refusal: {
        code: 'buying.order-not-confirmed',
        words: 'Tick the box to confirm the order first. Nothing was ordered.',
      },
    })
  })

  it('says that an approval is asked for before it is, asks for it, and takes it back', async () => {
    await decides(world, { purchases: { USD: '1000' } })
    const { told } = await reviewOf()
    expect(told).toMatchObject({ asks: true, place: 'Ask for approval' })
    expect((await place(told.shown, { why: 'Renewal' })).told).toEqual({ kind: 'confirmed', id: key })
    const waiting = await mina.ask('buying.receipt', { id: key })
    expect(waiting.told).toMatchObject({ settled: false, paper: { title: 'The order waits for an approval' } })
    const approvalId = /"approvalId":"([^"]+)"/.exec(JSON.stringify(waiting.told))?.[1]
    const chinese = await tabOf(world, people.chineseAdmin)
    expect((await chinese.ask('buying.withdraw', { approvalId })).status).toBe(422)
    expect((await mina.ask('buying.withdraw', { approvalId })).status).toBe(200)
    expect((await mina.ask('buying.receipt', { id: key })).told).toMatchObject({
      settled: true,
      paper: { title: 'The order was not placed' },
    })
  })

  it('shows a change of the rule between review and click, and orders nothing', async () => {
    const { told } = await reviewOf()
    await decides(world, { purchases: { USD: '1000' } })
    expect((await place(told.shown)).told).toMatchObject({ kind: 'changed', asks: true, place: 'Ask for approval' })
    expect(await ordersOfContoso()).not.toContain('CSP-1008')
  })

  it('stops at a customer without the agreement, and tells when it is accepted', async () => {
    const { told } = await mina.ask('buying.customer', { customer: 'woodgrovebank.com' })
    expect(told.agreement).toMatchObject({ waits: false })
    expect(wordsIn(told.agreement.paper)).toContain('Woodgrove Bank')
    const waits = await mina.ask('buying.wait', { customerId: told.customer.id, lines: [], poNumber: '' })
    expect(waits.told.waits).toBe(true)
  })

  it('gives back what waited for the agreement to who filled it in, and says what of it is not sold any more', async () => {
    const lines = [
      { item: await datacenter(mina, woodgrove), quantity: '3' },
      { item: 'DG7GMGF0D5RK:0001:P1Y:none', quantity: '2' },
    ]
    await mina.ask('buying.wait', { customerId: woodgrove, lines, poNumber: 'PO-9' })
    const asked = await accepted()
    const { told } = await mina.ask('buying.customer', asked)
    expect(told.kept).toEqual({
      lines: [expect.objectContaining({ ...lines[0], line: expect.stringContaining('2022 Datacenter') })],
      poNumber: 'PO-9',
      without: 'One product that was filled in is not sold any more: it is left out.',
    })
    const lin = await tabOf(world, people.chineseAdmin)
    expect((await lin.ask('buying.customer', asked)).told.kept).toBeUndefined()
  })

  it.each([
    ['several', 'windows server 2022'],
    ['none', 'vacuum cleaner'],
  ])('gives back words that name %s of the products, and how many of it', async (_how, about) => {
    const chat = await world.person(people.admin)
    await chat.says(`buy 7 ${about} for Woodgrove Bank`)
    await chat.presses('Tell me when it is accepted')
    const { told } = await mina.ask('buying.customer', await accepted())
    expect(told.kept).toEqual({ lines: [], poNumber: '', about, quantity: '7' })
  })

  it('refuses in the words of the card, in each language', async () => {
    for (const [locale, words] of [
      ['en-US', /no such purchase/],
      ['zh-CN', /没有您的此项购买/],
      ['ko-KR', /본인의 구매가 없습니다/],
    ] as const) {
      const reader = await tabOf(world, people.admin, { locale })
      const { refusal, status } = await reader.ask('buying.receipt', { id: otherKey })
      expect([status, refusal?.code]).toEqual([422, 'buying.purchase-unknown'])
      expect(refusal?.words).toMatch(words)
    }
  })
})
