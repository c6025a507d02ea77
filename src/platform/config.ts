import { z } from 'zod'
import {
  type AgreementAnswer,
  agreementAnswers,
  type KeyAnswer,
  keyAnswers,
  type OrderAnswer,
  orderAnswers,
} from './embedded-answers.ts'

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

const loopbackHosts = ['127.0.0.1', 'localhost', '::1']
export const isLoopback = (host: string): boolean => loopbackHosts.includes(host)

const url = (protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol))

/** Scheme, host and port: what is appended to it is a path of the desk. */
const isOrigin = (text: string): boolean => URL.canParse(text) && `${new URL(text).origin}/` === new URL(text).href

/** Parts with commas between them; blanks around them, and nothing between two commas, do not matter. */
const list = (part: z.ZodType<string, string>) =>
  z
    .string()
    .transform((text) => text.split(',').flatMap((given) => (given.trim() === '' ? [] : [given.trim().toLowerCase()])))
    .pipe(z.array(part).min(1))

/** Every variable: how it is parsed, what it must be, and an example. The README's table is made of the same words. */
const variables = {
  PORT: {
    schema: z.coerce.number().int().min(0).max(65_535),
    must: 'be a port number from 0 to 65535',
    example: '3978',
  },
  HOST: { schema: z.string().min(1), must: 'be an address to listen on', example: '127.0.0.1' },
  DATA_DIR: { schema: z.string().min(1), must: 'be a folder', example: '.data' },
  DATABASE_URL: {
    schema: url(['postgresql:', 'postgres:']),
    must: 'be the address of a PostgreSQL database',
    example: 'postgresql://desk:secret@db.example.com:5432/desk',
  },
  DATABASE_CONNECTIONS: {
    schema: z.coerce.number().int().min(2).max(200),
    must: 'be a whole number from 2 to 200',
    example: '10',
  },
  PUBLIC_URL: {
    schema: url(['https:', 'http:']).refine(isOrigin),
    must: 'be the address at which customers reach the desk: scheme, host and port alone',
    example: 'https://desk.example.com',
  },
  DESK_ENCRYPTION_KEY: {
    schema: z.string().refine((text) => Buffer.from(text, 'base64').length === 32),
    must: 'be 32 random bytes in base64',
    example: 'the output of: openssl rand -base64 32',
  },
  MicrosoftAppType: {
    schema: z.enum(['SingleTenant', 'UserAssignedMSI']),
    must: 'be SingleTenant or UserAssignedMSI',
    example: 'SingleTenant',
  },
  MicrosoftAppId: {
    schema: z.guid(),
    must: 'be the client id of the bot registration',
    example: '00000000-0000-0000-0000-000000000000',
  },
  MicrosoftAppPassword: {
    schema: z.string().min(8),
    must: 'be the client secret of the bot registration',
    example: 'a client secret',
  },
  MicrosoftAppTenantId: {
    schema: z.guid(),
    must: "be the id of the bot's home tenant",
    example: '11111111-1111-4111-8111-111111111111',
  },
  ALLOWED_TENANTS: {
    schema: list(z.guid()),
    must: 'be tenant ids with commas between them',
    example: '11111111-1111-4111-8111-111111111111, 22222222-2222-4222-8222-222222222222',
  },
  TEAMS_SERVICE_HOSTS: {
    schema: list(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?$/)),
    must: 'be names of hosts with commas between them',
    example: 'smba.teams.example.com',
  },
  DOWNLOAD_HOSTS: {
    schema: list(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)),
    must: 'be names of hosts with commas between them',
    example: 'download.microsoft.com, download.prss.microsoft.com',
  },
  CANCELLATION_POLICY: {
    schema: z.enum(['article', 'dated']),
    must: 'be article (60 days for every order) or dated (the rules in force when the order was bought)',
    example: 'article',
  },
  SERVICE_REQUESTS: {
    schema: z.enum(['api', 'by-hand']),
    must: 'be api (Partner Center takes support requests by its API) or by-hand (the card gives the text to copy)',
    example: 'by-hand',
  },
  EMBEDDED_AGREEMENT: {
    schema: z.enum(agreementAnswers),
    must: `be one of ${agreementAnswers.join(', ')}`,
    example: 'outdated',
  },
  EMBEDDED_KEYS: {
    schema: z.enum(keyAnswers),
    must: 'be service (the embedded Partner Center gives keys and download links) or by-hand (people paste them, as with the real one)',
    example: 'by-hand',
  },
  EMBEDDED_ORDERS: {
    schema: z.enum(orderAnswers),
    must: `be one of ${orderAnswers.join(', ')}`,
    example: 'pending',
  },
  SUPPORT_FILES: {
    schema: z.coerce.number().int().min(0).max(20),
    must: 'be a whole number of files from 0 to 20',
    example: '5',
  },
  SUPPORT_FILE_MEGABYTES: {
    schema: z.coerce.number().int().min(1).max(50),
    must: 'be a whole number of megabytes from 1 to 50',
    example: '10',
  },
  METRICS_TOKEN: {
    schema: z.string().regex(/^[\x21-\x7e]{16,200}$/),
    must: 'be 16 to 200 characters without spaces',
    example: 'the output of: openssl rand -hex 32',
  },
  LOG_LEVEL: {
    schema: z.enum(['debug', 'info', 'warn', 'error', 'silent']),
    must: 'be debug, info, warn, error or silent',
    example: 'info',
  },
  STAND_IN: {
    schema: z.enum(['yes', 'no']),
    must: 'be yes (the stand-in for Teams, with the practice page) or no',
    example: 'no',
  },
  SAMPLE_WORLD: {
    schema: z.enum(['yes', 'no']),
    must: 'be yes (sample partners, agents, customers and orders are put into the database) or no',
    example: 'no',
  },
  PARTNER_CENTER: {
    schema: z.enum(['embedded']),
    must: 'be embedded (the Partner Center that comes with the desk)',
    example: 'embedded',
  },
  NODE_ENV: {
    schema: z.enum(['production', 'development', 'test']),
    must: 'be production, development or test',
    example: 'production',
  },
} as const satisfies Record<string, { schema: z.ZodType; must: string; example: string }>

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
  /** Whether Teams is stood in for, with the practice page; unless chosen otherwise, when Teams is not configured. */
  standIn: boolean
  /** Whether the sample world is put into the database; unless chosen otherwise, with the stand-in. */
  sampleWorld: boolean
  partnerCenter: 'embedded'
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
    standIn,
    sampleWorld: values.SAMPLE_WORLD === undefined ? standIn : values.SAMPLE_WORLD === 'yes',
    partnerCenter: values.PARTNER_CENTER ?? 'embedded',
    publicUrl: values.PUBLIC_URL?.replace(/\/+$/, ''),
    encryptionKey:
      values.DESK_ENCRYPTION_KEY === undefined ? undefined : Buffer.from(values.DESK_ENCRYPTION_KEY, 'base64'),
    downloadHosts: values.DOWNLOAD_HOSTS,
    cancellationPolicy: values.CANCELLATION_POLICY ?? 'article',
    serviceRequests: values.SERVICE_REQUESTS ?? (wantsTeams ? 'by-hand' : 'api'),
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

// The value itself is not shown: it may be a secret in the wrong variable.
const line = (name: Name, problem: string): string => `  ${name} ${problem} (for example: ${variables[name].example})`
