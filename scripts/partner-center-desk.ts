import { existsSync } from 'node:fs'
import path from 'node:path'
import { failureWords } from '../src/chat/connection-words.text.ts'
import { connectionFailureOf } from '../src/commerce/connection-failures.ts'
import { PartnerCenterRefused, PartnerCenterUnavailable } from '../src/commerce/errors.ts'
import { openDirectory } from '../src/directory/directories.ts'
import { openSignIn, type SignInRoom } from '../src/partner-center/sign-in/room.ts'
import { systemClock } from '../src/platform/clock.ts'
import { type Config, readConfig } from '../src/platform/config.ts'
import { type Database, openDatabase } from '../src/platform/database/database.ts'
import { createLog } from '../src/platform/log.ts'
import { Vault } from '../src/platform/secrets.ts'
import { practiceKey } from '../src/practice/practice-key.ts'

/** What the desk has of sign-ins, without the desk. */
export interface OpenedDesk {
  readonly config: Config
  readonly database: Database
  readonly signIn: SignInRoom
  readonly connecting: ReturnType<SignInRoom['connecting']>
}

export interface Partner {
  readonly id: string
  readonly name: string
}

/** Opens the desk's database with the configuration that matters here. @throws Error in words for who typed the command */
export async function withDesk(work: (desk: OpenedDesk) => Promise<number>): Promise<number> {
  const config = readSettings()
  const { service, databaseUrl: url, dataDirectory } = config
  if (service === undefined) throw new Error('Nothing here signs in to Microsoft: set PARTNER_CENTER=rest.')
  const vault = new Vault(config.encryptionKey ?? keyOfPractice(dataDirectory), config.oldEncryptionKeys)
  const database = await openDatabase({ url, dataDirectory })
  try {
    const ground = { database, vault, clock: systemClock, log: createLog('silent') }
    const signIn = openSignIn(ground, service)
    const { graph } = openDirectory({ directory: 'graph' }, ground, signIn)
    if (graph === undefined) throw new Error('Microsoft Graph is not in use.')
    return await work({ config, database, signIn, connecting: signIn.connecting(graph) })
  } catch (error) {
    if (!(error instanceof PartnerCenterRefused || error instanceof PartnerCenterUnavailable)) throw error
    console.error(refusalLines(error).join('\n'))
    return 1
  } finally {
    await database.close()
  }
}

/** The partner that is asked for, or the only one. @throws Error in words */
export async function partnersOf(
  { rows }: Database,
  asked: string | undefined,
): Promise<readonly [Partner, ...Partner[]]> {
  const all = await rows.partner.findMany({ orderBy: { name: 'asc' } })
  const [first, ...more] = asked === undefined ? all : all.filter(({ id }) => id === asked.toLowerCase())
  if (first === undefined)
    throw new Error('There is no such partner here: enter somebody who works for it first, with npm run agent.')
  return [first, ...more]
}

export function refusalLines(error: PartnerCenterRefused | PartnerCenterUnavailable): string[] {
  if (error instanceof PartnerCenterUnavailable)
    return ['Microsoft does not answer, or not in time. Nothing was changed; try again in a moment.']
  const { what, mend } = failureWords('en', connectionFailureOf(error.facts.reason))
  return [`${what} (${error.facts.reason}).`, mend]
}

/** Teams and the rest of the configuration do not matter here. @throws ConfigurationError */
function readSettings(): Config {
  const { DATABASE_URL, DATA_DIR, DESK_ENCRYPTION_KEY, DESK_ENCRYPTION_KEYS_OLD, DIRECTORY, PUBLIC_URL } = process.env
  const service = Object.entries(process.env).filter(([name]) => name.startsWith('PARTNER_CENTER_'))
  const keys = { DESK_ENCRYPTION_KEY, DESK_ENCRYPTION_KEYS_OLD }
  const all = { DATABASE_URL, DATA_DIR, ...keys, DIRECTORY, PUBLIC_URL, ...Object.fromEntries(service) }
  return readConfig({ ...all, PARTNER_CENTER: 'rest' })
}

/** The key is never made here: the desk could not read what is sealed with another one. */
function keyOfPractice(dataDirectory: string): Buffer {
  if (existsSync(path.join(dataDirectory, 'practice.key'))) return practiceKey(dataDirectory)
  throw new Error(`DESK_ENCRYPTION_KEY is missing, and there is no practice mode's key in ${dataDirectory}.`)
}
