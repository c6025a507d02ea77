import type { IAdaptiveCard } from '@microsoft/teams.cards'
import { type Activity, CardFactory } from 'botbuilder'
import { unbroken } from './unbroken.ts'

/** A typed card literal; `speak` is what a toast and a screen reader say of it. */
export type Card = IAdaptiveCard & { speak: string }

/** A card as one message: alone, since Teams splits text and attachment and then gives no id to edit it by. */
export const cardActivity = (card: Card): Partial<Activity> => ({
  type: 'message',
  summary: card.speak,
  attachments: [CardFactory.adaptiveCard(unbroken(card))],
})

/** What a turn shows: the card, and what Teams is given to keep of it where that differs. */
export interface Shown {
  readonly card: Card
  readonly kept: Card
}
