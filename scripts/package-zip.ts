import { type Zippable, zipSync } from 'fflate'
import type { Parts } from './package-parts.ts'

/** Zip has local times without a zone, and fflate reads them off by the machine's: this is the same everywhere. */
const beginningOfZip = () => new Date(1980, 0, 1)

/** Manifest, texts and icons, in that order, at the top of the zip file, as Teams wants them. */
export function zipped({ manifest, texts, icons }: Parts): Uint8Array {
  const files: Zippable = { 'manifest.json': json(manifest) }
  for (const [file, text] of byName(texts)) files[file] = json(text)
  for (const [file, bytes] of byName(icons)) files[file] = bytes
  return zipSync(files, { level: 9, mtime: beginningOfZip() })
}

const json = (value: unknown): Uint8Array => new TextEncoder().encode(`${JSON.stringify(value, undefined, 2)}\n`)

const byName = <T>(all: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1))
