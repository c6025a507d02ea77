import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { reachedFrom } from '../support/import-graph.ts'

const folder = path.resolve('test')
const databases = path.join(folder, 'support/database.ts')
const opens = new RegExp(['openDatabase', 'PGlite', 'startDesk', 'pg.Client', 'pg.Pool'].join('\\b|\\b'))

it('a test file that runs once, without a database, opens none by other ways', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => path.join(folder, name))
  const pure = files.filter((file) => file !== import.meta.filename && !reachedFrom(file).has(databases))
  expect(pure.length).toBeGreaterThan(30)
  const opening = pure.filter((file) =>
    [...reachedFrom(file)].some((at) => at.startsWith(folder) && opens.test(readFileSync(at, 'utf8'))),
  )
  expect(opening).toEqual([])
})
