/** `npm run keys -- new`: a new encryption key; `-- reseal`: what older keys have sealed is sealed with DESK_ENCRYPTION_KEY. */
import { randomBytes } from 'node:crypto'
import { ConfigurationError, readVariables } from '../src/platform/config.ts'
import { type Database, openDatabase } from '../src/platform/database/database.ts'
import { Vault } from '../src/platform/secrets.ts'
import { resealEnds, resealSecrets } from './keys-resealing.ts'

const usage = `npm run keys -- new      prints a new key
npm run keys -- reseal   seals with DESK_ENCRYPTION_KEY what those of DESK_ENCRYPTION_KEYS_OLD have sealed; the desk may run
                         meanwhile, on PostgreSQL. It may be run again, and then finds nothing to do.
Keep the old keys after it for as long as the activity log is to be verified: its entries are never changed.
Exit: 0 when all could be read, 1 when not, 2 when told wrongly.`

try {
  process.exit(await main(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof ConfigurationError ? error.message : String((error as Error).message))
  process.exit(2)
}

async function main([command, ...more]: readonly string[]): Promise<number> {
  if (more.length === 0 && command === 'new') {
    console.log(randomBytes(32).toString('base64'))
    return 0
  }
  if (more.length > 0 || command !== 'reseal') {
    console.error(usage)
    return 2
  }
  const needed = { DESK_ENCRYPTION_KEY: 'secrets are sealed with it' }
  const { DESK_ENCRYPTION_KEY, ...others } = readVariables(process.env, needed, [
    'DESK_ENCRYPTION_KEYS_OLD',
    'DATABASE_URL',
    'DATA_DIR',
  ])
  const vault = new Vault(Buffer.from(DESK_ENCRYPTION_KEY, 'base64'), others.DESK_ENCRYPTION_KEYS_OLD ?? [])
  const database = await openDatabase({ url: others.DATABASE_URL, dataDirectory: others.DATA_DIR ?? '.data' })
  return reseal(database, vault).finally(() => database.close())
}

async function reseal({ pool }: Database, vault: Vault): Promise<number> {
  let unread = 0
  for (const { what, resealed, current, unreadable } of [
    ...(await resealSecrets(pool, vault)),
    await resealEnds(pool, vault),
  ]) {
    unread += unreadable
    const bad = unreadable === 0 ? '' : `, ${unreadable} COULD NOT BE READ with any key that was given`
    console.log(`${what.padEnd(36)} ${resealed} sealed anew, ${current} already were${bad}`)
  }
  return unread === 0 ? 0 : 1
}
