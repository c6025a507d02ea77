import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { encode } from 'fast-png'
import { unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { againstSchema, complaintsOf } from '../../scripts/package-checks.ts'
import { filled, readParts, valuesOf } from '../../scripts/package-parts.ts'

const botId = '00000000-0000-4000-8000-00000000000a'
const configured = { MicrosoftAppId: botId, PUBLIC_URL: 'https://desk.example.com' }
const bytes = new TextDecoder()

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'csp-desk-package-'))
  cpSync('appPackage', path.join(folder, 'parts'), { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const part = (file: string) => path.join(folder, 'parts', file)
const outFile = () => path.join(folder, 'out/desk.zip')

async function run(environment: Record<string, string> = configured, { cwd = '.', args = [] as string[] } = {}) {
  const script = path.resolve('scripts/package.ts')
  const command = ['--disable-warning=ExperimentalWarning', script, '--out', outFile(), '--folder', part(''), ...args]
  return promisify(execFile)(process.execPath, command, {
    cwd,
    env: { PATH: process.env.PATH ?? '', ...environment },
  }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }) => ({ code, out: stdout, err: stderr }),
  )
}

/** The written package's files, texts read as JSON. */
function written() {
  const files = unzipSync(readFileSync(outFile()))
  const json = (name: string) => JSON.parse(bytes.decode(files[name]))
  return { names: Object.keys(files), manifest: json('manifest.json'), json }
}

function complaints(): readonly string[] {
  const parts = readParts(part(''))
  return parts.kind === 'unreadable' ? parts.complaints : complaintsOf(filled(parts, valuesOf(configured, '1.2.3')))
}

const rewritten = (file: string, change: (text: string) => string) =>
  writeFileSync(part(file), change(readFileSync(part(file), 'utf8')))

const withManifest = (change: (manifest: ReturnType<typeof JSON.parse>) => void) =>
  rewritten('manifest.json', (text) => {
    const manifest = JSON.parse(text)
    change(manifest)
    return JSON.stringify(manifest)
  })

const withTexts = (file: string, changes: object) =>
  rewritten(file, (text) => JSON.stringify({ ...JSON.parse(text), ...changes }))

type Colour = readonly [red: number, green: number, blue: number, alpha: number]
const draws = (file: string, side: number, colourAt: (x: number, y: number) => Colour) =>
  writeFileSync(
    part(file),
    encode({
      ...{ width: side, height: side, channels: 4 },
      data: Uint8Array.from(
        Array.from({ length: side * side }, (_, at) => [...colourAt(at % side, Math.floor(at / side))]).flat(),
      ),
    }),
  )
const ground: Colour = [79, 82, 178, 255]
const white: Colour = [255, 255, 255, 255]
const nothing: Colour = [0, 0, 0, 0]

