/** The peer: a fixed number of sends in flight for each tenant, on the stock Connector client with its own retries. */
import { ConnectorClient, MicrosoftAppCredentials } from 'botframework-connector'

export interface Message {
  readonly conversation: string
  readonly card: object
}

/** @returns how many sends ended in an error. */
export async function sendNaively(serviceUrl: string, messages: readonly Message[], inFlight: number): Promise<number> {
  const client = new ConnectorClient(MicrosoftAppCredentials.Empty, { baseUri: serviceUrl })
  const waiting = [...messages]
  let failed = 0
  const one = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content: next.card }]
      await client.conversations.sendToConversation(next.conversation, { type: 'message', attachments }).catch(() => {
        failed++
      })
    }
  }
  await Promise.all(Array.from({ length: inFlight }, one))
  return failed
}
