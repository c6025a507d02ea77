import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const relativeImport = /(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g

/** The file and all files that it imports by a relative path, directly or through others. Types count as well. */
export function reachedFrom(file: string): Set<string> {
  const reached = new Set<string>([path.resolve(file)])
  for (const at of reached) {
    if (!/\.[cm]?[jt]s$/.test(at)) continue
    for (const imported of importsOf(at)) reached.add(imported)
  }
  return reached
}

const known = new Map<string, string[]>()

function importsOf(file: string): string[] {
  const found = known.get(file)
  if (found !== undefined) return found
  const text = readFileSync(file, 'utf8')
  const imports = [...text.matchAll(relativeImport)]
    .map(([, name]) => path.resolve(path.dirname(file), name ?? ''))
    // Comments in generated code show imports, too.
    .filter((imported) => existsSync(imported))
  known.set(file, imports)
  return imports
}