describe('npm run package', () => {
  it('fills ids, addresses, domain and version in, and lays everything that the manifest names beside it', async () => {
    expect(await run()).toMatchObject({ code: 0, err: '' })
    const { names, manifest, json } = written()
    expect(names.sort()).toEqual(['color.png', 'ko.json', 'manifest.json', 'outline.png', 'zh.json'])
    expect(manifest).toMatchObject({
      id: botId,
      version: JSON.parse(readFileSync('package.json', 'utf8')).version,
      bots: [{ botId, supportsFiles: true, scopes: ['personal', 'team', 'groupChat'] }],
      composeExtensions: [{ botId, commands: [{ id: 'useInDesk', type: 'action', context: ['message'] }] }],
      staticTabs: [
        { entityId: 'conversations' },
        { entityId: 'desk', contentUrl: 'https://desk.example.com/tab' },
        { entityId: 'about' },
      ],
      validDomains: ['desk.example.com'],
      webApplicationInfo: { id: botId, resource: `api://desk.example.com/botid-${botId}` },
    })
    expect(JSON.stringify(manifest)).not.toContain('{{')
    expect(json('zh.json')['staticTabs[1].name']).toBe('工作台')
  })

  it('is valid by the schema that it names, and by the newest one', async () => {
    await run()
    const { manifest, json } = written()
    for (const version of ['1.22', '1.30']) {
      const of = (kind: string) => `appPackage/schemas/teams-manifest-${version}.${kind}.json`
      const named = { ...manifest, manifestVersion: version, $schema: manifest.$schema.replace('1.22', version) }
      expect(againstSchema('manifest.json', named, of('schema'))).toEqual([])
      for (const file of ['zh.json', 'ko.json'])
        expect(againstSchema(file, json(file), of('localization.schema'))).toEqual([])
    }
  })

  it('writes the same bytes again, at another time, in another time zone and from another folder', async () => {
    const packages: string[] = []
    for (const [zone, cwd] of [
      ['UTC', '.'],
      ['Pacific/Kiritimati', folder],
      ['America/St_Johns', tmpdir()],
    ] as const) {
      expect(await run({ ...configured, TZ: zone, LANG: 'ko_KR.UTF-8' }, { cwd })).toMatchObject({ code: 0 })
      packages.push(readFileSync(outFile()).toString('base64'))
    }
    expect(new Set(packages).size).toBe(1)
  })

  it('has another registration for the tab where the bot is a managed identity', async () => {
    const managed = { ...configured, MicrosoftAppType: 'UserAssignedMSI' }
    expect(await run(managed)).toMatchObject({ code: 2, err: expect.stringContaining('TAB_CLIENT_ID is missing') })
    const tab = '00000000-0000-4000-8000-0000000000ab'
    expect(await run({ ...managed, TAB_CLIENT_ID: tab })).toMatchObject({ code: 0 })
    const resource = `api://desk.example.com/botid-${botId}`
    expect(written().manifest.webApplicationInfo).toEqual({ id: tab, resource })
  })

  it.each([
    ['MicrosoftAppId is missing', { PUBLIC_URL: configured.PUBLIC_URL }],
    ['MicrosoftAppId must be the client id', { ...configured, MicrosoftAppId: 'mine' }],
    ['PUBLIC_URL is missing', { MicrosoftAppId: botId }],
    ['PUBLIC_URL must be the address', { ...configured, PUBLIC_URL: 'https://desk.example.com/teams' }],
    ['PUBLIC_URL must begin with https', { ...configured, PUBLIC_URL: 'http://desk.example.com' }],
    ['TAB_CLIENT_ID must be the client id', { ...configured, TAB_CLIENT_ID: '7' }],
  ])('says which variable to set: %s', async (words, environment) => {
    expect(await run(environment as Record<string, string>)).toMatchObject({
      code: 2,
      err: expect.stringContaining(words),
    })
    expect(() => readFileSync(outFile())).toThrow('ENOENT')
  })

  it.each<[string, string, () => void]>([
    [
      'a field that the schema does not know',
      'must NOT have additional',
      () =>
        withManifest((m) => {
          m.bots[0].colour = 'red'
        }),
    ],
    [
      'a field that is missing',
      "must have required property 'accentColor'",
      () =>
        withManifest((m) => {
          delete m.accentColor
        }),
    ],
    [
      'a version without a schema here',
      'no schema of its manifestVersion',
      () =>
        withManifest((m) => {
          m.manifestVersion = '1.99'
        }),
    ],
    [
      'a place that nothing is known for',
      'nothing is known that stands for {{tenant}}',
      () =>
        withManifest((m) => {
          m.validDomains.push('{{tenant}}')
        }),
    ],
    [
      'a name that is too long',
      '/name/short must NOT have more than 30',
      () =>
        withManifest((m) => {
          m.name.short = 'x'.repeat(31)
        }),
    ],
    [
      'a translated text that is too long',
      'zh.json: /description.short must NOT have more than 80',
      () => withTexts('zh.json', { 'description.short': '长'.repeat(81) }),
    ],
    [
      'a command that menus cut off',
      'has 33 characters',
      () => withTexts('ko.json', { 'bots[0].commandLists[1].commands[3].title': '취'.repeat(33) }),
    ],
    [
      'a text that is not translated',
      'zh.json: has no bots[0].commandLists[0].commands[9].title',
      () =>
        withManifest((m) => {
          m.bots[0].commandLists[0].commands.push({ title: 'renew', description: 'Renew links' })
        }),
    ],
    [
      'a tab that is not translated',
      'ko.json: has no staticTabs[3].name',
      () =>
        withManifest((m) => {
          m.staticTabs.push({ ...m.staticTabs[1], entityId: 'more' })
        }),
    ],
    [
      'a translation of nothing',
      'ko.json: staticTabs[4].name stands for nothing',
      () => withTexts('ko.json', { 'staticTabs[4].name': '더' }),
    ],
    [
      'a translation without words',
      'zh.json: staticTabs[1].name is empty',
      () => withTexts('zh.json', { 'staticTabs[1].name': ' ' }),
    ],
    [
      'two commands that say the same',
      'commands[1].title "帮助" is there twice',
      () => withTexts('zh.json', { 'bots[0].commandLists[0].commands[1].title': '帮助' }),
    ],
    [
      'two tabs of one name',
      'the tab desk is there twice',
      () =>
        withManifest((m) => {
          m.staticTabs[2].entityId = 'desk'
        }),
    ],
    [
      'two lists for one scope',
      'the commands of personal is there twice',
      () =>
        withManifest((m) => {
          m.bots[0].commandLists[1].scopes.push('personal')
        }),
    ],
    [
      'a language that is there twice',
      'the language zh is there twice',
      () =>
        withManifest((m) => {
          m.localizationInfo.additionalLanguages[1].languageTag = 'zh'
        }),
    ],
    [
      'a key that a file has twice',
      'ko.json: Map keys must be unique',
      () => rewritten('ko.json', (text) => text.replace('{', '{ "name.short": "CSP", ')),
    ],
    ['a file that is no JSON', 'zh.json: ', () => rewritten('zh.json', (text) => text.slice(1))],
    ['a file that is not there', 'zh.json: is not there', () => rmSync(part('zh.json'))],
    [
      'a file of somewhere else',
      'is not in the folder',
      () =>
        withManifest((m) => {
          m.icons.color = '../color.png'
        }),
    ],
    [
      'a short description that is the long one',
      'description.short and description.full are the same',
      () =>
        withManifest((m) => {
          m.description.full = m.description.short
        }),
    ],
    ['an icon that is no PNG', 'is no PNG picture', () => writeFileSync(part('color.png'), 'GIF89a')],
    ['a colour icon of another size', 'is 96 × 96 pixels', () => draws('color.png', 96, () => ground)],
    [
      'a colour icon that is transparent',
      'is transparent in places',
      () => draws('color.png', 192, (x) => (x === 96 ? nothing : ground)),
    ],
    ['a colour icon without a symbol', 'shows nothing but its background', () => draws('color.png', 192, () => ground)],
    [
      'a symbol that Teams would cut',
      'outside of the 96 × 96',
      () => draws('color.png', 192, (x, y) => (y === 100 && x > 47 && x < 145 ? white : ground)),
    ],
    ['an outline of another size', 'is 192 × 192 pixels', () => draws('outline.png', 192, () => white)],
    [
      'an outline in colour',
      'is not white alone',
      () => draws('outline.png', 32, (x, y) => (x === y ? ground : nothing)),
    ],
    ['an outline on a background', 'has no transparent background', () => draws('outline.png', 32, () => white)],
    ['an outline of nothing', 'outline.png: shows nothing', () => draws('outline.png', 32, () => nothing)],
    [
      'an outline with a border',
      'border of nothing',
      () => draws('outline.png', 32, (x, y) => (Math.min(x, y) > 3 && Math.max(x, y) < 28 ? white : nothing)),
    ],
  ])('complains of %s', (_what, words, change) => {
    expect(complaints()).toEqual([])
    change()
    expect(complaints()).toContainEqual(expect.stringContaining(words))
  })

  it('writes nothing where there is something to complain of', async () => {
    withManifest((m) => m.validDomains.push('{{tenant}}'))
    expect(await run()).toMatchObject({ code: 1, err: expect.stringContaining('The app package was not written:\n  ') })
    expect(() => readFileSync(outFile())).toThrow('ENOENT')
  })
})
