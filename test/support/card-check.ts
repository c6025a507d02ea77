import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv, type ValidateFunction } from 'ajv'
import draft06 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' }
import { expect } from 'vitest'
import { buttonsOf, elementsOf } from './desk.ts'

const schemaFile = fileURLToPath(new URL('schemas/adaptive-card-1.6.0.schema.json', import.meta.url))

type Schema = Record<string, unknown> & {
  definitions: Record<string, { required?: unknown; properties: Record<string, Record<string, unknown>> }>
}

let validate: ValidateFunction | undefined

/** Adaptive Cards' own schema, with what it gets wrong about itself and about Teams allowed. */
function schema(): ValidateFunction {
  if (validate !== undefined) return validate
  const { id, ...parsed } = JSON.parse(readFileSync(schemaFile, 'utf8')) as Schema
  // The published 1.6.0 is itself invalid: `required: true` on two properties.
  for (const [definition, property] of [
    ['Media', 'captionSources'],
    ['MediaSource', 'mimeType'],
  ] as const) {
    delete parsed.definitions[definition]?.properties[property]?.required
  }
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
  ajv.addMetaSchema(draft06)
  const compiled = ajv.compile({ ...parsed, $id: id })
  validate = compiled
  return compiled
}

/** What Teams supports and the schema does not know (documented): taken away before the schema looks. */
function withoutTeamsExtras(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutTeamsExtras).filter((item) => item !== 'drop')
  if (typeof node !== 'object' || node === null) return node
  const { msteams: _msteams, firstRowAsHeaders: _header, ...rest } = node as Record<string, unknown>
  // The schema knows neither charts nor progress bars: what stands in for one is looked at.
  if (/^(?:Chart\.|ProgressBar$)/.test(String(rest.type))) return withoutTeamsExtras(rest.fallback)
  return Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, key === 'data' ? value : withoutTeamsExtras(value)]),
  )
}

/** `USD 3,586.00` and `CSP-1001` in other words would break across lines. */
const breakable = /(?<![A-Z])[A-Z]{3} \d[\d,.]*\.\d|\p{L}.*(?<![\p{L}-])(?:CSP|SR)-\d{3}/u
const valuesOf = ({ facts = [] }: Record<string, unknown>): string[] =>
  (facts as { value: string }[]).map(({ value }) => value)

const largestCard = 80 * 1024
const mostActions = 6

const primaryButtons = (card: object) => elementsOf(card).filter(isPrimaryButton).length
const isPrimaryButton = ({ type, mode }: Record<string, unknown>) =>
  String(type).startsWith('Action.') && mode !== 'secondary'

/** Fails the test when a card breaks the schema, Teams' limits or the desk's own rules for cards. */
export function checkCard(card: object): void {
  const check = schema()
  const valid = check(withoutTeamsExtras(card))
  expect(
    valid ? [] : (check.errors ?? []).slice(0, 5).map(({ instancePath, message }) => `${instancePath} ${message}`),
  ).toEqual([])
  expect(Buffer.byteLength(JSON.stringify(card), 'utf16le')).toBeLessThan(largestCard)
  // What is in the overflow does not count (microsoft/AdaptiveCards#4715).
  expect(primaryButtons(card)).toBeLessThanOrEqual(mostActions)
  const elements = elementsOf(card)
  expect((card as { speak?: string }).speak).toBeTruthy()
  for (const element of elements) {
    if (element.type === 'Image') expect(element.altText).toBeTruthy()
    if (String(element.type).startsWith('Input.')) expect(element.label).toBeTruthy()
    if (element.type === 'Action.Execute') expect(element.fallback).toBeTruthy()
    if (element.type === 'TextBlock') expect(element.wrap).toBe(true)
    for (const words of [element.text ?? '', ...valuesOf(element)]) expect(words).not.toMatch(breakable)
  }
  // Secrets and facts are read again at the press: buttons carry ids only.
  expect(JSON.stringify(buttonsOf(card).map(({ data }) => data))).not.toMatch(/price|amount|role|USD/i)
}
