import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { deskFlags } from '../../scripts/node-flags.mjs'
import { variables } from '../../src/platform/config-variables.ts'

const read = (file: string): string => readFileSync(file, 'utf8')
const { dependencies, scripts } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
const dockerfile = read('Dockerfile')
const compose = parse(read('compose.yaml'))
const bicep = read('deploy/main.bicep')
const guide = read('docs/deploy.md')
const secretNames = /PASSWORD|Password|KEY|SECRET|TOKEN/

/** What runs in the image: the desk, and the commands of an operator. */
const entries = [
  'src/main.ts',
  ...['doctor', 'agent', 'activity', 'notices', 'keys', 'partner-center'].map((name) => `scripts/${name}.ts`),
]

/** Imports that Node runs: those of types alone are gone before. A clause with a `type` in it still loads its module. */
const importsIn = (text: string): string[] =>
  [
    ...text.matchAll(
      /^(?:import|export)\s(?!type\b)(?:[^'"]*?\bfrom\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|\.resolve\(\s*['"]([^'"./][^'"]*)['"]/gm,
    ),
  ].map(([, one, two, three]) => one ?? two ?? three ?? '')

const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')

/** The files of the desk that are loaded, and the packages that they load. What an image does not have is left out: `test`. */
function loadedFrom(files: readonly string[]): { files: Set<string>; packages: Map<string, string> } {
  const seen = new Set(files.map((file) => path.resolve(file)))
  const packages = new Map<string, string>()
  for (const file of seen) {
    for (const name of importsIn(read(file))) {
      const target = path.resolve(path.dirname(file), name)
      if (!name.startsWith('.')) packages.set(packageOf(name), path.relative('.', file))
      else if (existsSync(target) && /\.[cm]?[jt]s$/.test(target) && !path.relative('.', target).startsWith('test'))
        seen.add(target)
    }
  }
  return { files: seen, packages }
}

describe('what runs in the image', () => {
  it('needs no package that it is only built or tested with', () => {
    const { files, packages } = loadedFrom(entries)
    expect(files.size).toBeGreaterThan(400)
    const known = new Set([...Object.keys(dependencies ?? {}), ...builtinModules])
    const missing = [...packages].filter(([name]) => !name.startsWith('node:') && !known.has(name))
    expect(missing).toEqual([])
  })

  it('needs nothing of the tests, but for the stand-in that is loaded when it is asked for', () => {
    const { files } = loadedFrom(entries)
    const reaching = [...files].filter((file) => importsIn(read(file)).some((name) => name.includes('../test/')))
    expect(reaching.map((file) => path.basename(file))).toEqual(['partner-center-fake.ts'])
    expect(read('scripts/partner-center.ts')).not.toMatch(/^import .*partner-center-fake/m)
  })
})

describe('the image', () => {
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap(([, parts = '']) =>
    parts.split(' ').slice(0, -1),
  )
  const ignored = read('.dockerignore').split('\n')

  it('copies files that are there, and that are not kept from it', () => {
    expect(copied.length).toBeGreaterThan(5)
    for (const file of copied) {
      expect([file, existsSync(file)]).toEqual([file, true])
      expect(ignored).toContain(`!${file}`)
    }
  })

  it('is kept from everything else: keys, data and settings of this machine', () => {
    expect(ignored.filter((line) => line !== '' && !line.startsWith('#'))[0]).toBe('*')
    const let_in = ignored.flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []))
    expect(let_in.sort()).toEqual([...new Set(copied)].sort())
  })

  it('runs the desk as the launcher does, as nobody in particular, and says whether it is ready', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM'))
    expect(last).toMatch(/^USER node$/m)
    expect(last).toMatch(/^HEALTHCHECK [\s\S]*\/health\/ready/m)
    const [, command = ''] = /^CMD (\[.*\])$/m.exec(last) ?? []
    expect(JSON.parse(command)).toEqual(['node', ...deskFlags, 'src/main.ts'])
    expect(last).not.toMatch(/^(?:ARG|RUN)/m)
    for (const [, name = ''] of last.matchAll(/^ENV .*?(\w+)=/gm)) expect(name).not.toMatch(secretNames)
  })

  it('has production packages alone, of Node 24', () => {
    expect(dockerfile).toMatch(/^ARG NODE=node:24-/m)
    expect(dockerfile).toMatch(/^COPY --from=production \/desk\/node_modules node_modules$/m)
    expect(dockerfile).toMatch(/^RUN npm install .*--omit=dev/m)
  })
})

