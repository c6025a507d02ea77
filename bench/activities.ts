const tenant = '11111111-1111-4111-8111-111111111111'
const agent = 'aaaaaaaa-0000-4000-8000-000000000001'
let last = 0

/** Activities as Teams sends them, from the sample world's first agent. */
export function setting(serviceUrl: string, conversationId: string) {
  return {
    id: `b${++last}`,
    timestamp: new Date().toISOString(),
    serviceUrl,
    channelId: 'msteams',
    from: { id: '29:bench', name: 'Mina Park', aadObjectId: agent },
    recipient: { id: '28:bench', name: 'CSP Desk' },
    conversation: { id: conversationId, conversationType: 'personal', tenantId: tenant },
    channelData: { tenant: { id: tenant } },
    locale: 'en-US',
    localTimezone: 'America/Los_Angeles',
    entities: [
      { type: 'clientInfo', locale: 'en-US', country: 'US', platform: 'Web', timezone: 'America/Los_Angeles' },
    ],
  }
}

export const message = (serviceUrl: string, conversationId: string, text: string) => ({
  ...setting(serviceUrl, conversationId),
  type: 'message',
  text,
  textFormat: 'plain',
})

export const press = (serviceUrl: string, conversationId: string, replyToId: string, verb: string, data: object) => ({
  ...setting(serviceUrl, conversationId),
  type: 'invoke',
  name: 'adaptiveCard/action',
  replyToId,
  value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
})
