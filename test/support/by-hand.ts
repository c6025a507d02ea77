import { expect } from 'vitest'
import type { PartnerCenter } from '../../src/commerce/ports/partner-center.ts'
import type { Database } from '../../src/platform/database/database.ts'
import type { Person } from './desk.ts'
import { partnerCenterWith } from './partner-center.ts'

const refused = () => () => Promise.reject(new Error('the service has no such call'))

/** As the real one: it gives no keys and no links, and has no calls for them. */
export const givesNothing: (embedded: PartnerCenter) => PartnerCenter = partnerCenterWith({
  capabilities: (real) => ({ ...real.capabilities, keys: false, downloadLinks: false }),
  downloadOptions: refused,
  downloadUrl: refused,
  productKey: refused,
})

export const microsoftLink =
  'https://download.mp.microsoft.com/pr/SQL_Server_2019_Standard_X21-12345.ISO?t=e4uk89s4&e=5635566218&h=12bf676fc611'
export const freshLink =
  'https://software.download.prss.microsoft.com/dbazure/SQL_2019.iso?t=0e1d2c3b&P1=1767636764&P4=a%2bb'
export const microsoftKey = 'WX4NM-KYWYW-QJJR4-XV3QB-6VM33'
export const otherKey = 'N69G4-B89J2-4G8F4-WWYCC-J464C'

/** The desk's own address on a card. */
export const addressOn = (person: Person): string =>
  /http:\/\/[^"\s]+\/d\/[\w-]{32}/.exec(JSON.stringify(person.card().card))?.[0] ?? ''

/** Opens the card of a line on which nothing is kept, and pastes. */
export async function pastes(person: Person, order: string, fields: Record<string, string>): Promise<void> {
  await person.says(`keys ${order} for contoso.com`)
  if (person.mayPress().includes('Add a link')) await person.presses('Add a link')
  person.picks(fields)
  await person.presses(person.mayPress().find((title) => title.startsWith('Keep')) ?? '')
}

/** The page of a link as its customer sees it. */
export const visits = (address: string) => fetch(address, { redirect: 'manual' })

/** Opens the page of a link and presses its button. */
export async function downloads(address: string): Promise<Response> {
  const key = /name="key" value="([^"]+)"/.exec(await (await visits(address)).text())?.[1] ?? ''
  return fetch(address, { method: 'POST', body: new URLSearchParams({ key }), redirect: 'manual' })
}

/** All rows of all tables, whatever schema they are in, as text. */
export async function everyTable({ pool }: Database): Promise<string> {
  const { rows: tables } = await pool.query(
    `select table_schema, table_name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  )
  expect(tables.length).toBeGreaterThan(30)
  const contents: string[] = []
  for (const { table_schema, table_name } of tables) {
    const { rows } = await pool.query(`select t::text as row from "${table_schema}"."${table_name}" t`)
    contents.push(...rows.map(({ row }: { row: string }) => row))
  }
  return contents.join('\n')
}

/** A secret as it may stand somewhere: plain, escaped, encoded. */
export const waysToWrite = (secret: string): string[] => {
  const bytes = Buffer.from(secret)
  const parts = secret.startsWith('https:')
    ? [new URL(secret).pathname, new URL(secret).search.slice(1)]
    : [secret.replaceAll('-', '')]
  return [secret, ...parts, encodeURIComponent(secret), bytes.toString('hex'), bytes.toString('base64').slice(0, -4)]
}