describe('compose.yaml', () => {
  it('has PostgreSQL, two replicas with nothing to write to, and a proxy that alone is reached', () => {
    const { database, desk, proxy } = compose.services
    expect(Object.keys(compose.services)).toEqual(['database', 'desk', 'proxy'])
    expect(desk).toMatchObject({ read_only: true, cap_drop: ['ALL'], deploy: { replicas: 2 } })
    expect([database.ports, desk.ports]).toEqual([undefined, undefined])
    expect(proxy.ports).toEqual(['80:80', '443:443'])
    expect(database.networks).toEqual(['inside'])
    for (const volume of proxy.volumes.filter((name: string) => name.startsWith('./')))
      expect(existsSync(volume.split(':')[0])).toBe(true)
  })

  it('has no secret in it: each stands in .env, which is not in git', () => {
    const all = Object.values(compose.services as Record<string, { environment?: Record<string, string> }>)
    const given = all.flatMap(({ environment = {} }) => Object.entries(environment))
    const secrets = given.filter(([name]) => secretNames.test(name))
    expect(secrets.length).toBeGreaterThan(3)
    for (const [name, value] of secrets)
      expect([name, value]).toEqual([name, expect.stringMatching(/^\$\{\w+:[?-][^}]*\}$/)])
    expect(read('.gitignore').split('\n')).toEqual(expect.arrayContaining(['.env', 'desk.env']))
  })

  it('sets variables that there are', () => {
    for (const name of Object.keys(compose.services.desk.environment)) expect(Object.keys(variables)).toContain(name)
  })
})

describe('the Bicep file', () => {
  it('sets variables that there are, and secrets by reference alone', () => {
    const names = [...bicep.matchAll(/\{ name: '([A-Za-z_]+)', (value|secretRef): /g)].filter(([, name = '']) =>
      /[A-Z]/.test(name),
    )
    expect(names.length).toBeGreaterThan(7)
    for (const [, name = '', how] of names) {
      expect(Object.keys(variables)).toContain(name)
      if (/KEY|DATABASE_URL|Password/.test(name)) expect([name, how]).toEqual([name, 'secretRef'])
    }
  })

  it('takes secrets as secure parameters, and gives none back', () => {
    for (const name of ['databasePassword', 'encryptionKey', 'oldEncryptionKeys'])
      expect(bicep).toMatch(new RegExp(`@secure\\(\\)\\n(?:@.*\\n)*param ${name} string`))
    const outputs = [...bicep.matchAll(/^output (\w+)/gm)].map(([, name = '']) => name)
    expect(outputs.filter((name) => /password|key|secret$/i.test(name))).toEqual([])
  })

  it('closes every bracket that it opens', () => {
    const text = bicep.replace(/^\s*\/\/.*$/gm, '').replace(/'(?:[^'\\]|\\.)*'/g, '')
    for (const [open, close] of ['{}', '[]', '()'].map((pair) => pair.split('')))
      expect(text.split(open ?? '').length).toBe(text.split(close ?? '').length)
  })
})

describe('docs/deploy.md', () => {
  it('names variables, commands and files that there are', () => {
    const inCode = [...guide.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)
    const named = inCode.filter((code) => /^(?:[A-Z]+(?:_[A-Z]+)+|MicrosoftApp\w+)$/.test(code))
    expect(named.length).toBeGreaterThan(8)
    const others = ['POSTGRES_PASSWORD', 'DESK_HOST', 'IDENTITY_ENDPOINT']
    for (const name of named) expect([...Object.keys(variables), ...others]).toContain(name)
    for (const [, name = ''] of guide.matchAll(/npm run ([\w:-]+)/g)) expect(Object.keys(scripts ?? {})).toContain(name)
    for (const [, name = ''] of guide.matchAll(/node scripts\/([\w-]+\.ts)/g))
      expect(readdirSync('scripts')).toContain(name)
  })

  it('pre-authorises the clients that the Bicep file does', () => {
    const guids = (text: string) => [...text.matchAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g)].map(([id]) => id)
    const [, clients = ''] = /var teamsClients = \[(.*?)\]/.exec(bicep) ?? []
    expect(guids(clients)).toHaveLength(2)
    for (const id of guids(clients)) expect(guids(guide)).toContain(id)
  })
})
