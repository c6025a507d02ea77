/** `npm run agent -- --partner <tenant> --id <object id> --name "…" --roles a,b`: enters a person, or changes their name and roles. */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { roles } from '../src/commerce/agent.ts'
import { openDatabase } from '../src/platform/database/database.ts'

const usage = `npm run agent -- --partner <tenant id> --id <Entra object id> --name "Mina Park" --roles admin-agent
  --partner-name and --market (US) are needed once, for a partner that is new here
  --roles takes a list with commas, or nothing to withdraw them all: ${roles.join(', ')}`

const options = z.object({
  partner: z.guid('--partner must be a tenant id').transform((id) => id.toLowerCase()),
  id: z.guid('--id must be an Entra object id').transform((id) => id.toLowerCase()),
  name: z.string('--name is missing').trim().min(1, '--name is empty'),
  roles: z
    .string('--roles is missing')
    .transform((list) => list.split(',').filter((role) => role !== ''))
    .pipe(z.array(z.enum(roles, `--roles must be of: ${roles.join(', ')}`))),
  'partner-name': z.string().trim().min(1).optional(),
  market: z
    .string()
    .regex(/^[A-Z]{2}$/, '--market must be an ISO 3166-1 code such as US')
    .optional(),
})

const refuse = (line: string): never => {
  console.error(`${line}\n\n${usage}`)
  process.exit(2)
}

const text = { type: 'string' } as const
let given: object = {}
try {
  const names = { partner: text, id: text, name: text, roles: text, 'partner-name': text, market: text }
  given = parseArgs({ options: names }).values
} catch (error) {
  refuse((error as Error).message)
}
const parsed = options.safeParse(given)
if (!parsed.success) refuse(parsed.error.issues.map(({ message }) => message).join('\n'))
const { partner: partnerId, id, name, roles: wanted, 'partner-name': partnerName, market } = options.parse(given)

const database = await openDatabase({ url: process.env.DATABASE_URL, dataDirectory: process.env.DATA_DIR ?? '.data' })
const known = await database.rows.partner.findUnique({ where: { id: partnerId } })
if (known === null && (partnerName === undefined || market === undefined)) {
  await database.close()
  refuse('This partner is new here: say --partner-name and --market too.')
}
await database.transaction(async (rows) => {
  if (partnerName !== undefined && market !== undefined) {
    const partner = { name: partnerName, market }
    await rows.partner.upsert({ where: { id: partnerId }, create: { id: partnerId, ...partner }, update: partner })
  }
  const person = { name, roles: wanted }
  const key = { partnerId_id: { partnerId, id } }
  await rows.agent.upsert({ where: key, create: { partnerId, id, ...person }, update: person })
})
await database.close()
console.log(`${name} (${id}) may now act as: ${wanted.join(', ') || 'nobody in particular'}`)
process.exit(0)
