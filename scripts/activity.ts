/** `npm run activity -- verify`: whether the chain of the activity log holds, for each partner, and where it breaks. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readVariables } from '../src/platform/config.ts'
import { openDatabase } from '../src/platform/database/database.ts'
import { Vault } from '../src/platform/secrets.ts'
import { practiceKey } from '../src/practice/practice-key.ts'
import { activityVerifyingRepository } from '../src/workflow/activity/activity-verifying.repository.ts'
import { type ChainBreak, type ChainEnd, hex } from '../src/workflow/activity/chain.ts'
import { chainWalkService, type Walked } from '../src/workflow/activity/chain-walk.service.ts'

const usage = `npm run activity -- verify                            looks through every partner's chain of entries
npm run activity -- verify --partner <id>             one partner's
npm run activity -- verify --partner <id> --end <number>:<hash>
    and whether an end that was printed here before is still in it: only so is it found when all of the database
    was set back to an older copy. Keep the ends elsewhere than in the database.
It needs DESK_ENCRYPTION_KEY, as the desk has it. Exit: 0 when all hold, 1 when one breaks, 2 when told wrongly.`

const refuse = (line: string): never => {
  console.error(`${line}\n\n${usage}`)
  process.exit(2)
}

const shapes = z.object({
  command: z.literal('verify', 'Say what to do.'),
  partner: z
    .guid('--partner must be a tenant id')
    .transform((id) => id.toLowerCase())
    .optional(),
  end: z
    .string()
    .regex(/^[1-9]\d{0,17}:([\da-f]{2}){8,32}$/i, '--end must be <number>:<hash>, as it was printed')
    .transform((end) => end.split(':') as [string, string])
    .transform(([number, hash]): ChainEnd => ({ number: BigInt(number), hash: Buffer.from(hash, 'hex') }))
    .optional(),
  key: z
    .instanceof(Buffer, { error: 'Say DESK_ENCRYPTION_KEY: without the desk’s key no entry can be verified.' })
    .refine((key) => key.length === 32, 'DESK_ENCRYPTION_KEY must be 32 random bytes in base64'),
})

const dataDirectory = process.env.DATA_DIR || '.data'
const { partner, end, key } = told()

const database = await openDatabase({ url: process.env.DATABASE_URL || undefined, dataDirectory }).catch(
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error))
    process.exit(1)
  },
)
const repository = activityVerifyingRepository({ database })
const walks = chainWalkService({ vault: new Vault(key, oldKeys()) }, repository)
const partners = partner === undefined ? await repository.partners() : [partner]
if (partners.length === 0) console.log('No entries yet.')
const breaks: ChainBreak[] = []
for (const id of partners) {
  const { came, broken } = await walks.walk(id, { goesOn: progress() })
  if (broken !== undefined) breaks.push(broken)
  console.log(`${id}  ${broken === undefined ? holding(came) : breaking(broken)}`)
}
const lost = end !== undefined && partner !== undefined && !(await walks.contains(partner, end))
if (end !== undefined)
  console.log(
    lost
      ? `The end that was kept, ${end.number}, is not in the chain: the log was set back or written anew.`
      : `The end that was kept, ${end.number}, is in the chain.`,
  )
await database.close()
if (breaks.length > 0 && breaks.every(({ number, how }) => number === 1n && how === 'changed'))
  console.error(
    'Every chain breaks at its first entry: DESK_ENCRYPTION_KEY may not be the key that the desk wrote with.',
  )
process.exit(breaks.length > 0 || lost ? 1 : 0)

function told(): Omit<z.infer<typeof shapes>, 'command'> {
  const text = { type: 'string' } as const
  const options = { partner: text, end: text }
  const given = () => {
    try {
      return parseArgs({ options, allowPositionals: true })
    } catch (error) {
      return refuse((error as Error).message)
    }
  }
  const { values, positionals } = given()
  if (positionals.length !== 1) refuse('Say what to do.')
  if (values.end !== undefined && values.partner === undefined)
    refuse('--end needs --partner: each has a chain of its own')
  const parsed = shapes.safeParse({ ...values, command: positionals[0], key: deskKey() })
  if (!parsed.success) return refuse(parsed.error.issues.map(({ message }) => message).join('\n'))
  return parsed.data
}

/** Of the environment, or the practice mode's own; none is made here. */
function deskKey(): Buffer | undefined {
  const given = process.env.DESK_ENCRYPTION_KEY
  if (given) return Buffer.from(given, 'base64')
  return existsSync(path.join(dataDirectory, 'practice.key')) ? practiceKey(dataDirectory) : undefined
}

function oldKeys(): readonly Buffer[] {
  try {
    return readVariables(process.env, {}, ['DESK_ENCRYPTION_KEYS_OLD']).DESK_ENCRYPTION_KEYS_OLD ?? []
  } catch (error) {
    return refuse((error as Error).message)
  }
}

function holding({ number, hash }: Walked['came']): string {
  if (number === 0n) return 'has no entries'
  return `holds: ${number.toLocaleString('en-US')} ${number === 1n ? 'entry' : 'entries'}, end ${number}:${hex(hash)}`
}

function breaking({ number, how, at }: ChainBreak): string {
  const time = at === undefined ? '' : ` of ${at.toISOString()}`
  const why = {
    changed: 'it does not say what it said when it was written',
    missing: 'it is missing',
    foreign: 'it is not the entry that was written there',
    end: 'the end that is kept of the chain is gone, was set back, or does not name the last entry',
  }[how]
  return `BREAKS at entry ${number}${time} (${how}): ${why}`
}

/** A line for each million entries. */
function progress(): (came: bigint, of: bigint) => boolean {
  let said = 0n
  return (came, of) => {
    const millions = came / 1_000_000n
    if (millions > said) console.error(`  ${came.toLocaleString('en-US')} of ${of.toLocaleString('en-US')} …`)
    said = millions
    return true
  }
}
