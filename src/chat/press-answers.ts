import type { TurnContext } from 'botbuilder'
import { type Card, cardActivity } from './card.ts'
import type { CardEdits } from './card-edits.ts'
import type { ConsentsDoor, Copies, Outcome } from './feature.ts'
import type { Incoming } from './incoming.ts'
import { respond, respondWithCard, respondWithDialogWords, respondWithWords } from './invoke-response.ts'
import type { Presses } from './presses.ts'
import { ConnectorError } from './teams-connector.ts'
import type { Turn } from './turn.ts'

type Of<Kind extends Incoming['kind']> = Extract<Incoming, { kind: Kind }>
type Pressed = Of<'executed' | 'submitted' | 'fetched' | 'closed'>

interface Parts {
  readonly presses: Presses
  readonly edits: CardEdits
  readonly consents: ConsentsDoor | undefined
  /** Has the copies of a card edited to what holds. */
  redraw(copies: Copies): Promise<void>
}

/** What a press came to is answered where its client looks: in the answer, in its message, or in the chat. */
export function pressAnswers({ presses, edits, consents, redraw }: Parts) {
  return { executed, submitted, closed, consented }

  async function executed(context: TurnContext, incoming: Pressed, turn: Turn): Promise<void> {
    const outcome = await presses.press({ context, incoming, turn }, incoming.press)
    if ('words' in outcome) return respondWithWords(context, outcome.words)
    // A secret is on the answered card alone, and an edit would take it away again: an earlier one is waited for, none follows.
    const { card, kept } = outcome
    const messageId = editedBy(incoming)
    if (messageId !== undefined && kept !== undefined && card !== kept) await edits.done(incoming, messageId)
    respondWithCard(context, card)
    // The answer reaches the client that pressed; the edit reaches every other one.
    if (messageId !== undefined && card === kept) edits.later(incoming, messageId, kept)
  }

  async function submitted(context: TurnContext, incoming: Pressed, turn: Turn): Promise<void> {
    const outcome = await presses.press({ context, incoming, turn }, incoming.press)
    if ('words' in outcome) return void (await context.sendActivity(outcome.words))
    await show(context, incoming, turn, outcome)
  }

  /** What a press came to is seen in its message, or below where that is gone. */
  async function show(
    context: TurnContext,
    incoming: Incoming,
    turn: Turn,
    outcome: Extract<Outcome, { card: Card }>,
  ): Promise<void> {
    // A message is one for all who see it: a view that is the presser's alone is not shown where others look on.
    const kept = outcome.kept ?? (turn.chat === 'personal' ? outcome.card : undefined)
    if (kept === undefined) return
    const messageId = editedBy(incoming)
    if (messageId === undefined || !(await edited(context, messageId, kept)))
      return void (await context.sendActivity(cardActivity(kept)))
    // The copies may have been edited to something newer meanwhile, which this edit has taken away again.
    if (outcome.copyOf !== undefined) await redraw(outcome.copyOf)
  }

  /** @returns false when the message is not there any more. */
  async function edited(context: TurnContext, messageId: string, card: Card): Promise<boolean> {
    try {
      await context.updateActivity({ ...cardActivity(card), id: messageId })
      return true
    } catch (error) {
      if (error instanceof ConnectorError && error.statusCode === 404) return false
      throw error
    }
  }

  /** Teams shows nothing of the answer: what comes of it is told in the chat. */
  async function consented(context: TurnContext, incoming: Of<'consented'>, turn: Turn): Promise<void> {
    const { consent, messageId, conversation, serviceUrl } = incoming
    if (consent === undefined || consents === undefined || turn.chat === 'shared') return respond(context, 400)
    await consents(turn, consent, { serviceUrl, conversationId: conversation.id, messageId })
    respond(context, 200, {})
  }

  /** What was done in the dialog is seen in the card that it was opened from. An answer without a body closes it. */
  async function closed(context: TurnContext, incoming: Pressed, turn: Turn): Promise<void> {
    if (incoming.press === undefined) return respond(context, 200)
    const outcome = await presses.press({ context, incoming, turn }, incoming.press)
    if ('words' in outcome) return respondWithDialogWords(context, outcome.words)
    await show(context, incoming, turn, outcome)
    respond(context, 200)
  }
}

export type PressAnswers = ReturnType<typeof pressAnswers>

/** The message that an answer edits. Whoever takes the answer out of the HTTP answer is sent nothing besides it, no edit either. */
const editedBy = ({ messageId, expectsReplies }: Incoming): string | undefined =>
  expectsReplies ? undefined : messageId
