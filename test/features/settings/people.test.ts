import { expect, test } from 'vitest'
import { freshEntry } from '../../../src/chat/card-flow.ts'
import { FlowButtons } from '../../../src/chat/press.ts'
import { sampleAgents } from '../../../src/directory/sample-agents.ts'
import { peopleCard } from '../../../src/features/settings/people.cards.ts'
import { Reader } from '../../../src/platform/language.ts'
import { checkCard } from '../../support/card-check.ts'
import { buttonsOf, people, wordsOf } from '../../support/desk.ts'

test.each([
  ['en-US', 'Microsoft Entra admin center'],
  ['zh-CN', 'Microsoft Entra 管理中心'],
  ['ko-KR', 'Microsoft Entra 관리 센터'],
])('where roles are not kept here, the card says where they are changed: %s', (locale, where) => {
  const agent = sampleAgents.find(({ id }) => id === people.globalAndAdmin)
  if (agent === undefined) throw new Error('no such sample agent')
  const turn = { agent, reader: new Reader(locale, 'UTC'), chat: 'personal' as const, now: new Date() }
  const buttons = new FlowButtons('flow', 'people')
  const card = peopleCard({
    turn,
    people: [agent],
    names: new Map(),
    from: 0,
    granted: [],
    entry: freshEntry,
    buttons,
  })
  checkCard(card)
  expect(wordsOf(card).join('\n')).toContain(where)
  expect(buttonsOf(card)).toHaveLength(1)
})
