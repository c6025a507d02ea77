import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { elementsOf, openWorld, type Person, people, type World } from '../support/desk.ts'

let world: World

beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.desk.close())

/** The sentences that the newest card offers. */
const examples = (person: Person): string[] =>
  elementsOf(person.card().card).flatMap(({ text }) =>
    typeof text === 'string' && text.startsWith('- ')
      ? text.split('\n').map((line) => line.replace(/^- /, '').replaceAll('\u2060', ''))
      : [],
  )

const helped = async (id: string): Promise<Person> => {
  const person = await world.person(id)
  await person.says('help')
  return person
}

describe('the example sentences of the home card', () => {
  it.each([
    ['English', people.admin],
    ['Chinese', people.chineseAdmin],
    ['Korean', people.adminOfB],
  ])('do what they say, in %s', async (_language, id) => {
    const person = await helped(id)
    const offered = examples(person)
    expect(offered.length).toBeGreaterThan(0)
    for (const sentence of offered) {
      await person.says(sentence)
      const [order] = /CSP-\d+/.exec(sentence) ?? []
      const [customer] = /Contoso|Lucerne Publishing/.exec(sentence) ?? []
      expect(person.sees()).toContain(order ?? customer ?? '')
      expect(person.sees()).not.toMatch(/not read|did not understand|没有读|无法理解|읽지 못|이해하지 못/)
    }
  })

  it('name what the reader has, and nothing of another partner', async () => {
    expect(examples(await helped(people.admin)).join('\n')).toMatch(/Contoso[\s\S]*CSP-1002/)
    const ofB = examples(await helped(people.adminOfB))
    expect(ofB.join('\n')).toContain('Lucerne Publishing')
    expect(ofB.join('\n')).not.toMatch(/Contoso|CSP-/)
  })

  it('are of what the reader may do', async () => {
    expect(examples(await helped(people.sales)).join('\n')).not.toContain('cancel')
    expect(examples(await helped(people.nobody))).toEqual([])
  })

  it('follow the orders: what has been cancelled is no example for cancelling', async () => {
    const mina = await world.person(people.admin)
    await mina.says('cancel CSP-1002')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Submit')
    await mina.says('help')
    expect(examples(mina)).toContain('cancel CSP-1007')
  })
})
