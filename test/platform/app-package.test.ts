import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openWorld, people } from '../support/desk.ts'

const read = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)))
const json = (path: string) => JSON.parse(read(path).toString())

const manifest = json('../../appPackage/manifest.json') as Manifest
const lists = manifest.bots[0]?.commandLists ?? []
const commands = lists[0]?.commands ?? []
const titlesIn = (localized: Record<string, string>) =>
  lists.flatMap(({ commands }, list) =>
    commands.map((_, index) => localized[`bots[0].commandLists[${list}].commands[${index}].title`] ?? ''),
  )

interface Manifest {
  defaultGroupCapability: object
  bots: { scopes: string[]; commandLists: { scopes: string[]; commands: { title: string; description: string }[] }[] }[]
}

describe('the Teams app package', () => {
  it('can be added to a person, a group chat and a team, as the bot', () => {
    expect(manifest.bots[0]?.scopes).toEqual(['personal', 'team', 'groupChat'])
    expect(manifest.defaultGroupCapability).toEqual({ team: 'bot', groupchat: 'bot' })
  })

  it('lists the same commands in every scope, and says of each what it does there', () => {
    expect(lists.flatMap(({ scopes }) => scopes)).toEqual(manifest.bots[0]?.scopes)
    const [personal, shared] = lists.map(({ commands }) => commands)
    expect(shared?.map(({ title }) => title)).toEqual(personal?.map(({ title }) => title))
    expect(shared?.find(({ title }) => title === 'keys')?.description).toContain('in your own chat with me')
  })

  it('offers no command that the desk does not understand, in any language', async () => {
    const inOthers = ['zh.json', 'ko.json'].flatMap((file) => titlesIn(json(`../../appPackage/${file}`)))
    const world = await openWorld()
    try {
      const oliver = await world.person(people.globalAndAdmin)
      const home = 'Say a word or press a button.'
      for (const title of new Set([...commands.map((command) => command.title), ...inOthers])) {
        await oliver.says(title)
        const helps = ['help', '帮助', '도움말'].includes(title)
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
      const said = oliver.mayPress().filter((title) => title !== 'Open in tab')
      const offered = said.map((title) => title.toLowerCase())
      expect(commands.map(({ title }) => title)).toEqual(['help', ...offered])
      expect(commands.length).toBeLessThanOrEqual(12)
    } finally {
      await world.desk.close()
    }
  })
})
