import type { CardAction } from './presses.ts'

type Json = Readonly<Record<string, unknown>>

/** All of a card's objects, outermost first: elements, actions, choices, the cards inside Action.ShowCard. */
export function* partsOf(card: unknown): Generator<Json> {
  if (Array.isArray(card)) {
    for (const part of card) yield* partsOf(part)
  } else if (typeof card === 'object' && card !== null) {
    yield card as Json
    for (const [name, part] of Object.entries(card)) {
      // The fallback is what other clients show instead; `data` is for the bot.
      if (name !== 'fallback' && name !== 'data') yield* partsOf(part)
    }
  }
}

/** The button with this title, as `press` wants it. */
export function actionTitled(card: unknown, title: string): CardAction | undefined {
  return partsOf(card).find((part) => String(part.type).startsWith('Action.') && part.title === title) as
    | (CardAction & Json)
    | undefined
}

/** The inputs as Teams sends them when nobody has touched them: each visible input's own value. */
export function untouchedInputs(card: unknown): Record<string, string> {
  const inputs = partsOf(card).filter((part) => String(part.type).startsWith('Input.') && part.id !== undefined)
  return Object.fromEntries(inputs.map((input) => [String(input.id), untouched(input)]))
}

const untouched = (input: Json): string =>
  String(input.value ?? (input.type === 'Input.Toggle' ? (input.valueOff ?? 'false') : ''))
