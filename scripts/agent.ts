/** `npm run agent -- --partner <tenant> --id <object id> --name "…" --roles a,b`: enters a person, or changes their name and roles. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type Agent, roles } from '../src/commerce/agent.ts'
import { LastGlobalAdmin } from '../src/commerce/ports/people.ts'
import { DeskPeople } from '../src/directory/desk.people.ts'
import { otherThanObjectId } from '../src/directory/id-kinds.ts'
import { personName, rememberPerson } from '../src/features/settings/people.service.ts'
import { systemClock } from '../src/platform/clock.ts'
import { ConfigurationError, readConfig } from '../src/platform/config.ts'
import { type Database, openDatabase } from '../src/platform/database/database.ts'
import { Vault } from '../src/platform/secrets.ts'
import { cut } from '../src/platform/text.ts'
import { practiceKey } from '../src/practice/practice-key.ts'
import { activityRepository } from '../src/workflow/activity/activity.repository.ts'
import { activityService } from '../src/workflow/activity/activity.service.ts'
import { isSealed } from '../src/workflow/activity/chain.ts'

const usage = `npm run agent -- --partner <tenant id> --id <Entra object id> --name "Mina Park" --roles admin-agent
  --partner-name and --market (US) are needed once, for a partner that is new here
  --roles takes a list with commas, or nothing to withdraw them all: ${roles.join(', ')}
  --force also takes the role from the partner's last global admin: nobody can change settings in Teams then
The change is put into the activity log: DESK_ENCRYPTION_KEY has to be the desk's own (in practice mode it is in DATA_DIR).`

/** Says what was given instead, and where the right one stands. */
const guidAt = (option: string, wanted: string, where: string) =>
  z
    .string(`${option} is missing: ${wanted} (${where})`)
    .superRefine((given, told) => {
      const other = otherThanObjectId(given)
      if (other !== undefined)
        told.addIssue(`${option} must be ${wanted} (${where}). "${cut(given, 100, '…')}" is ${other}.`)
    })
    .transform((given) => given.trim().toLowerCase())

const options = z.object({
  partner: guidAt('--partner', 'a tenant id', 'Microsoft Entra admin center, Overview'),
  id: guidAt('--id', 'an Entra object id', 'Microsoft Entra admin center, Users, the person, Overview'),
  name: z
    .string('--name is missing')
    .refine((name) => personName.safeParse(name).success, '--name must be one line of 1 to 100 characters')
    .pipe(personName),
  roles: z
    .string('--roles is missing')
    .transform((list) => list.split(',').filter((role) => role !== ''))
    .pipe(z.array(z.enum(roles, `--roles must be of: ${roles.join(', ')}`))),
  'partner-name': z.string().trim().min(1).optional(),
  market: z
    .string()
    .regex(/^[A-Z]{2}$/, '--market must be an ISO 3166-1 code such as US')
    .optional(),
  force: z.boolean().default(false),
})

const refuse = (line: string): never => {
  console.error(`${line}\n\n${usage}`)
  process.exit(2)
}

const text = { type: 'string' } as const
let given: object = {}
try {
  const names = { partner: text, id: text, name: text, roles: text, 'partner-name': text, market: text }
  given = parseArgs({ options: { ...names, force: { type: 'boolean' } } }).values
} catch (error) {
  refuse((error as Error).message)
}
const parsed = options.safeParse(given)
if (!parsed.success) refuse(parsed.error.issues.map(({ message }) => message).join('\n'))
const { partner: partnerId, id, name, roles: wanted, 'partner-name': partnerName, market, force } = options.parse(given)

if (id === partnerId) refuse('--id is the same as --partner: that is the tenant, not a person.')

const { databaseUrl, dataDirectory, encryptionKey, oldEncryptionKeys } = readSettings()
const vault = new Vault(encryptionKey ?? keyOfPractice(), oldEncryptionKeys)
const database = await openDatabase({ url: databaseUrl, dataDirectory }).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
})
const failure = await enter(database)
await database.close()
if (failure !== undefined) refuse(failure)
console.log(`${name} (Entra object id ${id}) may now act as: ${wanted.join(', ') || 'nobody in particular'}`)
process.exit(0)

/** Where the database and its key are; nothing else of the desk's configuration matters here. */
function readSettings() {
  const { DATABASE_URL, DATA_DIR, DESK_ENCRYPTION_KEY, DESK_ENCRYPTION_KEYS_OLD } = process.env
  try {
    return readConfig({ DATABASE_URL, DATA_DIR, DESK_ENCRYPTION_KEY, DESK_ENCRYPTION_KEYS_OLD })
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return refuse(error.message)
  }
}

/** The key is never made here: entries that are written with another key than the desk's break its log. */
function keyOfPractice(): Buffer {
  if (existsSync(path.join(dataDirectory, 'practice.key'))) return practiceKey(dataDirectory)
  return refuse(`DESK_ENCRYPTION_KEY is missing, and there is no practice mode's key in ${dataDirectory}.`)
}

/** @returns what was wrong; undefined when the person is entered. */
async function enter({ rows }: Database): Promise<string | undefined> {
  const known = await rows.partner.findUnique({ where: { id: partnerId } })
  const partner = partnerName !== undefined && market !== undefined ? { name: partnerName, market } : undefined
  if (known === null && partner === undefined) {
    return 'This partner is new here: say --partner-name and --market too.'
  }
  if (!(await isKeyOfLog())) {
    return 'DESK_ENCRYPTION_KEY is not the one that the activity log is written with. If it is: npm run activity -- verify'
  }
  if (partner !== undefined) {
    await rows.partner.upsert({ where: { id: partnerId }, create: { id: partnerId, ...partner }, update: partner })
  }
  return change().then(
    () => undefined,
    (error: unknown) => {
      if (!(error instanceof LastGlobalAdmin)) throw error
      return `${name} is the last global admin of this partner: make somebody else one first, or say --force.`
    },
  )
}

async function change(): Promise<Agent> {
  const activity = activityService({ vault }, activityRepository({ database }))
  // Before the first entry of the chain, as the desk does when it starts: behind it they are not taken.
  await activity.adopt()
  return new DeskPeople(database).set({ partnerId, id, name, roles: wanted, evenTheLast: force }, (rows, changed) =>
    rememberPerson(activity, rows, { partnerId }, changed, systemClock.now()),
  )
}

/** An end of any partner's chain tells. */
async function isKeyOfLog(): Promise<boolean> {
  const end = await database.rows.activityChain.findFirst({ where: { number: { gt: 0 } } })
  return end === null || isSealed(vault, end.partnerId, end)
}
