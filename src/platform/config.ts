import type { z } from 'zod'
import { isLoopback, isOnThisMachine, variables } from './config-variables.ts'
import type { AgreementAnswer, KeyAnswer, OrderAnswer } from './embedded-answers.ts'

/** Thrown at start with every mistake of the environment at once, a line each. */
export class ConfigurationError extends Error {
  readonly mistakes: readonly string[]

  constructor(mistakes: readonly string[]) {
    super(`The configuration has ${mistakes.length === 1 ? 'a mistake' : 'mistakes'}:\n${mistakes.join('\n')}`)
    this.name = 'ConfigurationError'
    this.mistakes = mistakes
  }
}

type Environment = Record<string, string | undefined>

type Name = keyof typeof variables
type Values = { [N in Name]?: z.infer<(typeof variables)[N]['schema']> }

export interface TeamsCredentials {
  appId: string
  appType: 'SingleTenant' | 'UserAssignedMSI'
  appPassword?: string | undefined
  tenantId: string
}

export interface Config {
  port: number
  host: string
  dataDirectory: string
  databaseUrl?: string | undefined
  databaseConnections: number
  /** Set once Teams is configured. */
  teams?: TeamsCredentials | undefined
  /** The only tenants that are answered; left out, the partners that are entered. */
  allowedTenants?: readonly string[] | undefined
  /** Hosts of Teams besides those that Microsoft documents. */
  serviceHosts: readonly string[]
  /** More hosts that take files which people accept, besides SharePoint. */
  fileHosts: readonly string[]
  /** Whether Teams is stood in for, with the practice page; unless chosen otherwise, when Teams is not configured. */
  standIn: boolean
  /** Whether the sample world is put into the database; unless chosen otherwise, with the stand-in. */
  sampleWorld: boolean
  partnerCenter: 'embedded' | 'rest'
  /** Where roles are kept. */
  directory: 'desk' | 'graph'
  /** Microsoft's services, where Partner Center or the directory is one of them. */
  service?: ServiceConfig | undefined
  /** Where customers reach download pages; in practice mode the desk's own address unless set. */
  publicUrl?: string | undefined
  /** 32 bytes; in practice mode made and kept in the data directory. */
  encryptionKey?: Buffer | undefined
  /** Where pasted download links may lead, instead of Microsoft's usual hosts; their subdomains too. */
  downloadHosts?: readonly string[] | undefined
  cancellationPolicy: 'article' | 'dated'
  /** Whether Partner Center takes support requests itself. */
  serviceRequests: 'api' | 'by-hand'
  /** What the embedded Partner Center says of agreements that are not accepted. */
  embeddedAgreement: AgreementAnswer
  /** Who gives keys and download links with the embedded Partner Center. */
  embeddedKeys: KeyAnswer
  /** How the embedded Partner Center takes orders. */
  embeddedOrders: OrderAnswer
  /** How many files go with a support request, and how large each may be. */
  supportFiles: { most: number; bytes: number }
  /** Who gives it may read /metrics from another machine. */
  metricsToken?: string | undefined
  logLevel: string
}

/** How the desk reaches Microsoft's services, and as what it signs in. */
export interface ServiceConfig {
  cloud: 'global' | 'china'
  /** Stands in for every address of the cloud. */
  standIn?: string | undefined
  /** Whether the stand-in is on this machine: then the sample partners sign in by themselves. */
  practises: boolean
  /** One of the two. */
  client: { id: string; secret?: string | undefined; certificateFile?: string | undefined }
  secretEnds?: Date | undefined
  /** How long the partners' policies let a sign-in last. */
  signInDays?: number | undefined
}

/**
 * Reads the environment once, at start.
 * @throws ConfigurationError naming each variable, what is wrong and an example.
 */
