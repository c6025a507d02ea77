import { describe, expect, it } from 'vitest'
import { card, text } from '../../src/chat/card-parts.ts'
import { button, buttonRow } from '../../src/chat/press.ts'
import { checkCard } from '../support/card-check.ts'

const withData = (data: Record<string, unknown>, more: object[] = []) =>
  card({
    title: 'A card',
    body: [text('words'), ...(more as never[]), buttonRow(button({ verb: 'x', ...data }, { title: 'Do' }))],
  })

describe('what a button carries', () => {
  it('may be anything that no renderer and not Teams keeps for itself', () => {
    expect(() => checkCard(withData({ flow: 'x', once: 'y' }))).not.toThrow()
  })
  it.each(['key', 'msteams', 'msTeams', 'toJSON', 'parse', '_propertyBag', 'constructor', 'hasOwnProperty'])(
    'is not called %s',
    (name) => {
      expect(() => checkCard(withData({ [name]: 'x' }))).toThrow()
    },
  )
  it('is not called as an input of the card is, and no input has such a name either', () => {
    const input = (id: string) => [{ type: 'Input.Text', id, label: 'Words' }]
    expect(() => checkCard(withData({ order: 'x' }, input('customer')))).not.toThrow()
    expect(() => checkCard(withData({ order: 'x' }, input('order')))).toThrow()
    expect(() => checkCard(withData({}, input('key')))).toThrow()
    expect(() => checkCard(withData({}, input('verb')))).toThrow()
  })
})

describe('what a field to type into holds', () => {
  const field = (title: string, value: string, style = 'filtered') =>
    withData({}, [{ type: 'Input.ChoiceSet', id: 'it', label: 'It', style, choices: [{ title, value }], value }])

  it.each([
    ['Contoso · contoso.com', 'contoso.com'],
    ['Everyone', 'Everyone'],
    ['America/New York (UTC-5)', 'America/New_York'],
    ['Mina Park · Admin agent', 'Mina Park'],
  ])('%s is %s', (title, value) => {
    expect(() => checkCard(field(title, value))).not.toThrow()
  })
  it.each([
    ['Contoso · contoso.com', 'c0000000-0000-4000-8000-000000000001'],
    ['Mina Park', 'aaaaaaaa-0000-4000-8000-000000000001'],
    ['As in Teams', 'asInTeams'],
    ['All', 'everyone'],
    ['Sales', '19:3f@thread.tacv2'],
    ['Windows Server', 'DG7GMGF0DVT8:0001:X'],
    ['2019, English', '2019.en.iso64'],
  ])('%s is not %s, but in a list that is only chosen from it may be', (title, value) => {
    expect(() => checkCard(field(title, value))).toThrow()
    expect(() => checkCard(field(title, value, 'compact'))).not.toThrow()
  })
})
