import { readdirSync, readFileSync } from 'node:fs'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import path from 'node:path'
import type { Door } from '../platform/http/door.ts'
import type { Guard } from './guard.ts'

const folder = path.join(import.meta.dirname, 'page')

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ts': 'text/javascript; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
}

/** The page's own files. Only what lies in its folder at the start is served, each under its own name. */
export function addPageAssets(door: Door, guard: Guard): void {
  const { resolve } = createRequire(import.meta.url)
  const serve = (url: string, file: string) =>
    door.get(
      url,
      guard.page((_, res) => {
        res.setHeader('Content-Type', contentTypes[path.extname(file)] ?? 'application/octet-stream')
        res.end(contentOf(file))
      }),
    )
  serve('/', path.join(folder, 'index.html'))
  serve('/practice/adaptivecards.js', resolve('adaptivecards/dist/adaptivecards.min.js'))
  // Its package exports modules alone; the file for a script element lies beside them.
  serve('/practice/chart.js', path.join(path.dirname(resolve('chart.js')), 'chart.umd.min.js'))
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (/\.(css|svg|ts|json)$/.test(name) && name !== 'tsconfig.json') {
      serve(`/practice/page/${name.replaceAll(path.sep, '/')}`, path.join(folder, name))
    }
  }
}

const contents = new Map<string, string>()

function contentOf(file: string): string {
  const known = contents.get(file)
  if (known !== undefined) return known
  const source = readFileSync(file, 'utf8')
  const content = file.endsWith('.ts') ? withoutTypes(source) : source
  contents.set(file, content)
  return content
}

/** Type stripping warns that it is experimental, once and as it is called; a first user should not see that. */
function withoutTypes(source: string): string {
  const warn = process.emitWarning
  process.emitWarning = () => {}
  try {
    return stripTypeScriptTypes(source)
  } finally {
    process.emitWarning = warn
  }
}
