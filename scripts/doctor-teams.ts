import { AuthenticationConstants } from 'botframework-connector'
import { OwnTokenRefused, ownCredentials } from '../src/chat/own-credentials.ts'
import { AuthorityAway, fetchKeys } from '../src/chat/teams-token-keys.ts'
import { type ConnectionFailure, connectionFailureOf } from '../src/commerce/connection-failures.ts'
import { readCertificate } from '../src/platform/certificate.ts'
import { day, later, second } from '../src/platform/clock.ts'
import { type Config, ConfigurationError, type TeamsCredentials } from '../src/platform/config.ts'
import type { Examining } from './doctor-examination.ts'
import { about, dayOf, type Finding } from './doctor-findings.ts'

const credentialsOf = about('Teams credentials')
const patience = 10 * second
const soon = 30 * day

/** Whether Entra gives the bot a token, and where the keys are that tokens of Teams and of the tab are checked with. */
export async function examineTeams({ teams }: Config, examining: Examining): Promise<Finding[]> {
  if (teams === undefined) return [credentialsOf.unasked('practice mode has none')]
  const { login = 'https://login.microsoftonline.com', botFramework } = examining
  const bot = botFramework ?? AuthenticationConstants.ToBotFromChannelOpenIdMetadataUrl
  const entra = `${login}/${teams.tenantId}/v2.0/.well-known/openid-configuration`
  return [
    ...(await examineCredentials(teams, examining)),
    await examineKeys('Keys of Teams', bot),
    await examineKeys('Keys of Entra', entra),
  ]
}

async function examineCredentials(teams: TeamsCredentials, { login, clock }: Examining): Promise<Finding[]> {
  try {
    const ends = endOf(teams, clock.now())
    await ownCredentials(teams, login)()
    return [credentialsOf.ok(`a token was given for ${kinds[kindOf(teams)]}`), ends]
  } catch (error) {
    if (error instanceof ConfigurationError)
      return error.mistakes.map((line) => credentialsOf.wrong(line.trim(), 'Name a PEM file that the desk can read.'))
    if (!(error instanceof OwnTokenRefused)) throw error
    return [refused(teams, error.code)]
  }
}

const kinds = { secret: 'the client secret', certificate: 'the certificate', identity: 'the managed identity' }
const kindOf = ({ appType, certificateFile }: TeamsCredentials): keyof typeof kinds =>
  appType === 'UserAssignedMSI' ? 'identity' : certificateFile === undefined ? 'secret' : 'certificate'

function refused(teams: TeamsCredentials, code: string | undefined): Finding {
  if (kindOf(teams) === 'identity')
    return credentialsOf.wrong(
      `this machine gives no token for the managed identity (${code ?? 'no answer'})`,
      'Assign the identity to the machine or the container app, and its client id to MicrosoftAppId.',
    )
  if (code === undefined)
    return credentialsOf.unasked('login.microsoftonline.com does not answer', 'Open the way to it (https, port 443).')
  const means = connectionFailureOf(code)
  const [says, mend] = (means && refusals[means]) ?? [
    'Entra refuses',
    'Look the number up at https://login.microsoftonline.com/error.',
  ]
  return credentialsOf.wrong(`${says} (${code})`, mend)
}

const refusals: Partial<Record<ConnectionFailure, readonly [says: string, mend: string]>> = {
  'secret-ended': [
    'the client secret has ended',
    'Make a new one in the Microsoft Entra admin center, and set MicrosoftAppPassword.',
  ],
  'secret-wrong': [
    'the secret or certificate is not one of this registration',
    "Set MicrosoftAppPassword to a secret's value (not its id), or upload the certificate to the registration.",
  ],
  application: [
    'the registration or its tenant is not known',
    "Correct MicrosoftAppId and MicrosoftAppTenantId: the bot's home tenant.",
  ],
}

/** Entra tells nobody when a secret ends; a certificate says so itself. */
function endOf(teams: TeamsCredentials, now: Date): Finding {
  const ends = about('Their end')
  if (kindOf(teams) === 'identity') return ends.ok('a managed identity has none')
  if (teams.certificateFile === undefined)
    return ends.unasked(
      'Entra tells an application nothing of when its secret ends',
      'Note the day, or use a certificate.',
    )
  const { ends: at } = readCertificate('MicrosoftAppCertificate', teams.certificateFile)
  if (at <= now)
    return ends.wrong(
      `the certificate ended on ${dayOf(at)}`,
      'Upload a new one, and name it in MicrosoftAppCertificate.',
    )
  if (at <= later(now, soon))
    return ends.wrong(
      `the certificate ends on ${dayOf(at)}`,
      'Upload a new one before, and name it in MicrosoftAppCertificate.',
    )
  return ends.ok(`the certificate ends on ${dayOf(at)}`)
}

async function examineKeys(what: string, metadataUrl: string): Promise<Finding> {
  const { host } = new URL(metadataUrl)
  try {
    const keys = await fetchKeys(metadataUrl, patience)
    return about(what).ok(`${keys.size} from ${host}`)
  } catch (error) {
    if (!(error instanceof AuthorityAway)) throw error
    return about(what).unasked(
      `${host} gives none`,
      'Open the way to it (https, port 443): without them nobody is let in.',
    )
  }
}
