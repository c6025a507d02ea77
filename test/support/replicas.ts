import { randomUUID } from 'node:crypto'
import { type Person, partnerA, type World } from './desk.ts'

interface RawPress {
  /** The message that is pressed. */
  readonly message: string
  readonly verb: string
  /** The button's data with the card's inputs. */
  readonly data: object
}

/** A press delivered to one of several replicas as Teams would, whichever of them the person's stand-in belongs to. */
export async function pressOn(
  replica: Pick<World, 'desk'>,
  home: Pick<World, 'desk'>,
  { id, chat }: Pick<Person, 'id' | 'chat'>,
  { message, verb, data }: RawPress,
): Promise<{ type: string; value: object | string }> {
  const answer = await fetch(`${replica.desk.address}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'invoke',
      name: 'adaptiveCard/action',
      id: randomUUID(),
      channelId: 'msteams',
      serviceUrl: `${home.desk.address}/practice/connector/`,
      from: { id: '29:x', aadObjectId: id },
      recipient: { id: '28:bot' },
      conversation: { id: chat, conversationType: 'personal', tenantId: partnerA },
      replyToId: message,
      locale: 'en-US',
      localTimezone: 'UTC',
      value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
    }),
  })
  return (await answer.json()) as { type: string; value: object | string }
}
