import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type CardFlow, cardFlow } from '../../src/chat/card-flow.ts'
import { joinDoors } from '../../src/chat/doors.ts'
import type { Command, Feature } from '../../src/chat/feature.ts'
import { commandsLikeTheDesks } from '../support/commands.ts'

const nothing = async () => {}
const draw = async () => undefined
const press = async () => ({ words: '' })
const job = { data: z.object({}), run: nothing }
const view = () => Promise.reject(new Error('nothing is drawn here'))
const flow = (id: string, ...steps: string[]): CardFlow =>
  cardFlow({
    id,
    values: z.object({}),
    steps: steps.map((step) => ({ id: step, show: view, acts: {} })),
    problem: () => '',
  })
const command = (name: string, words: Partial<Command['words']> = {}, more: Partial<Command> = {}): Command => ({
  name,
  words: { en: [`english-${name}`], zh: [`汉语-${name}`], ko: [`한국어-${name}`], ...words },
  offered: () => true,
  begin: () => 'nothing',
  ...more,
})
const joined = (...features: (Omit<Feature, 'name'> & { name?: string })[]) => {
  const names = ['first', 'second']
  return () => joinDoors(features.map((feature, at) => ({ name: names[at] ?? '', ...feature })))
}

describe('a name that two features open', () => {
  it.each<[string, Omit<Feature, 'name'>, Omit<Feature, 'name'>?]>([
    ['flow', { flows: [flow('taken')] }],
    ['flow like the step of another', { flows: [flow('taken', 'step')] }, { flows: [flow('taken/step')] }],
    ['command', { commands: [command('taken')] }, { commands: [command('taken', { en: ['other'], zh: ['别样'] })] }],
    ['English word', { commands: [command('a', { en: ['taken'] })] }, { commands: [command('b', { en: ['taken'] })] }],
    ['Chinese word', { commands: [command('a', { zh: ['占用'] })] }, { commands: [command('b', { zh: ['占用'] })] }],
    ['Korean word', { commands: [command('a', { ko: ['점유'] })] }, { commands: [command('b', { ko: ['점유'] })] }],
    [
      'word of two languages',
      { commands: [command('a', { en: ['csv'] })] },
      { commands: [command('b', { ko: ['csv'] })] },
    ],
    [
      'word in other letters',
      { commands: [command('a', { en: ['taken word'] })] },
      { commands: [command('b', { en: ['Taken Word'] })] },
    ],
    ['press', { presses: { taken: press } }],
    ['view', { views: { taken: view } }],
    ['search', { searches: { taken: { find: async () => [] } } }],
    ['job', { jobs: { taken: job } }],
    ['round', { rounds: { taken: nothing } }],
    ['occasion', { occasions: { taken: { kind: 'links', draw } } }],
    ['door for files', { files: () => 'thanks' }],
  ])('stops the start, and both are named: a %s', (_kind, one, other = one) => {
    expect(joined(one)).not.toThrow()
    expect(joined(other)).not.toThrow()
    expect(joined(one, other)).toThrow(/first.*second/)
  })

  it('stops the start when it is their own', () => {
    expect(joined({ name: 'twin' }, { name: 'twin' })).toThrow(/feature "twin".*twin/)
  })

  it('stops the start when one feature opens it twice', () => {
    expect(joined({ flows: [flow('one', 'step', 'step')] })).toThrow(
      '"one/step" is opened twice, by first and by first',
    )
    expect(joined({ commands: [command('a', { en: ['same'] }), command('b', { en: ['same'] })] })).toThrow('"same"')
  })

  it.each(['flow', 'start'])('stops the start when it is a verb of every card: %s', (verb) => {
    expect(joined({ presses: { [verb]: press } })).toThrow(`"${verb}" is opened twice, by the chat itself and by first`)
  })
})

describe('a name that every object has, or that is none', () => {
  it.each(['constructor', 'toString', '__proto__', ''])('names no door: "%s"', (name) => {
    const doors: Omit<Feature, 'name'>[] = [
      { flows: [flow(name)] },
      { commands: [command(name, { en: ['said'] })] },
      { presses: { [name]: press } },
      { views: { [name]: view } },
      { searches: { [name]: { find: async () => [] } } },
      { jobs: { [name]: job } },
      { rounds: { [name]: nothing } },
      { occasions: { [name]: { kind: 'links', draw } } },
    ]
    for (const door of doors) expect(joined(door)).toThrow(/no .* can be named .*first/)
  })

  it('is not found among the doors', () => {
    const { presses, views } = joined({})()
    expect([presses.constructor, views.toString]).toEqual([undefined, undefined])
  })
})

describe('a word of two commands', () => {
  const pair = (one: Partial<Command>, other: Partial<Command> = {}, words: Partial<Command['words']> = {}) =>
    joined({ commands: [command('a', words, one)] }, { commands: [command('b', words, other)] })

  it.each<[string, Partial<Command['words']>]>([
    ['English', { en: ['shared'] }],
    ['Chinese', { zh: ['共用'] }],
    ['Korean', { ko: ['공용'] }],
  ])('is settled when one of them yields, or says when it is meant: in %s', (_language, words) => {
    expect(pair({}, {}, words)).toThrow(/"a" of first and "b" of second/)
    expect(pair({ yields: true }, {}, words)).not.toThrow()
    expect(pair({}, { yields: true }, words)).not.toThrow()
    expect(pair({ meant: (_word, { quantity }) => quantity !== undefined }, {}, words)).not.toThrow()
  })

  it('is settled when one of them prevails, but in English, where what is said first counts', () => {
    expect(pair({ prevails: true }, {}, { zh: ['共用'] })).not.toThrow()
    expect(pair({ prevails: true }, {}, { ko: ['공용'] })).not.toThrow()
    expect(pair({ prevails: true }, {}, { en: ['shared'] })).toThrow('"shared"')
  })

  it('is not settled when both say the same of it, or what is meant has nothing to do with it', () => {
    expect(pair({ yields: true }, { yields: true }, { en: ['shared'] })).toThrow('"shared"')
    expect(pair({ prevails: true }, { prevails: true }, { zh: ['共用'] })).toThrow('"共用"')
    expect(pair({ meant: (word) => word !== 'something else' }, {}, { en: ['shared'] })).toThrow('"shared"')
  })

  it("passes as the desk's own commands have it", () => {
    expect(joined({ commands: commandsLikeTheDesks })).not.toThrow()
  })
})

describe('a word that nobody could say', () => {
  it.each<[string, Partial<Command['words']>]>([
    ['asks for help', { en: ['help'] }],
    ['asks for help in other letters', { en: ['Menu!'] }],
    ['asks for help in Chinese', { zh: ['帮助'] }],
    ['asks for help in Korean', { ko: ['도움말'] }],
    ['greets', { en: ['hello'] }],
    ['greets in another language than its own', { en: ['你好'] }],
    ['begins like a pleasantry', { en: ['my report'] }],
    ['ends like a pleasantry', { en: ['report now'] }],
    ['is written wider than lines are read', { en: ['ｗｉｄｅ'] }],
    ['says no', { en: ["don't tell"] }],
    ['is none', { en: [''] }],
    ['is a sign', { en: ['?'] }],
  ])('stops the start: one that %s', (_what, words) => {
    expect(joined({ commands: [command('a', words)] })).toThrow(/of first's command "a" can never be said/)
  })

  it('may stand beside one that can be said, unless it asks for help', () => {
    expect(joined({ commands: [command('a', { en: ['report', 'my report'] })] })).not.toThrow()
    expect(joined({ commands: [command('a', { en: ['report', 'menu'] })] })).toThrow('"menu"')
  })
})
