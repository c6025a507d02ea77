import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ValidateFunction } from 'ajv'
import AjvDraft04 from 'ajv-draft-04'
import { iconComplaints } from './package-icons.ts'
import type { Manifest, Parts } from './package-parts.ts'
import { localizableTexts } from './package-texts.ts'

const schemas = fileURLToPath(new URL('../appPackage/schemas', import.meta.url))
const Ajv = AjvDraft04.default

/** What Teams' menus show of a command; the schema allows more. */
const longestCommand = { title: 32, description: 128 }

/** Everything that speaks against the package, a line each; none when Teams takes it. */
export function complaintsOf(parts: Parts): string[] {
  const { manifest, texts, icons } = parts
  return [
    ...unfilled(manifest),
    ...againstSchema('manifest.json', manifest, schemaOf(manifest, 'schema')),
    ...Object.entries(texts).flatMap(([file, text]) => [
      ...againstSchema(file, text, schemaOf(manifest, 'localization.schema')),
      ...untranslated(file, text, manifest),
    ]),
    ...commandComplaints('manifest.json', new Map(localizableTexts(manifest))),
    ...Object.entries(texts).flatMap(([file, text]) => commandComplaints(file, new Map(Object.entries(text)))),
    ...duplicates(manifest),
    ...sameNames(manifest),
    ...iconComplaints('color', manifest.icons.color, icons[manifest.icons.color]),
    ...iconComplaints('outline', manifest.icons.outline, icons[manifest.icons.outline]),
  ]
}

/** By the shipped schema of a version, `1.22` or `1.30`. */
export function againstSchema(file: string, document: unknown, schema: string | undefined): string[] {
  if (schema === undefined) return [`${file}: there is no schema of its manifestVersion in appPackage/schemas`]
  const validate = validators.get(schema) ?? compiled(schema)
  validators.set(schema, validate)
  if (validate(document)) return []
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${file}: ${instancePath || 'the whole'} ${message} ${JSON.stringify(params)}`,
  )
}

const validators = new Map<string, ValidateFunction>()

/** The schemas are of draft 04, with expressions that are none in Unicode mode. */
const compiled = (schema: string): ValidateFunction =>
  new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false, allErrors: true }).compile(
    JSON.parse(readFileSync(schema, 'utf8')),
  )

function schemaOf({ manifestVersion }: Manifest, kind: 'schema' | 'localization.schema'): string | undefined {
  const known = ['1.22', '1.30'].find((version) => version === manifestVersion)
  return known && path.join(schemas, `teams-manifest-${known}.${kind}.json`)
}

function unfilled(manifest: Manifest): string[] {
  const places = new Set(JSON.stringify(manifest).match(/\{\{.*?\}\}/g))
  return [...places].map((place) => `manifest.json: nothing is known that stands for ${place}`)
}

/** Every text of the manifest is there in the other language, and no other text; none is empty. */
function untranslated(file: string, text: Readonly<Record<string, string>>, manifest: Manifest): string[] {
  const wanted = new Map(localizableTexts(manifest))
  const given = Object.keys(text).filter((key) => key !== '$schema')
  return [
    ...[...wanted.keys()].filter((key) => text[key] === undefined).map((key) => `${file}: has no ${key}`),
    ...given.filter((key) => !wanted.has(key)).map((key) => `${file}: ${key} stands for nothing in the manifest`),
    ...given.filter((key) => text[key]?.trim() === '').map((key) => `${file}: ${key} is empty`),
  ]
}

/** A command's title is what its press says: two of one list that say the same, and texts that menus cut off. */
function commandComplaints(file: string, texts: ReadonlyMap<string, string>): string[] {
  const complaints: string[] = []
  const seen = new Set<string>()
  for (const [key, text] of texts) {
    const [, list, part] = /^(bots\[0\]\.commandLists\[\d+\])\.commands\[\d+\]\.(title|description)$/.exec(key) ?? []
    if (part !== 'title' && part !== 'description') continue
    const length = [...text].length
    if (length > longestCommand[part])
      complaints.push(`${file}: ${key} has ${length} characters; menus show ${longestCommand[part]}`)
    const said = `${list} ${text.trim().toLowerCase()}`
    if (part === 'title' && seen.has(said)) complaints.push(`${file}: ${key} "${text}" is there twice`)
    if (part === 'title') seen.add(said)
  }
  return complaints
}

function duplicates(manifest: Manifest): string[] {
  const { staticTabs = [], composeExtensions = [], bots = [] } = manifest as Listed
  const languages = manifest.localizationInfo.additionalLanguages
  return [
    ...twice(
      'the tab',
      staticTabs.map(({ entityId }) => entityId),
    ),
    ...composeExtensions.flatMap(({ commands = [] }) =>
      twice(
        'the message command',
        commands.map(({ id }) => id),
      ),
    ),
    ...bots.flatMap(({ commandLists = [] }) =>
      twice(
        'the commands of',
        commandLists.flatMap(({ scopes }) => scopes),
      ),
    ),
    ...twice(
      'the language',
      languages.map(({ languageTag }) => languageTag),
    ),
    ...twice(
      'the file',
      ['manifest.json', ...languages.map(({ file }) => file), ...Object.values(manifest.icons)].map(String),
    ),
  ]
}

interface Listed {
  readonly staticTabs?: readonly { entityId: string }[]
  readonly composeExtensions?: readonly { commands?: readonly { id: string }[] }[]
  readonly bots?: readonly { commandLists?: readonly { scopes: readonly string[] }[] }[]
}

const twice = (what: string, all: readonly string[]): string[] =>
  [...new Set(all.filter((one, at) => all.indexOf(one) !== at))].map(
    (one) => `manifest.json: ${what} ${one} is there twice`,
  )

/** Teams' store refuses a short text that is the long one as well. */
function sameNames(manifest: Manifest): string[] {
  const { name, description } = manifest as { name?: Lengths; description?: Lengths }
  return Object.entries({ name, description })
    .filter(([, text]) => text?.full !== undefined && text.short === text.full)
    .map(([key]) => `manifest.json: ${key}.short and ${key}.full are the same`)
}

interface Lengths {
  readonly short?: string
  readonly full?: string
}
