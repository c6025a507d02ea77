import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Clock } from '../src/platform/clock.ts'
import { type Config, ConfigurationError, readConfig } from '../src/platform/config.ts'
import { Vault } from '../src/platform/secrets.ts'
import { examineDatabase } from './doctor-database.ts'
import { about, type Finding } from './doctor-findings.ts'
import { examineKey } from './doctor-key.ts'
import { examineOutside } from './doctor-outside.ts'
import { examinePackage } from './doctor-package.ts'
import { examineService } from './doctor-service.ts'
import { examineTeams } from './doctor-teams.ts'

export interface Examining {
  readonly clock: Clock
  readonly packageFile?: string | undefined
  /** What stands in for Microsoft's addresses, in tests. */
  readonly login?: string | undefined
  readonly botFramework?: string | undefined
}

const usualPackage = fileURLToPath(new URL('../appPackage/build/csp-desk.zip', import.meta.url))

/** Everything that can be known of a configuration from here, in the order in which it is mended. */
export async function examine(
  environment: Record<string, string | undefined>,
  examining: Examining,
): Promise<Finding[]> {
  const read = configOf(environment)
  if (Array.isArray(read)) return read
  const key = examineKey(read)
  const vault = key.key === undefined ? undefined : new Vault(key.key, read.oldEncryptionKeys)
  const database = await examineDatabase(read, examining.clock, vault)
  try {
    const [outside, teams, service] = await Promise.all([
      examineOutside(read, examining, vault),
      examineTeams(read, examining),
      examineService(read, database.opened, vault),
    ])
    const packageFile = examining.packageFile ?? usualPackage
    return [
      about('Configuration').ok(kindOf(read)),
      ...key.findings,
      ...database.findings,
      ...outside,
      ...teams,
      ...service,
      ...examinePackage(read, path.resolve(packageFile), examining.packageFile !== undefined),
    ]
  } finally {
    await database.opened?.close()
  }
}

function configOf(environment: Record<string, string | undefined>): Config | Finding[] {
  try {
    return readConfig(environment)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return [
      ...error.mistakes.map((line) =>
        about('Configuration').wrong(line.trim(), 'Correct the variable; the README says what each means.'),
      ),
      about('Everything else').unasked('the configuration has to be right first'),
    ]
  }
}

function kindOf({ teams, standIn, partnerCenter, directory }: Config): string {
  const talks =
    teams === undefined ? 'practice mode' : standIn ? 'a stand-in for Teams' : `Teams, as the bot ${teams.appId}`
  const sells = partnerCenter === 'rest' ? "Microsoft's Partner Center" : 'the embedded Partner Center'
  return `${talks}; ${sells}; roles ${directory === 'graph' ? 'of Microsoft Entra' : "of the desk's own table"}`
}
