import type { Manifest } from './package-parts.ts'

/** Names of fields whose text people read, by the array or object that they stand in, as Teams' localization files name them. */
const readByPeople: readonly RegExp[] = [
  /^(?:name|description)\.(?:short|full)$/,
  /^staticTabs\[\d+\]\.name$/,
  /^bots\[\d+\]\.commandLists\[\d+\]\.commands\[\d+\]\.(?:title|description)$/,
  /^composeExtensions\[\d+\]\.commands\[\d+\]\.(?:title|description)$/,
  /^composeExtensions\[\d+\]\.commands\[\d+\]\.parameters\[\d+\]\.(?:title|description|value)$/,
  /^composeExtensions\[\d+\]\.commands\[\d+\]\.parameters\[\d+\]\.choices\[\d+\]\.title$/,
  /^composeExtensions\[\d+\]\.commands\[\d+\]\.taskInfo\.title$/,
  /^activities\.activityTypes\[\d+\]\.(?:description|templateText)$/,
]

/** The manifest's texts by the keys that Teams' localization files have for them: `bots[0].commandLists[0].commands[2].title`. */
export const localizableTexts = (manifest: Manifest): [string, string][] =>
  textsIn(manifest, '').filter(([key]) => readByPeople.some((pattern) => pattern.test(key)))

function textsIn(value: unknown, key: string): [string, string][] {
  if (typeof value === 'string') return [[key, value]]
  if (Array.isArray(value)) return value.flatMap((part, at) => textsIn(part, `${key}[${at}]`))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => textsIn(part, key === '' ? name : `${key}.${name}`))
}
