import { beforeAll, describe, expect, it } from 'vitest'
import { card, text } from '../../src/chat/card-parts.ts'
import type { Answer, Feature } from '../../src/chat/feature.ts'
import { inLanguages } from '../../src/platform/language.ts'
import { openWorld, type Person, people, type World } from '../support/desk.ts'

const words = inLanguages({
  en: { youAre: (name: string) => `You are ${name}.` },
  zh: { youAre: (name) => `您是${name}。` },
  ko: { youAre: (name) => `${name} 님입니다.` },
})
const whoAmI = (): Feature => ({
  name: 'who-am-i',
  commands: [
    {
      name: 'who-am-i',
      words: { en: ['who am i'], zh: ['我是谁'], ko: ['누구세요'] },
      offered: () => true,
      begin: ({ agent, reader }) => words[reader.language].youAre(agent.name),
    },
  ],
})

const badge = (): Feature => ({
  name: 'badge',
  commands: [
    {
      name: 'badge',
      words: { en: ['badge'], zh: ['徽章'], ko: ['배지'] },
      offered: () => true,
      begin: async ({ agent }): Promise<Answer> => card({ title: 'Badge', body: [text(agent.name)] }),
    },
  ],
})

let world: World
let mina: Person
beforeAll(async () => {
  world = await openWorld({ features: [whoAmI, badge] })
  mina = await world.person(people.admin)
})

describe('a command without a flow', () => {
  it.each([
    [people.admin, 'who am i', 'You are Mina Park.'],
    [people.chineseAdmin, '我是谁', '您是'],
    [people.koreanGlobalAdmin, '누구세요', '님입니다.'],
  ])('answers words in the language of the person: %s says %s', async (id, said, answer) => {
    const person = await world.person(id)
    await person.says(said)
    expect(person.hears()).toContain(answer)
  })

  it('answers a card that stands by itself', async () => {
    await mina.says('badge')
    expect(mina.sees()).toContain('Badge')
    expect(mina.sees()).toContain('Mina Park')
  })

  it('is offered on the home card, and answers its button with words, or with a card below', async () => {
    await mina.says('help')
    await mina.presses('Who am i')
    expect(mina.hears()).toContain('You are Mina Park.')
    await mina.says('help')
    await mina.presses('Badge')
    expect(mina.everything()).toContain('Opened in a new card below.')
    expect(mina.hears()).toBe('Badge\nMina Park')
  })
})

describe('a feature whose door is taken', () => {
  it('stops the start, and both features are named', async () => {
    const second = (): Feature => ({ name: 'second', files: () => 'thanks' })
    await expect(openWorld({ features: [second] })).rejects.toThrow('by support and by second')
  })
})
