import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { roleNames } from '../src/chat/words.text.ts'
import type { Role } from '../src/commerce/agent.ts'
import { type Connected, NotConnected } from '../src/partner-center/sign-in/connecting.service.ts'
import type { SignedIn } from '../src/partner-center/sign-in/signing-in.ts'
import { type OpenedDesk, type Partner, partnersOf, withDesk } from './partner-center-desk.ts'

const usage = `npm run partner-center -- connect                 signs the desk in to Partner Center and Microsoft Graph, in a browser on
                                                  this machine, as an admin agent with multifactor authentication
  --partner <tenant id>       of several partners
  --device-code               in a browser anywhere; some Conditional Access policies do not allow it
  --refresh-token-file <file> with a refresh token that another tool got for the same app registration
  --port <number>             where the browser comes back to; left out, any free port of http://localhost
  --admin-agents, --sales-agents, --helpdesk-agents <object id>
                              which security group holds the role, where several have its name`

const guid = z.guid().toLowerCase()
const options = z.object({
  partner: guid.optional(),
  'device-code': z.boolean().optional(),
  'refresh-token-file': z.string().min(1).optional(),
  port: z.coerce.number().int().min(0).max(65_535).optional(),
  'admin-agents': guid.optional(),
  'sales-agents': guid.optional(),
  'helpdesk-agents': guid.optional(),
})
type Options = z.infer<typeof options>

/** `npm run partner-center -- connect` */
export const connectPartnerCenter = {
  usage,
  run: (args: readonly string[]): Promise<number> => {
    const asked = readArguments(args)
    return withDesk((desk) => connect(desk, asked))
  },
}

async function connect(desk: OpenedDesk, asked: Options): Promise<number> {
  const [partner, other] = await partnersOf(desk.database, asked.partner)
  if (other !== undefined) throw new Error('Say which partner: --partner <tenant id>.')
  const signedIn = await signIn(desk, partner, asked)
  const chosen: Partial<Record<Role, string>> = {
    ...(asked['admin-agents'] !== undefined && { 'admin-agent': asked['admin-agents'] }),
    ...(asked['sales-agents'] !== undefined && { 'sales-agent': asked['sales-agents'] }),
    ...(asked['helpdesk-agents'] !== undefined && { 'helpdesk-agent': asked['helpdesk-agents'] }),
  }
  try {
    const connected = await desk.connecting.connect(partner.id, signedIn, chosen)
    console.log(linesOf(partner, connected, desk.config.directory).join('\n'))
    return 0
  } catch (error) {
    if (!(error instanceof NotConnected)) throw error
    console.error(`Signed in as ${signedIn.account.username}. ${notConnected[error.why](partner)}\nNothing was stored.`)
    return 1
  }
}

function signIn({ signIn: { signIn: by } }: OpenedDesk, { id, name }: Partner, asked: Options): Promise<SignedIn> {
  const file = asked['refresh-token-file']
  if (file !== undefined) return by.byRefreshToken(id, readFileSync(file, 'utf8').trim())
  const who = `sign in as an admin agent of ${name}`
  if (asked['device-code'] === true)
    return by.byDeviceCode(id, ({ url, code }) =>
      console.log(`Open this address in any browser, enter the code ${code} and ${who}:\n\n  ${url}\n`),
    )
  return by.byBrowser(
    id,
    (url) => console.log(`Open this address in a browser on this machine and ${who}:\n\n  ${url}\n`),
    asked.port,
  )
}

const notConnected: Readonly<Record<NotConnected['why'], (partner: Partner) => string>> = {
  'other-tenant': ({ name, id }) => `That account belongs to another tenant than ${name} (${id}).`,
  'indirect-reseller': ({ name }) =>
    `${name} is an indirect reseller. Microsoft gives indirect resellers no access to Partner Center by API: orders are placed by the indirect provider, so only the provider's own API could be used.`,
}

export const kindNames = { direct: 'direct bill partner', 'indirect-provider': 'indirect provider' } as const
export const mfaNames = {
  proven: 'proven',
  missing: 'MISSING: Partner Center refuses such a sign-in, or will. Sign in again with multifactor authentication.',
  unknown: 'Partner Center does not say',
} as const

function linesOf({ name, id }: Partner, connected: Connected, directory: 'desk' | 'graph'): string[] {
  const { account, company, kind, mfa, groups } = connected
  return [
    `Signed in as ${account}.`,
    `  Partner          ${company ?? name} (${id}), ${kindNames[kind]}`,
    `  MFA              ${mfaNames[mfa]}`,
    ...groupLines(groups),
    `  Directory roles  ${connected.directoryRoles ? 'global and billing administrators are those of Microsoft Entra' : "may not be read (RoleManagement.Read.Directory): global and billing administrators are those of the desk's own table"}`,
    ...(directory === 'graph' ? [] : ["  Roles are kept in the desk's own table until DIRECTORY=graph is set."]),
    'Connected.',
  ]
}

function groupLines(groups: Connected['groups']): string[] {
  if ('unreadable' in groups)
    return [
      `  Groups           could not be read (${groups.unreadable}): the app registration needs the application permissions GroupMember.Read.All and User.ReadBasic.All`,
    ]
  return groups.map(({ role, name, ids, chosen }) => {
    const title = `  ${roleNames.en[role].padEnd(17)}`
    if (chosen !== undefined) return `${title}${name} (${chosen})`
    if (ids.length === 0) return `${title}no security group is called ${name}: nobody has the role`
    return `${title}${ids.length} security groups are called ${name}, so nobody has the role. Choose one with --${optionOf(name)}: ${ids.join(', ')}`
  })
}

const optionOf = (name: string): string => name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()

/** @throws Error in words for who typed it */
function readArguments(args: readonly string[]): Options {
  const text = { type: 'string' } as const
  const names = { partner: text, 'refresh-token-file': text, port: text, 'device-code': { type: 'boolean' } } as const
  const groups = { 'admin-agents': text, 'sales-agents': text, 'helpdesk-agents': text }
  const parsed = options.safeParse(parseArgs({ args: [...args], options: { ...names, ...groups } }).values)
  if (parsed.success) return parsed.data
  throw new Error(`Not understood: --${parsed.error.issues.map(({ path }) => path.join('.')).join(', --')}.`)
}
