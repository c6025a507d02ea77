import { CardFactory, INVOKE_RESPONSE_KEY, type TurnContext } from 'botbuilder'
import type { Card } from './card.ts'
import { unbroken } from './unbroken.ts'

/** HTTP 200 always, when the bot handled it: botbuilder would turn a 4xx in the body into the HTTP status. */
export function respond(context: TurnContext, status: number, body?: object): void {
  const answer = { type: 'invokeResponse', value: { status, body } }
  // Where botbuilder's sendActivity would leave it, without copying the card on the way.
  context.turnState.set(INVOKE_RESPONSE_KEY, answer)
  if (context.activity.deliveryMode === 'expectReplies') context.bufferedReplyActivities.push(answer)
}

export const respondWithCard = (context: TurnContext, card: Card): void =>
  respond(context, 200, { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: unbroken(card) })

/** A line below the card, for the person who pressed. */
export const respondWithWords = (context: TurnContext, words: string): void =>
  respond(context, 200, { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: words })

export const respondWithChoices = (context: TurnContext, results: readonly { title: string; value: string }[]): void =>
  respond(context, 200, {
    statusCode: 200,
    type: 'application/vnd.microsoft.search.searchResponse',
    value: { results },
  })

/** A dialog of Teams', with a card in it. */
export const respondWithDialog = (context: TurnContext, title: string, card: Card): void =>
  respond(context, 200, {
    task: {
      type: 'continue',
      value: { title, height: 'medium', width: 'medium', card: CardFactory.adaptiveCard(unbroken(card)) },
    },
  })

/** A dialog of Teams', with a page of the app in it. */
export const respondWithPage = (context: TurnContext, { title, url }: { title: string; url: string }): void =>
  respond(context, 200, {
    task: { type: 'continue', value: { title, height: 'large', width: 'medium', url, fallbackUrl: url } },
  })

/** What the dialog says, and with which it ends. */
export const respondWithDialogWords = (context: TurnContext, words: string): void =>
  respond(context, 200, { task: { type: 'message', value: words } })
