import type { Activity } from 'botbuilder'
import { isDatabaseAway } from '../platform/database/availability.ts'
import { DomainError } from '../platform/errors.ts'
import { Reader } from '../platform/language.ts'
import type { Log } from '../platform/log.ts'
import { chatText } from './chat.text.ts'
import { refusalText } from './error-reply.ts'
import { localeOf } from './identity.ts'

/** What is said when a turn was refused, or went wrong: an accident is logged, and its reason is not told. */
export function apologyFor(activity: Activity, error: unknown, log: Log): string {
  const { locale, timeZone } = localeOf(activity)
  const reader = new Reader(locale, timeZone)
  const words = chatText[reader.language]
  if (error instanceof DomainError) return refusalText(reader, error)
  const away = isDatabaseAway(error)
  log.error(
    { err: error, type: known(activity.type), name: known(activity.name) },
    away ? 'database away' : 'turn failed',
  )
  if (!away) return words.failed
  // A press may have been carried out before the database went away; the same card never does it twice.
  return isPress(activity) ? words.notSure : words.notNow
}

// Both come from outside and may be any words.
const known = (name: unknown): string | undefined => knownNames.find((one) => one === name)
const knownNames = [
  ...['message', 'invoke', 'conversationUpdate', 'installationUpdate', 'messageReaction', 'event', 'typing'],
  ...['adaptiveCard/action', 'application/search', 'fileConsent/invoke', 'signin/tokenExchange', 'signin/verifyState'],
]

const isPress = ({ type, value }: Activity): boolean => type === 'invoke' || (value !== undefined && value !== null)
