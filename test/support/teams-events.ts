import { randomUUID } from 'node:crypto'
import { partnerA, people, type World } from './desk.ts'

/** A team, as Teams tells of it: its General channel has its id. */
export const team = { id: '19:team@thread.tacv2', name: 'Alpine Sales' }
export const channel = (name: string, id = name.toLowerCase()) => ({ id: `19:${id}@thread.tacv2`, name })

/** Posts an activity as Teams would, in the team's conversation unless said otherwise. @returns the answer */
export const fromTeams = (world: World, fields: Record<string, unknown>): Promise<Response> =>
  fetch(`${world.desk.address}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      id: `f:${randomUUID()}`,
      channelId: 'msteams',
      serviceUrl: `${world.desk.address}/practice/connector/`,
      from: { id: '29:oliver', aadObjectId: people.globalAndAdmin },
      recipient: { id: '28:csp-desk', name: 'CSP Desk' },
      conversation: { id: team.id, conversationType: 'channel', isGroup: true, tenantId: partnerA },
      ...fields,
    }),
  })

const told = (data: object) => ({ channelData: { tenant: { id: partnerA }, ...data } })

/** What happens to a team or channel, by whoever: most of them are nobody whom the desk knows. */
export const happens = async (
  world: World,
  eventType: string,
  data: object = {},
  more: object = {},
): Promise<number> => {
  const event = {
    type: 'conversationUpdate',
    from: { id: '29:somebody' },
    ...told({ team, eventType, ...data }),
    ...more,
  }
  return (await fromTeams(world, event)).status
}

/** The bot is brought into the team, or taken out of it. */
export const installs = async (world: World, action: string, more: object = {}): Promise<number> =>
  (await fromTeams(world, { type: 'installationUpdate', action, ...told({ team }), ...more })).status

/** Oliver says something in a channel; names are told as Teams mostly does: not at all. */
export const saysIn = async (world: World, where: { id: string }, more: object = {}): Promise<number> => {
  const conversation = { id: `${where.id};messageid=1`, conversationType: 'channel', isGroup: true, tenantId: partnerA }
  const data = told({
    team: { id: team.id },
    channel: { id: where.id },
    teamsTeamId: team.id,
    teamsChannelId: where.id,
  })
  return (await fromTeams(world, { type: 'message', text: 'hi', conversation, ...data, ...more })).status
}
