import { expect, test } from 'vitest'
import { databaseKind, testDatabase } from '../support/database.ts'

test.for([1, 2, 3, 4])('every database is fresh, %i', async () => {
  const t = performance.now()
  const database = await testDatabase()
  console.log(databaseKind(), performance.now() - t)
  expect(await database.rows.partner.count()).toBe(0)
  await database.rows.partner.create({ data: { id: '11111111-1111-4111-8111-111111111111', name: 'A', market: 'US' } })
})
