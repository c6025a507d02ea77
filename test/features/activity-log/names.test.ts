import { expect, it } from 'vitest'
import { Names } from '../../../src/features/activity-log/names.ts'

const guid = (number: number) => `aaaaaaaa-0000-4000-8000-${String(number).padStart(12, '0')}`
const of = (numbers: readonly number[]) =>
  numbers.map((number) => ({ agentId: guid(number), customerId: guid(number), facts: {} }))
const upTo = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at)

it('looks each name up once, and forgets the first ones before there are too many to keep', async () => {
  const asked: string[] = []
  const find = async (_partnerId: string, id: string) => {
    asked.push(id)
    return { id, name: `name of ${id}` }
  }
  const names = new Names('partner', {
    directory: { agent: find },
    partnerCenter: { customer: find },
    orderNumbers: { of: async () => (id: string) => id },
  } as never)
  await names.learn([...of([1, 1, 2]), ...of([2])])
  await names.learn(of([1, 2]))
  expect(asked).toHaveLength(4)
  expect(names.agent(guid(1))).toBe(`name of ${guid(1)}`)
  await names.learn(of(upTo(3, 10_000)))
  expect(names.customer(guid(1))).toBe(`name of ${guid(1)}`)
  await names.learn(of(upTo(10_000, 25_000)))
  expect(names.customer(guid(1))).toBeUndefined()
  expect(names.customer(guid(24_999))).toBe(`name of ${guid(24_999)}`)
})
