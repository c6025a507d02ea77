import type { TurnContext } from 'botbuilder'
import type { Reader } from '../platform/language.ts'
import type { Log } from '../platform/log.ts'
import { chatText } from './chat.text.ts'
import type { HeardBefore } from './heard.ts'
import type { Incoming } from './incoming.ts'
import { respond, respondWithChoices, respondWithDialogWords, respondWithWords } from './invoke-response.ts'

/** Who is unknown is told so, and nothing else: what was asked is answered in its own way, the sentence is said once a day. */
export async function turnAway(
  context: TurnContext,
  incoming: Incoming,
  { language }: Reader,
  { heard, log }: { readonly heard: HeardBefore; readonly log: Log },
): Promise<void> {
  const { kind, identity, user } = incoming
  const words = chatText[language].unknownPerson
  log.info({ tenantId: identity?.partnerId, kind }, 'unknown person turned away')
  switch (kind) {
    case 'executed':
      return respondWithWords(context, words)
    case 'searched':
      return respondWithChoices(context, [])
    case 'pointed':
    case 'used':
    case 'fetched':
    case 'closed':
      return respondWithDialogWords(context, words)
    case 'consented':
    case 'asked':
      return respond(context, 501)
    case 'said':
    case 'submitted':
    case 'installed':
      if (await heard.once(incoming, 'unknown', user.id)) await context.sendActivity(words)
  }
}

/** The bot was taken out: whoever brings it in again is told again. */
export const letKnow = (incoming: Incoming, heard: HeardBefore): Promise<void> =>
  heard.forget(incoming, 'unknown', incoming.user.id)
