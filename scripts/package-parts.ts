import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import { ConfigurationError, readVariables } from '../src/platform/config.ts'

/** What is known of the manifest by name; the shipped schema judges all of it. */
const manifestSchema = z.looseObject({
  icons: z.looseObject({ color: z.string(), outline: z.string() }),
  localizationInfo: z.looseObject({
    additionalLanguages: z.array(z.looseObject({ languageTag: z.string(), file: z.string() })),
  }),
})
const textsSchema = z.record(z.string(), z.string())

export type Manifest = z.infer<typeof manifestSchema>

/** What goes into the package, by the names that it has there. */
export interface Parts {
  readonly kind: 'read'
  readonly manifest: Manifest
  /** The other languages, by file. */
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** The icons, by file. */
  readonly icons: Readonly<Record<string, Uint8Array>>
}

export interface Unreadable {
  readonly kind: 'unreadable'
  readonly complaints: readonly string[]
}

/** What stands for `{{name}}` in the manifest: variables of the configuration, and what follows from them. */
export interface PackageValues {
  readonly version: string
  readonly MicrosoftAppId: string
  readonly TAB_CLIENT_ID: string
  readonly PUBLIC_URL: string
  /** Host, and port where it has one, of PUBLIC_URL. */
  readonly domain: string
}

/** @throws ConfigurationError naming the variables that are missing or wrong */
export function valuesOf(environment: Record<string, string | undefined>, version: string): PackageValues {
  const needed = {
    MicrosoftAppId: "the app is the bot's",
    PUBLIC_URL: 'Teams opens the tab there',
  }
  const given = readVariables(environment, needed, ['MicrosoftAppType', 'TAB_CLIENT_ID'])
  const { origin, protocol, host } = new URL(given.PUBLIC_URL)
  const mistakes = [
    ...(protocol === 'https:' ? [] : ['  PUBLIC_URL must begin with https: Teams opens nothing else']),
    ...(given.MicrosoftAppType === 'UserAssignedMSI' && given.TAB_CLIENT_ID === undefined
      ? [
          '  TAB_CLIENT_ID is missing: people cannot sign in with a managed identity, so the tab has a registration of its own',
        ]
      : []),
  ]
  if (mistakes.length > 0) throw new ConfigurationError(mistakes)
  const MicrosoftAppId = given.MicrosoftAppId.toLowerCase()
  return {
    version,
    MicrosoftAppId,
    TAB_CLIENT_ID: given.TAB_CLIENT_ID ?? MicrosoftAppId,
    PUBLIC_URL: origin,
    domain: host,
  }
}

/** The folder's manifest and what it names. */
export function readParts(folder: string): Parts | Unreadable {
  const complaints: string[] = []
  const manifest = readJson(folder, 'manifest.json', manifestSchema, complaints)
  if (manifest === undefined) return { kind: 'unreadable', complaints }
  const languages = manifest.localizationInfo.additionalLanguages
  const texts = languages.flatMap(({ file }) => {
    const read = readJson(folder, file, textsSchema, complaints)
    return read === undefined ? [] : [[file, read]]
  })
  const icons = [manifest.icons.color, manifest.icons.outline].flatMap((file) => {
    const read = readBytes(folder, file, complaints)
    return read === undefined ? [] : [[file, new Uint8Array(read)]]
  })
  if (complaints.length > 0) return { kind: 'unreadable', complaints }
  return { kind: 'read', manifest, texts: Object.fromEntries(texts), icons: Object.fromEntries(icons) }
}

/** With the values in the places that are kept for them. A place without a value stays as it is, and is complained of. */
export function filled(parts: Parts, values: PackageValues): Parts {
  const manifest = JSON.parse(JSON.stringify(parts.manifest), (_key, value: unknown) =>
    typeof value === 'string' ? fill(value, values) : value,
  ) as Manifest
  return { ...parts, manifest }
}

const fill = (text: string, values: PackageValues): string =>
  text.replace(/\{\{(\w+)\}\}/g, (place, name: string) =>
    Object.hasOwn(values, name) ? values[name as keyof PackageValues] : place,
  )

/** A name that an object has twice is complained of: JSON.parse would take the last and say nothing. */
function readJson<T>(folder: string, file: string, schema: z.ZodType<T>, complaints: string[]): T | undefined {
  const bytes = readBytes(folder, file, complaints)
  if (bytes === undefined) return undefined
  // JSON is YAML, whose parser tells of names that are there twice.
  const document = parseDocument(bytes.toString('utf8'), { uniqueKeys: true, prettyErrors: true })
  const [error] = document.errors
  if (error !== undefined) return void complaints.push(`${file}: ${firstLine(error.message)}`)
  const content: unknown = document.toJS()
  const parsed = schema.safeParse(content)
  // As it was written: a parsed copy has its fields in another order.
  if (parsed.success) return content as T
  complaints.push(...parsed.error.issues.map((issue) => `${file}: ${issue.path.join('.')}: ${issue.message}`))
  return undefined
}

function readBytes(folder: string, file: string, complaints: string[]): Buffer | undefined {
  if (path.normalize(file).startsWith('..') || path.isAbsolute(file))
    return void complaints.push(`${file}: is not in the folder of the manifest`)
  const full = path.join(folder, file)
  if (!existsSync(full)) return void complaints.push(`${file}: is not there`)
  return readFileSync(full)
}

const firstLine = (text: string): string => text.replace(/:?\n[\s\S]*/, '')
