import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres-server.ts'
import { makeTemplate } from './template.ts'

/** A server of its own (or the one of `TEST_DATABASE_URL`) with one migrated database, of which every worker gets a copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL
  const prefix = `csp_desk_test_${randomUUID().slice(0, 8)}`
  const file = path.join(tmpdir(), `${prefix}.json`)
  const server = given ? { url: given, stop: () => dropDatabases(given, prefix) } : await startPostgres()
  try {
    const template = `${prefix}_template`
    await ask(server.url, `create database ${template}`)
    await makeTemplate('postgresql', file, withDatabase(server.url, template))
    const contents = JSON.parse(readFileSync(file, 'utf8'))
    project.provide('testDatabase', { kind: 'postgresql', url: server.url, template, prefix, contents })
  } catch (error) {
    await server.stop()
    throw error
  } finally {
    rmSync(file, { force: true })
  }
  return () => server.stop()
}

function withDatabase(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

async function ask(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(sql)
  } finally {
    await client.end()
  }
}

async function dropDatabases(url: string, prefix: string): Promise<void> {
  const { rows } = await ask(url, `select datname from pg_database where starts_with(datname, '${prefix}')`)
  for (const { datname } of rows) await ask(url, `drop database if exists ${datname} with (force)`)
}
