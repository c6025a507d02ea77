import { type ConsentPlace, fileAttachment, type Upload } from './file-consent.ts'
import type { TeamsConnector } from './teams-connector.ts'

/** What becomes of a message that offered a file: Teams leaves its card standing, so that it would be accepted again. */
export function consentAnswers(connector: TeamsConnector) {
  return { say, hand }

  /** The offer becomes these words. */
  async function say({ serviceUrl, conversationId, messageId }: ConsentPlace, words: string): Promise<void> {
    const message = { type: 'message', text: words, textFormat: 'plain' } as const
    if (messageId === undefined) await connector.send(serviceUrl, conversationId, message)
    else await connector.update(serviceUrl, conversationId, messageId, message)
  }

  /** The file, to be opened where it is. */
  async function hand({ serviceUrl, conversationId }: ConsentPlace, upload: Upload): Promise<void> {
    await connector.send(serviceUrl, conversationId, {
      ...{ type: 'message', summary: upload.name },
      attachments: [fileAttachment(upload)],
    })
  }
}

export type ConsentAnswers = ReturnType<typeof consentAnswers>
