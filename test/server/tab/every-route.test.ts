import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { RouteShapes } from '../../../src/chat/routes.ts'
import { sampleAgents } from '../../../src/directory/sample-agents.ts'
import { customer, openWorld, people, type World } from '../../support/desk.ts'
import { askTab, tabOf } from '../../support/tab-person.ts'

/** Every route that there is, by the files that say what is asked. */
const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.routes.ts'))
const modules = await Promise.all(files.map((file) => import(path.resolve('src', file)) as Promise<object>))
const shapes: [name: string, asks: z.ZodType][] = modules
  .flatMap((module) => Object.entries(module).filter(([name]) => name.endsWith('Routes')))
  .flatMap(([, routes]) => Object.entries(routes as RouteShapes).map(([name, { asks }]) => [name, asks] as const))
  .map(([name, asks]) => [name, asks])

type Json = { [key: string]: unknown }

/** The least that fits a schema, about a customer and an order that are there. */
function least(schema: Json): unknown {
  if (schema.const !== undefined) return schema.const
  if (Array.isArray(schema.enum)) return schema.enum[0]
  const either = (schema.anyOf ?? schema.oneOf) as Json[] | undefined
  if (either !== undefined) return least(either[0] ?? {})
  switch (schema.type) {
    case 'object': {
      const inner = (schema.properties ?? {}) as Record<string, Json>
      return Object.fromEntries(
        ((schema.required ?? []) as string[]).map((name) => [name, known(name, inner[name] ?? {})]),
      )
    }
    case 'array':
      return Array.from({ length: Number(schema.minItems ?? 0) }, () => least((schema.items ?? {}) as Json))
    case 'number':
    case 'integer':
      return Number(schema.minimum ?? 1)
    case 'boolean':
      return true
    default:
      return schema.format === 'uuid'
        ? '00000000-0000-4000-8000-00000000abcd'
        : 'x'.repeat(Number(schema.minLength ?? 1))
  }
}

const known = (name: string, schema: Json): unknown => {
  if (name === 'customerId') return customer(1)
  if (name === 'orderId') return 'CSP-1002'
  return least(schema)
}

const asked = (asks: z.ZodType): unknown => least(z.toJSONSchema(asks, { io: 'input', unrepresentable: 'any' }) as Json)

describe('every route of the tab', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })
  afterAll(() => world.desk.close())

  it('is known here', () => {
    expect(shapes.length).toBeGreaterThan(30)
  })

  it.each(shapes)('%s is closed to who has no token', async (name, asks) => {
    expect((await askTab(world.desk.address, name, asked(asks))).status).toBe(401)
  })

  it.each(sampleAgents.map(({ id, name, roles }) => [name, roles.join(', ') || 'no role', id] as const))(
    'answers %s (%s) or says why not, whatever is asked, and never fails',
    async (_name, _roles, id) => {
      const tab = await tabOf(world, id)
      for (const [name, asks] of shapes) {
        for (const asking of [asked(asks), {}, [], 'x', { customerId: '…', orderId: {}, key: 5 }]) {
          const { status, refusal } = await tab.ask(name, asking)
          expect([name, status]).toEqual([name, expect.toBeOneOf([200, 400, 403, 422])])
          if (status !== 200) expect(refusal?.words).not.toBe('')
        }
      }
    },
    60_000,
  )

  it.each([
    ['who has no role', people.nobody],
    ['of another partner', people.adminOfB],
  ])('tells somebody %s nothing of a customer', async (_who, id) => {
    const tab = await tabOf(world, id)
    for (const [name, asks] of shapes) {
      const answer = await tab.ask(name, asked(asks))
      expect([name, JSON.stringify(answer.told ?? '')]).toEqual([name, expect.not.stringMatching(/Contoso|contoso/)])
    }
  })
})
