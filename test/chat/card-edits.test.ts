import type { Activity } from 'botbuilder'
import { expect, it } from 'vitest'
import type { Card } from '../../src/chat/card.ts'
import { CardEdits } from '../../src/chat/card-edits.ts'
import { TeamsConnector } from '../../src/chat/teams-connector.ts'
import { createLog } from '../../src/platform/log.ts'

it('an edit after a press is counted for the tenant of the chat', async () => {
  const connector = new TeamsConnector(() => Promise.reject(new Error('no token, so nothing leaves')))
  const seen: unknown[] = []
  connector.watch((...request) => {
    seen.push(request)
    return () => {}
  })
  const edits = new CardEdits(connector, createLog('silent'))
  const conversation = { id: 'a:chat', tenantId: 'tenant' }
  const activity = { serviceUrl: 'http://127.0.0.1:1/', conversation, replyToId: '1' } as Activity
  edits.later(activity, '1', { type: 'AdaptiveCard', version: '1.5', body: [], speak: '' } as Card)
  await edits.settled()
  expect(seen).toEqual([['a:chat', 'tenant']])
})
