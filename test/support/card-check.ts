import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv, type ValidateFunction } from 'ajv'
import draft06 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' }
import { expect } from 'vitest'
import { buttonsOf, elementsOf, rowsOf, wordsOf } from './desk.ts'
import { reservedNames } from './reserved-names.ts'

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
    if (element.type === 'TextBlock') expect(element.wrap).toBe(true)
    for (const words of [element.text ?? '', ...valuesOf(element)]) expect(words).not.toMatch(breakable)
  }
  expect(wordsOf(card).filter(inNestedBrackets)).toEqual([])
  checkData(card)
  for (const action of actionsOf(card))
    if (action.type === 'Action.Execute' && action !== refreshOf(card)) expect(action.fallback).toBeTruthy()
  for (const element of elements)
    if (isTypeahead(element)) expect(unlikeTyped(element as unknown as Typeahead)).toEqual([])
  // Secrets and facts are read again at the press: buttons carry ids only.
  expect(JSON.stringify(actionsOf(card).map(({ data }) => data))).not.toMatch(/price|amount|role|USD/i)
}

/** Chinese and Korean words with brackets in brackets. */
const inNestedBrackets = (words: string): boolean =>
  /[\p{Script=Han}\p{Script=Hangul}]/u.test(words) && /[(（][^()（）]*[(（]/.test(words)

/** Inputs are sent as properties of the data too: they may neither have a reserved name nor one of the data's own. */
function checkData(card: object): void {
  const inputs = elementsOf(card).flatMap(({ type, id }) => (String(type).startsWith('Input.') ? [String(id)] : []))
  const required = elementsOf(card).filter(({ isRequired }) => isRequired === true)
  expect(inputs.filter((id) => reservedNames.has(id))).toEqual([])
  for (const { type, data = {}, fallback, ...look } of actionsOf(card)) {
    if (type !== 'Action.Execute' && type !== 'Action.Submit') continue
    const names = [data, (fallback as { data?: object } | undefined)?.data ?? {}].flatMap((of) =>
      Object.keys(of as object),
    )
    const { msteams } = data as { msteams?: unknown }
    // What Teams shall do with the press: it opens a dialog.
    if (msteams !== undefined) expect({ type, msteams }).toEqual(asksForDialog)
    // Clients keep shut what takes the inputs along while a required one is empty.
    if (msteams !== undefined && look.associatedInputs !== 'none') expect(required).toEqual([])
    const own = names.filter((name) => name !== 'msteams' || msteams === undefined)
    expect(own.filter((name) => reservedNames.has(name))).toEqual([])
    if (look.associatedInputs !== 'none') expect(names.filter((name) => inputs.includes(name))).toEqual([])
  }
}

const asksForDialog = { type: 'Action.Submit', msteams: { type: 'task/fetch' } }

/** Those of `refresh` too. */
function actionsOf(card: object): Record<string, unknown>[] {
  const refresh = refreshOf(card)
  const shown = [...buttonsOf(card), ...rowsOf(card)] as unknown as Record<string, unknown>[]
  return [...shown, ...(refresh === undefined ? [] : [refresh])]
}

const refreshOf = (card: object): Record<string, unknown> | undefined =>
  (card as { refresh?: { action?: Record<string, unknown> } }).refresh?.action

interface Typeahead {
  readonly id: string
  readonly choices: readonly { readonly title: string; readonly value: string }[]
}

const isTypeahead = (element: Record<string, unknown>): boolean =>
  element.type === 'Input.ChoiceSet' && (element.style === 'filtered' || element['choices.data'] !== undefined)

/**
 * Some clients print the value of what is chosen in a typeahead field, and people type into it: a value is what somebody would
 * type, so it stands in its choice's title, and no two choices have one.
 */
export function unlikeTyped({ id, choices }: Typeahead): string[] {
  const values = choices.map((choice) => choice.value)
  const isTold = ({ title, value }: { title: string; value: string }) => inWords(title).includes(inWords(value))
  return [
    ...choices
      .filter((choice) => !isTold(choice) || (isCode(choice.value) && choice.title !== choice.value))
      .map((choice) => choice.value),
    ...values.filter((it, index) => values.indexOf(it) !== index),
  ].map((it) => `${id}: ${it}`)
}

/** `America/New_York` is typed as it is listed, `America/New York`. */
const inWords = (text: string): string => text.toLowerCase().replaceAll('_', ' ')

const guid = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/i
const isCode = (value: string): boolean => guid.test(value) || /@thread|@unq/.test(value)
