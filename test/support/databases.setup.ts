import { afterAll } from 'vitest'
import { openDatabases } from './database.ts'

afterAll(async () => {
  for (const database of [...openDatabases]) await database.close()
})
