import { isDatabaseUnable } from '../platform/database/availability.ts'
import { DomainError } from '../platform/errors.ts'
import type { Reader } from '../platform/language.ts'
import type { Log } from '../platform/log.ts'
import { chatText } from './chat.text.ts'
import { refusalText } from './error-reply.ts'
import type { Incoming } from './incoming.ts'
import { isInvoke } from './incoming.ts'
import { ConnectorError } from './teams-connector.ts'

/** What is said when a turn was refused, or went wrong: an accident is logged, and its reason is not told. */
export function apologyFor(incoming: Incoming, error: unknown, reader: Reader, log: Log): string {
  const words = chatText[reader.language]
  if (error instanceof DomainError) return refusalText(reader, error)
  // The desk did its part; it is Teams that has no such chat to answer in.
  if (error instanceof ConnectorError && error.statusCode === 404) {
    log.info({ kind: incoming.kind }, 'answered in a chat that Teams does not know')
    return words.chatGone
  }
  const unable = isDatabaseUnable(error)
  log.error({ err: error, kind: incoming.kind }, unable ? 'database away' : 'turn failed')
  if (!unable) return words.failed
  // A press may have been carried out before the database went away; the same card never does it twice.
  return isPress(incoming) ? words.notSure : words.notNow
}

const isPress = (incoming: Incoming): boolean => isInvoke(incoming) || incoming.kind === 'submitted'
