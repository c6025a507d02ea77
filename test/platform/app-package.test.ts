import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import AjvDraft04 from 'ajv-draft-04'
import { describe, expect, it } from 'vitest'
import { openWorld, people } from '../support/desk.ts'

const read = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)))
const json = (path: string) => JSON.parse(read(path).toString())
const Ajv = AjvDraft04.default

const manifest = json('../../appPackage/manifest.json') as Manifest
const commands = manifest.bots[0]?.commandLists[0]?.commands ?? []
const titlesIn = (localized: Record<string, string>) =>
  commands.map((_, index) => localized[`bots[0].commandLists[0].commands[${index}].title`])

const complaintsOf = (schema: string, document: unknown): unknown => {
  const ajv = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false, allErrors: true })
  const validate = ajv.compile(json(`../support/schemas/${schema}`))
  return validate(document) ? [] : validate.errors
}

interface Manifest {
  defaultGroupCapability: object
  icons: { color: string; outline: string }
  localizationInfo: { additionalLanguages: { file: string }[] }
  bots: { scopes: string[]; commandLists: { commands: { title: string }[] }[] }[]
}

describe('the Teams app package', () => {
  it('has a manifest that Teams accepts', () => {
    expect(complaintsOf('teams-manifest-1.22.schema.json', manifest)).toEqual([])
  })

  it('can be added to a person, a group chat and a team, as the bot', () => {
    expect(manifest.bots[0]?.scopes).toEqual(['personal', 'team', 'groupChat'])
    expect(manifest.defaultGroupCapability).toEqual({ team: 'bot', groupchat: 'bot' })
  })

  it.each(['zh.json', 'ko.json'])('says everything in %s, every command with a title of its own', (file) => {
    const localized = json(`../../appPackage/${file}`) as Record<string, string>
    expect(complaintsOf('teams-manifest-1.22.localization.schema.json', localized)).toEqual([])
    const titles = titlesIn(localized)
    expect(new Set(titles).size).toBe(commands.length)
    expect(titles).not.toContain(undefined)
  })

  it('offers no command that the desk does not understand, in any language', async () => {
    const inOthers = ['zh.json', 'ko.json'].flatMap((file) => titlesIn(json(`../../appPackage/${file}`)))
    const world = await openWorld()
    try {
      const oliver = await world.person(people.globalAndAdmin)
      const home = 'Say a word or press a button.'
      for (const title of [...commands.map((command) => command.title), ...inOthers]) {
        await oliver.says(title ?? '')
        const helps = ['help', '帮助', '도움말'].includes(title ?? '')
        expect([title, oliver.hears().includes(home)]).toEqual([title, helps])
      }
    } finally {
      await world.desk.close()
    }
  })

  it('offers every command of the home card, and no more than Teams lists', async () => {
    const world = await openWorld()
    try {
      const oliver = await world.person(people.globalAndAdmin)
      const offered = oliver.mayPress().map((title) => title.toLowerCase())
      expect(commands.map(({ title }) => title)).toEqual(['help', ...offered])
      expect(commands.length).toBeLessThanOrEqual(12)
    } finally {
      await world.desk.close()
    }
  })

  it('has icons of the sizes that Teams asks for', () => {
    const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)]
    expect(sizeOf(read(`../../appPackage/${manifest.icons.color}`))).toEqual([192, 192])
    expect(sizeOf(read(`../../appPackage/${manifest.icons.outline}`))).toEqual([32, 32])
  })
})
