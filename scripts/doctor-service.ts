import { PartnerCenterRefused, PartnerCenterUnavailable } from '../src/commerce/errors.ts'
import { openDirectory } from '../src/directory/directories.ts'
import { openSignIn, type SignInRoom } from '../src/partner-center/sign-in/room.ts'
import { systemClock } from '../src/platform/clock.ts'
import { type Config, ConfigurationError } from '../src/platform/config.ts'
import type { Database } from '../src/platform/database/database.ts'
import { createLog } from '../src/platform/log.ts'
import type { Vault } from '../src/platform/secrets.ts'
import { about, type Finding } from './doctor-findings.ts'
import { refusalLines } from './partner-center-desk.ts'
import { statusOf } from './partner-center-status.ts'

/** Any of them will do. The desk itself asks for the first. */
const permissions: readonly (readonly [string, ...string[]])[] = [
  ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'],
  ['User.ReadBasic.All', 'User.Read.All', 'Directory.Read.All'],
]
const directoryRoles = ['RoleManagement.Read.Directory', 'RoleManagement.Read.All', 'Directory.Read.All']

/** Each partner's connection to Partner Center, and what the desk may read in Microsoft Graph there. */
export async function examineService(
  { service, partnerCenter, directory }: Config,
  database: Database | undefined,
  vault: Vault | undefined,
): Promise<Finding[]> {
  const connection = about('Partner Center')
  if (service === undefined) return [connection.ok('embedded: nothing is asked of Microsoft')]
  if (database === undefined || vault === undefined)
    return [connection.unasked('the database and the key have to be right first')]
  const ground = { database, vault, clock: systemClock, log: createLog('silent') }
  const signIn = opened(() => openSignIn(ground, service))
  if (Array.isArray(signIn)) return signIn
  const { graph } = openDirectory({ directory: 'graph' }, ground, signIn)
  if (graph === undefined) return []
  const connecting = signIn.connecting(graph)
  const partners = await database.rows.partner.findMany({ orderBy: { name: 'asc' } })
  if (partners.length === 0)
    return [connection.unasked('no partner is entered yet', 'Enter somebody who works for it: npm run agent')]
  const findings: Finding[] = []
  for (const partner of partners) {
    const { lines, well } = await statusOf({ signIn, connecting }, partner)
    const [first = '', ...more] = lines.map((line) => line.trim().replace(/ {2,}/g, ' '))
    const failed = more.slice(more.findIndex((line) => line.startsWith('FAILS')))
    findings.push(
      well
        ? connection.ok(first)
        : connection.wrong(
            `${first}: ${(failed[0] ?? '').replace('FAILS ', '')}`,
            failed.slice(1).join(' ') || 'npm run partner-center -- connect',
          ),
    )
    if (directory === 'graph' || partnerCenter === 'rest') findings.push(await permissionsOf(signIn, partner))
  }
  return findings
}

async function permissionsOf({ tokens }: SignInRoom, { id, name }: { id: string; name: string }): Promise<Finding> {
  const graph = about('Graph permissions')
  try {
    const held = rolesIn(await tokens.token(id, 'graph', 'app'))
    const missing = permissions.flatMap((any) => (any.some((permission) => held.includes(permission)) ? [] : [any[0]]))
    if (missing.length > 0)
      return graph.wrong(
        `${name}: ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing`,
        'Add it as an application permission of Microsoft Graph, and have a global administrator consent.',
      )
    const seesRoles = directoryRoles.some((permission) => held.includes(permission))
    return graph.ok(
      `${name}: groups and names${seesRoles ? ' and directory roles' : '; no directory roles: those are of the desk’s own table'}`,
    )
  } catch (error) {
    if (error instanceof PartnerCenterUnavailable) return graph.unasked(`${name}: ${refusalLines(error)[0] ?? ''}`)
    if (!(error instanceof PartnerCenterRefused)) throw error
    const [says = '', mend = ''] = refusalLines(error)
    return graph.wrong(`${name}: ${says}`, mend)
  }
}

/** The claims of a token that was just given to the desk itself: nobody else's word is taken here. */
function rolesIn(token: string): string[] {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    const { roles } = claims as { roles?: unknown }
    return Array.isArray(roles) ? roles.map(String) : []
  } catch {
    return []
  }
}

function opened(open: () => SignInRoom): SignInRoom | Finding[] {
  try {
    return open()
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return error.mistakes.map((line) =>
      about('Partner Center').wrong(line.trim(), 'Name a PEM file that the desk can read.'),
    )
  }
}