export function readConfig(environment: Environment): Config {
  const mistakes: string[] = []
  const values = parseEach(environment, mistakes)
  const credentials = [environment.MicrosoftAppId, environment.MicrosoftAppPassword, environment.MicrosoftAppTenantId]
  const wantsTeams = credentials.some((value) => value !== undefined && value !== '')
  const standIn = values.STAND_IN === undefined ? !wantsTeams : values.STAND_IN === 'yes'
  const host = values.HOST ?? (wantsTeams ? '0.0.0.0' : '127.0.0.1')

  const need = (name: Name, why: string) => {
    if (environment[name] === undefined || environment[name] === '') mistakes.push(line(name, `is missing: ${why}`))
  }
  if (wantsTeams) {
    need('MicrosoftAppId', 'Teams credentials are given in part')
    need('MicrosoftAppTenantId', 'Teams credentials are given in part')
    if (values.MicrosoftAppType !== 'UserAssignedMSI')
      need('MicrosoftAppPassword', 'Teams credentials are given in part')
    need('PUBLIC_URL', 'customers open download links there')
    if (values.PUBLIC_URL?.startsWith('https:') === false)
      mistakes.push(line('PUBLIC_URL', 'must begin with https: links to keys and files are opened there'))
    need('DESK_ENCRYPTION_KEY', 'keys and links are encrypted with it')
  } else if (values.NODE_ENV === 'production') {
    need('MicrosoftAppId', 'the practice page is never served in production')
  } else if (!isLoopback(host)) {
    mistakes.push(
      line('HOST', `is ${host}: without Teams credentials the desk answers anybody, so it listens on loopback only`),
    )
  }
  if (wantsTeams && standIn)
    mistakes.push(
      line('STAND_IN', 'is yes: Teams itself is configured, and anybody on this machine could act for everybody'),
    )
  if (!wantsTeams && !standIn) need('MicrosoftAppId', 'nothing stands in for Teams')
  const service = serviceConfig(values, need)
  if (mistakes.length > 0) throw new ConfigurationError(mistakes)

  return {
    port: values.PORT ?? 3978,
    host,
    dataDirectory: values.DATA_DIR ?? '.data',
    databaseUrl: values.DATABASE_URL,
    databaseConnections: values.DATABASE_CONNECTIONS ?? 10,
    teams: teamsCredentials(values),
    allowedTenants: values.ALLOWED_TENANTS,
    serviceHosts: values.TEAMS_SERVICE_HOSTS ?? [],
    fileHosts: values.TEAMS_FILE_HOSTS ?? [],
    standIn,
    sampleWorld: values.SAMPLE_WORLD === undefined ? standIn : values.SAMPLE_WORLD === 'yes',
    partnerCenter: values.PARTNER_CENTER ?? 'embedded',
    directory: values.DIRECTORY ?? 'desk',
    service,
    publicUrl: values.PUBLIC_URL?.replace(/\/+$/, ''),
    encryptionKey:
      values.DESK_ENCRYPTION_KEY === undefined ? undefined : Buffer.from(values.DESK_ENCRYPTION_KEY, 'base64'),
    downloadHosts: values.DOWNLOAD_HOSTS,
    cancellationPolicy: values.CANCELLATION_POLICY ?? (values.PARTNER_CENTER === 'rest' ? 'dated' : 'article'),
    serviceRequests: values.SERVICE_REQUESTS ?? (wantsTeams || values.PARTNER_CENTER === 'rest' ? 'by-hand' : 'api'),
    embeddedAgreement: values.EMBEDDED_AGREEMENT ?? 'missing',
    embeddedKeys: values.EMBEDDED_KEYS ?? 'service',
    embeddedOrders: values.EMBEDDED_ORDERS ?? 'placed',
    supportFiles: {
      most: values.SUPPORT_FILES ?? 5,
      bytes: (values.SUPPORT_FILE_MEGABYTES ?? 10) * 1024 * 1024,
    },
    metricsToken: values.METRICS_TOKEN,
    logLevel: values.LOG_LEVEL ?? 'info',
  }
}

function parseEach(environment: Environment, mistakes: string[]): Values {
  const values: Record<string, unknown> = {}
  for (const name of Object.keys(variables) as Name[]) {
    const given = environment[name]
    if (given === undefined || given === '') continue
    const parsed = variables[name].schema.safeParse(given)
    if (parsed.success) values[name] = parsed.data
    else mistakes.push(line(name, `must ${variables[name].must}`))
  }
  return values as Values
}

function teamsCredentials(values: Values): TeamsCredentials | undefined {
  if (values.MicrosoftAppId === undefined || values.MicrosoftAppTenantId === undefined) return undefined
  return {
    appId: values.MicrosoftAppId,
    appType: values.MicrosoftAppType ?? 'SingleTenant',
    appPassword: values.MicrosoftAppPassword,
    tenantId: values.MicrosoftAppTenantId,
  }
}

/** A stand-in on this machine takes any client. */
const practiceClient = { id: '00000000-0000-4000-8000-0000000000cd', secret: 'a secret for practising' }

function serviceConfig(values: Values, need: (name: Name, why: string) => void): ServiceConfig | undefined {
  if (values.PARTNER_CENTER !== 'rest' && values.DIRECTORY !== 'graph') return undefined
  const standIn = values.PARTNER_CENTER_URL
  const practises = standIn !== undefined && isOnThisMachine(standIn)
  if (!practises) {
    need('PARTNER_CENTER_CLIENT_ID', "the desk signs in to Microsoft's services with it")
    if (values.PARTNER_CENTER_CERTIFICATE === undefined)
      need('PARTNER_CENTER_CLIENT_SECRET', 'so is PARTNER_CENTER_CERTIFICATE, and one of them is needed to sign in')
    need('DESK_ENCRYPTION_KEY', 'the sign-in is encrypted with it')
  }
  const { PARTNER_CENTER_CERTIFICATE: certificateFile, PARTNER_CENTER_CLIENT_SECRET: secret } = values
  return {
    cloud: values.PARTNER_CENTER_CLOUD ?? 'global',
    standIn,
    practises,
    client: {
      id: values.PARTNER_CENTER_CLIENT_ID ?? practiceClient.id,
      ...(certificateFile === undefined ? { secret: secret ?? practiceClient.secret } : { certificateFile }),
    },
    secretEnds: values.PARTNER_CENTER_SECRET_ENDS,
    signInDays: values.PARTNER_CENTER_SIGN_IN_DAYS,
  }
}

// The value itself is not shown: it may be a secret in the wrong variable.
const line = (name: Name, problem: string): string => `  ${name} ${problem} (for example: ${variables[name].example})`
