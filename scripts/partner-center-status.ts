import { parseArgs } from 'node:util'
import { failureWords } from '../src/chat/connection-words.text.ts'
import { roleNames } from '../src/chat/words.text.ts'
import { roles } from '../src/commerce/agent.ts'
import { connectionFailureOf } from '../src/commerce/connection-failures.ts'
import { PartnerCenterUnavailable } from '../src/commerce/errors.ts'
import type { Connection, Ending } from '../src/commerce/ports/connections.ts'
import { kindNames, mfaNames } from './partner-center-connect.ts'
import { type OpenedDesk, type Partner, partnersOf, refusalLines, withDesk } from './partner-center-desk.ts'

const usage = `npm run partner-center -- status [--partner <tenant id>]
                                                  asks Microsoft now how each partner's connection is, and what runs out
                                                  when; ends with 1 when something has to be mended`

/** `npm run partner-center -- status` */
export const statusOfPartnerCenter = {
  usage,
  run: (args: readonly string[]): Promise<number> => {
    const { partner } = parseArgs({ args: [...args], options: { partner: { type: 'string' } } }).values
    return withDesk((desk) => status(desk, partner))
  },
}

async function status(desk: OpenedDesk, asked: string | undefined): Promise<number> {
  let troubled = false
  for (const partner of await partnersOf(desk.database, asked)) {
    const { lines, well } = await statusOf(desk, partner)
    console.log(lines.join('\n'))
    troubled ||= !well
  }
  return troubled ? 1 : 0
}

/** What Microsoft says now of a partner's connection, in lines; and whether nothing has to be mended. @throws */
export async function statusOf(
  { signIn: { connections }, connecting }: Pick<OpenedDesk, 'signIn' | 'connecting'>,
  { id, name }: Partner,
): Promise<{ lines: string[]; well: boolean }> {
  try {
    const connection = await connections.check(id)
    const account = await connecting.accountOf(id)
    if (connection === undefined) return { lines: [`${name} (${id})`, ...failure('not-connected')], well: false }
    return { lines: linesOf(name, account, connection), well: connection.failure === undefined }
  } catch (error) {
    if (!(error instanceof PartnerCenterUnavailable)) throw error
    return { lines: [`${name} (${id})`, ...refusalLines(error).map((line) => `  ${line}`)], well: false }
  }
}

function linesOf(name: string, account: string | undefined, connection: Connection): string[] {
  const { partnerId, kind, mfa, groups, directoryRoles, signedInAt, ends } = connection
  return [
    `${name} (${partnerId}), ${kindNames[kind]}`,
    `  Signed in        as ${account ?? 'nobody'} on ${dayOf(signedInAt)}`,
    `  MFA              ${mfaNames[mfa]}`,
    ...roles.flatMap((role) => {
      const id = groups[role]
      return id === undefined ? [] : [`  ${roleNames.en[role].padEnd(17)}group ${id}`]
    }),
    `  Directory roles  ${directoryRoles ? 'read in Microsoft Entra' : 'not permitted'}`,
    ...ends.map(({ what, at }) => `  Ends             ${dayOf(at)}: ${endings[what]}`),
    ...(connection.failure === undefined ? ['  Works.'] : failure(connection.failure.code)),
  ]
}

const endings: Readonly<Record<Ending['what'], string>> = {
  inactive: 'the sign-in, unless it is used before',
  policy: "the sign-in, by the partner's policies: connect again before",
  secret: 'the client secret',
  certificate: 'the certificate',
}

function failure(code: string): string[] {
  const { what, mend } = failureWords('en', connectionFailureOf(code))
  return [`  FAILS            ${what} (${code}).`, `                   ${mend}`]
}

const dayOf = (at: Date): string => at.toISOString().replace(/T.*/, '')
