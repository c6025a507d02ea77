import { expect, test } from 'vitest'
import { freshEntry } from '../../../src/chat/card-flow.ts'
import { FlowButtons } from '../../../src/chat/press.ts'
import { RolesKeptElsewhere } from '../../../src/commerce/ports/directory.ts'
import { DeskDirectory } from '../../../src/directory/desk.directory.ts'
import { sampleAgents, seedSampleAgents } from '../../../src/directory/sample-agents.ts'
import { peopleCard } from '../../../src/features/settings/people.cards.ts'
import { peopleService } from '../../../src/features/settings/people.service.ts'
import { Reader } from '../../../src/platform/language.ts'
import { activityOf } from '../../support/activity.ts'
import { checkCard } from '../../support/card-check.ts'
import { TestClock } from '../../support/clock.ts'
import { testDatabase } from '../../support/database.ts'
import { buttonsOf, people, wordsOf } from '../../support/desk.ts'
import { standingOn } from '../../support/ground.ts'
import { partnerA } from '../../support/sample-world.ts'

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
    keepsRoles: false,
    entry: freshEntry,
    buttons,
  })
  checkCard(card)
  expect(wordsOf(card).join('\n')).toContain(where)
  expect(buttonsOf(card)).toHaveLength(1)
})

test('where roles are not kept here, none is changed', async () => {
  const database = await testDatabase()
  await seedSampleAgents(database)
  const directory = new DeskDirectory(database)
  Object.assign(directory, { keepsRoles: false })
  const service = peopleService(standingOn({ directory, activity: activityOf(database), clock: new TestClock() }))
  const who = { partnerId: partnerA, agentId: people.globalAndAdmin }
  const change = service.setRoles(who, { id: people.sales, roles: [], seen: ['sales-agent'] })
  await expect(change).rejects.toThrow(RolesKeptElsewhere)
  expect((await directory.agent(partnerA, people.sales))?.roles).toEqual(['sales-agent'])
})
