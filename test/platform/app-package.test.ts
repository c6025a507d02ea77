import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import AjvDraft04 from 'ajv-draft-04'
import { describe, expect, it } from 'vitest'

const read = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)))
const json = (path: string) => JSON.parse(read(path).toString())
const Ajv = AjvDraft04.default

const complaintsOf = (schema: string, document: unknown): unknown => {
  const ajv = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false, allErrors: true })
  const validate = ajv.compile(json(`../support/schemas/${schema}`))
  return validate(document) ? [] : validate.errors
}

interface Manifest {
  icons: { color: string; outline: string }
  localizationInfo: { additionalLanguages: { file: string }[] }
  bots: { commandLists: { commands: { title: string }[] }[] }[]
}

describe('the Teams app package', () => {
  const manifest = json('../../appPackage/manifest.json') as Manifest

  it('has a manifest that Teams accepts', () => {
    expect(complaintsOf('teams-manifest-1.22.schema.json', manifest)).toEqual([])
  })

  it.each(['zh.json', 'ko.json'])('says everything in %s, every command with a title of its own', (file) => {
    const localized = json(`../../appPackage/${file}`) as Record<string, string>
    expect(complaintsOf('teams-manifest-1.22.localization.schema.json', localized)).toEqual([])
    const commands = manifest.bots[0]?.commandLists[0]?.commands ?? []
    const titles = commands.map((_, index) => localized[`bots[0].commandLists[0].commands[${index}].title`])
    expect(new Set(titles).size).toBe(commands.length)
    expect(titles).not.toContain(undefined)
  })

  it('has icons of the sizes that Teams asks for', () => {
    const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)]
    expect(sizeOf(read(`../../appPackage/${manifest.icons.color}`))).toEqual([192, 192])
    expect(sizeOf(read(`../../appPackage/${manifest.icons.outline}`))).toEqual([32, 32])
  })
})
