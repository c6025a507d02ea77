// Builds the tab's pages into build/tab, when what they are made of has changed. Run by itself, or by scripts/run.mjs.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const pages = path.join(root, 'src/tab')
const built = path.join(root, 'build/tab')
const stamp = path.join(built, '.sources.json')

/** Whether every file that the last build read is as it was, and no other is there. */
export function isTabBuilt() {
  if (!existsSync(path.join(built, 'index.html')) || !existsSync(stamp)) return false
  const { files, digest } = JSON.parse(readFileSync(stamp, 'utf8'))
  return files.every((file) => existsSync(path.join(root, file))) && digestOf(files) === digest
}

export async function buildTab() {
  const { build } = await import('vite')
  const read = new Set()
  await build({
    configFile: path.join(pages, 'vite.config.ts'),
    logLevel: 'warn',
    plugins: [
      {
        name: 'sources',
        generateBundle() {
          for (const id of this.getModuleIds()) read.add(path.relative(root, id.split('?')[0].replace(/^\0/, '')))
        },
      },
    ],
  })
  const files = [...read].filter((file) => file.startsWith('src')).sort()
  writeFileSync(stamp, JSON.stringify({ files, digest: digestOf(files) }))
}

/** Packages by the lock file that names them, the rest by its content. */
function digestOf(files) {
  const there = readdirSync(pages, { recursive: true }).map((file) => path.join('src/tab', String(file)))
  const hash = createHash('sha256')
  for (const file of [...new Set([...files, ...there, 'package-lock.json'])].sort()) {
    if (!/\.\w+$/.test(file)) continue
    hash.update(file).update(readFileSync(path.join(root, file)))
  }
  return hash.digest('hex')
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !isTabBuilt()) await buildTab()
