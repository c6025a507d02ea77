import { z } from 'zod'
import { agreementAnswers, keyAnswers, orderAnswers } from './embedded-answers.ts'

const loopbackHosts = ['127.0.0.1', 'localhost', '::1']
export const isLoopback = (host: string): boolean => loopbackHosts.includes(host)

const url = (protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol))

/** Scheme, host and port: what is appended to it is a path of the desk. */
const isOrigin = (text: string): boolean => URL.canParse(text) && `${new URL(text).origin}/` === new URL(text).href

/** Without a slash at its end: what is appended to it begins with one. */
const standInAddress = url(['https:', 'http:'])
  .refine((text) => new URL(text).protocol === 'https:' || isOnThisMachine(text))
  .refine((text) => new URL(text).search === '' && new URL(text).hash === '' && new URL(text).username === '')
  .transform((text) => text.replace(/\/+$/, ''))

export const isOnThisMachine = (address: string): boolean => isLoopback(hostOf(address))

const hostOf = (address: string): string => new URL(address).hostname.replace(/^\[(.*)\]$/, '$1')

/** Parts with commas between them; blanks around them, and nothing between two commas, do not matter. */
const list = (part: z.ZodType<string, string>) =>
  z
    .string()
    .transform((text) => text.split(',').flatMap((given) => (given.trim() === '' ? [] : [given.trim().toLowerCase()])))
    .pipe(z.array(part).min(1))

/** Every variable: how it is parsed, what it must be, and an example. The README's table is made of the same words. */
export const variables = {
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
  TEAMS_FILE_HOSTS: {
    schema: list(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)),
    must: 'be names of hosts with commas between them',
    example: 'files.teams.example.com',
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
    schema: z.enum(['embedded', 'rest']),
    must: "be embedded (the Partner Center that comes with the desk) or rest (Microsoft's)",
    example: 'rest',
  },
  DIRECTORY: {
    schema: z.enum(['desk', 'graph']),
    must: "be desk (roles are kept in the desk's own table) or graph (in Microsoft Entra, read through Microsoft Graph)",
    example: 'graph',
  },
  PARTNER_CENTER_CLOUD: {
    schema: z.enum(['global', 'china']),
    must: 'be global or china (operated by 21Vianet)',
    example: 'global',
  },
  PARTNER_CENTER_URL: {
    schema: standInAddress,
    must: 'be the address of a stand-in for Partner Center, sign-in and Graph: https, or http on this machine',
    example: 'http://127.0.0.1:4010',
  },
  PARTNER_CENTER_CLIENT_ID: {
    schema: z.guid().toLowerCase(),
    must: 'be the client id of the app registration that the desk signs in to Partner Center with',
    example: '00000000-0000-0000-0000-000000000000',
  },
  PARTNER_CENTER_CLIENT_SECRET: {
    schema: z.string().min(8),
    must: 'be a client secret of that app registration',
    example: 'a client secret',
  },
  PARTNER_CENTER_CERTIFICATE: {
    schema: z.string().min(1),
    must: 'be a PEM file with a certificate of that app registration and its private key',
    example: '/etc/csp-desk/partner-center.pem',
  },
  PARTNER_CENTER_SECRET_ENDS: {
    schema: z.iso.date().transform((day) => new Date(`${day}T00:00:00Z`)),
    must: 'be the day on which the client secret ends, as year-month-day',
    example: '2027-05-31',
  },
  PARTNER_CENTER_SIGN_IN_DAYS: {
    schema: z.coerce.number().int().min(1).max(365),
    must: 'be a whole number of days from 1 to 365',
    example: '30',
  },
  NODE_ENV: {
    schema: z.enum(['production', 'development', 'test']),
    must: 'be production, development or test',
    example: 'production',
  },
} as const satisfies Record<string, { schema: z.ZodType; must: string; example: string }>
