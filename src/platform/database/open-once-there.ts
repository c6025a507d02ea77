import { setTimeout as after } from 'node:timers/promises'
import { second } from '../clock.ts'
import { isDatabaseAway } from './availability.ts'
import { type Database, type DatabaseOptions, openDatabase } from './database.ts'

const betweenTries = 2 * second

/** The database answers, and waiting does not help: what to do, in words for whoever starts the desk. */
export class DatabaseRefused extends Error {
  constructor(words: string, cause: unknown) {
    super(words, { cause })
    this.name = 'DatabaseRefused'
  }
}

/** Codes of PostgreSQL and of TLS that no waiting mends. */
const mended: Readonly<Record<string, (where: string) => string>> = {
  '28P01': (where) => `${where} refuses the password. Correct the user or the password in DATABASE_URL.`,
  '28000': (where) =>
    `${where} does not let this user in. Check the user in DATABASE_URL, and whether pg_hba.conf allows it from here (with sslmode=require, if it asks for TLS).`,
  '3D000': (where) =>
    `${where} has no database of that name. Create it (createdb), or correct the name in DATABASE_URL.`,
  '42501': (where) =>
    `${where} does not allow this user to make tables. Give the user of DATABASE_URL the right to create schemas in its database.`,
  // Of a pooler that takes no parameters with the beginning of a session: the server itself takes them.
  '08P01': (where) =>
    `${where} is a pooler that does not take how the desk begins a session. Use PgBouncer 1.21 or newer with max_prepared_statements, or the server itself, in DATABASE_URL.`,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_HAS_EXPIRED: untrusted,
  ERR_TLS_CERT_ALTNAME_INVALID: untrusted,
}

function untrusted(where: string): string {
  return `${where} shows a certificate that is not trusted. Use the host name it was made for, and name its authority with sslrootcert in DATABASE_URL.`
}

/** Not there yet, though `isDatabaseAway` is not asked for names that do not resolve for a moment or networks that come up later. */
const notYet = new Set(['EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'ECONNABORTED'])

/**
 * Opens the database as soon as it answers. While it does not, it says so once, and goes on trying: what starts a desk and its
 * database together need not know which of them is faster.
 * @throws DatabaseRefused when it answers and waiting does not help.
 */
export async function openOnceThere(
  options: DatabaseOptions,
  say: (line: string) => void = () => {},
): Promise<Database> {
  for (let tries = 1; ; tries++) {
    try {
      const database = await openDatabase(options)
      if (tries > 1) say('The database answers.')
      return database
    } catch (error) {
      if (options.url === undefined) throw error
      const where = `The PostgreSQL server at ${hostOf(options.url)}`
      if (!isNotThere(error)) throw refusal(where, error)
      if (tries === 1) say(`${where} does not answer (${codeOf(error) ?? 'no reason given'}): trying again every 2 s …`)
    }
    await after(betweenTries)
  }
}

/** Why a server's database cannot be used, in words without what is secret; `away` when waiting may help. */
export function troubleOf(url: string, error: unknown): { readonly away: boolean; readonly words: string } {
  const where = `The PostgreSQL server at ${hostOf(url)}`
  if (isNotThere(error))
    return { away: true, words: `${where} does not answer (${codeOf(error) ?? 'no reason given'}).` }
  const refused = refusal(where, error)
  return { away: false, words: refused instanceof DatabaseRefused ? refused.message : `${where} cannot be used.` }
}

function isNotThere(error: unknown): boolean {
  const code = codeOf(error) ?? ''
  return !Object.hasOwn(mended, code) && (isDatabaseAway(error) || notYet.has(code))
}

function refusal(where: string, error: unknown): unknown {
  const code = codeOf(error) ?? ''
  const words = mended[code]
  if (words !== undefined) return new DatabaseRefused(words(where), error)
  // What is wrong with a value quotes it, and it may be what somebody wrote.
  if (/^2[23]\w{3}$/.test(code)) return error
  const reasons = reasonsOf(error)
  return reasons.length === 0 ? error : new DatabaseRefused(`${where} cannot be used: ${reasons.join(': ')}.`, error)
}

/** Of the error or of what caused it. */
function codeOf(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const { code } = at as { code?: unknown }
    if (typeof code === 'string') return code
  }
  return undefined
}

function reasonsOf(error: unknown): string[] {
  const reasons: string[] = []
  for (let at = error; at instanceof Error && reasons.length < 5; at = at.cause) {
    if (at.message !== '') reasons.push(at.message.replace(/\s+/g, ' ').replace(/\.$/, ''))
  }
  return reasons
}

/** Without what is secret in the address. */
const hostOf = (url: string): string => new URL(url).host || 'the local socket'
