import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { wordsText } from '../../src/chat/words.text.ts'
import { type Action, actions, may } from '../../src/commerce/access.ts'
import { roles } from '../../src/commerce/agent.ts'

const read = (file: string): string => readFileSync(file, 'utf8')
const below = (folder: string, ending: RegExp): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name) && !name.includes('generated'))
    .map((name) => path.join(folder, name))

const documents = [...readdirSync('.').filter((name) => name.endsWith('.md')), ...below('docs', /\.md$/)]
const index = read('docs/README.md')
const walkthrough = read('docs/walkthrough.diff')

/** Text without what stands in blocks of code. */
const prose = (file: string): string => read(file).replace(/^\s*```[\s\S]*?^\s*```/gm, '')

const anchorsOf = (file: string): string[] =>
  [...prose(file).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )

const linksOf = (file: string): string[] =>
  [...prose(file).matchAll(/\]\(([^()\s]+)\)/g)].map(([, link = '']) => link).filter((link) => !/^[a-z]+:/.test(link))

describe('the documents', () => {
  it.each(documents)('%s links to what is there', (file) => {
    const lost = linksOf(file).filter((link) => {
      const [name, anchor] = link.split('#')
      const target = name ? path.join(path.dirname(file), name) : file
      return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).includes(anchor))
    })
    expect(lost).toEqual([])
  })

  it.each(documents)('%s names files that are there', (file) => {
    // A file is named from the root, or from src or test, or by its name alone.
    const names = new Set(
      [...read(file).matchAll(/[\w.*<>/-]+\.(?:ts|mjs|cjs|prisma|diff|html|css)\b/g)].map(([name]) => name),
    )
    const all = [
      ...below('src', /./),
      ...below('test', /./),
      ...below('scripts', /./),
      ...below('docs', /./),
      ...below('prisma', /./),
      ...readdirSync('.'),
    ]
    const lost = [...names].filter(
      (name) =>
        !/[*<>]/.test(name) &&
        !walkthrough.includes(`/${name}\n`) &&
        !/^(?:\.{1,2}\/)/.test(name) &&
        !all.some((known) => known === name || known.endsWith(`/${name}`)),
    )
    expect(lost).toEqual([])
  })

  it.each(documents)('%s names scripts of package.json', (file) => {
    const { scripts } = JSON.parse(read('package.json'))
    const named = [...read(file).matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })

  it('are all in the index, each decision with a line of its own', () => {
    const missing = documents.filter(
      (file) => file !== 'docs/README.md' && !index.includes(`(${path.relative('docs', file)})`),
    )
    expect(missing).toEqual([])
  })
})

it('no comment points to a document that is not in the repository', () => {
  const lost = ['src', 'test', 'scripts', 'bench', 'prisma']
    .flatMap((folder) => below(folder, /\.(?:ts|mjs|prisma|sql|css)$/))
    .filter((file) => file !== path.relative('.', import.meta.filename))
    .flatMap((file) =>
      [...read(file).matchAll(/[\w/-]+\.md\b/g)]
        .map(([name]) => name)
        .filter((name) => !existsSync(name))
        .map((name) => `${file}: ${name}`),
    )
  expect(lost).toEqual([])
})

it('the floors that are drawn are those of the law', () => {
  const law = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
    forbidden: { name: string; from: { path?: string } }[]
  }
  const rooms = (pattern = '') => pattern.replace(/^\^src\/\((.*)\)\(.*$/, '$1').split('|')
  const lawful = law.forbidden
    .filter(({ name }) => name.endsWith('-looks-up'))
    .map(({ name, from }) => `${name.replace(/\D/g, '')} ${rooms(from.path).join(', ')}`)
  const rows = [...read('docs/architecture.md').matchAll(/^\| (\d) +\| ([^|]*)\|/gm)]
    .map(([, floor, named = '']) => `${floor} ${named.replaceAll('`', '').trim()}`)
    .filter((row) => !row.startsWith(String(lawful.length)))
  expect(rows).toEqual(lawful)
})

it('the rights that are told are those that hold', () => {
  const names = wordsText.en.roles
  const told = [...read('docs/roles.md').matchAll(/^\| (?!may|-)[^|]+\|([^|]+)\|$/gm)].map(([, named = '']) =>
    named.trim().split(', ').toSorted(),
  )
  const held = (action: Action) => roles.filter((role) => may({ roles: [role] }, action)).map((role) => names[role])
  expect(told).toEqual(actions.map((action) => held(action).toSorted()))
})

it('the walk-through shows what its diff has', () => {
  const page = read('docs/walkthrough.md')
  const shown = [...page.matchAll(/^```(?:ts|diff)\n([\s\S]*?)^```/gm)].map(([, code = '']) => code.trim())
  const changes = walkthrough
    .split(/^(?=diff --git )/m)
    .map((change) =>
      change.includes('new file mode')
        ? [...change.matchAll(/^\+(?!\+\+)(.*)$/gm)].map(([, line]) => line).join('\n')
        : change.slice(change.indexOf('@@')).trim(),
    )
  expect(shown.toSorted()).toEqual(changes.toSorted())
})
