import type { CardElement, IChoiceSetInput } from '@microsoft/teams.cards'
import type { Entry } from '../../chat/card-flow.ts'
import { mistake, subtle } from '../../chat/card-parts.ts'
import { placeWords } from '../../chat/reservation-place.text.ts'
import { type OfferedPlace, placeText } from '../../commerce/reservation-place.ts'
import type { Reader } from '../../platform/language.ts'
import { reservingText } from './reserving.text.ts'
import { readPlace } from './reserving.ts'

/** What the reservation in the fields is to apply to; nothing where there is none. */
export function placeParts(
  places: readonly OfferedPlace[],
  { read, entry, chosen }: { read: Reader; entry: Entry; chosen: string | undefined },
): CardElement[] {
  const [first] = places
  if (first === undefined) return []
  const words = reservingText[read.language]
  const value = chosenOf(places, chosen)
  const input: IChoiceSetInput = {
    type: 'Input.ChoiceSet',
    id: 'place',
    label: words.appliesTo,
    choices: places.map((place) => ({ title: placeWords(place, read), value: placeText(place) })),
    ...(value !== undefined && { value }),
  }
  return [input, ...mistake(entry, 'place'), ...registering(places, read)]
}

/** What was said and is not one of them is chosen by nobody. */
function chosenOf(places: readonly OfferedPlace[], chosen: string | undefined): string | undefined {
  try {
    return placeText(readPlace(places, chosen, ''))
  } catch {
    return undefined
  }
}

export const registeringWords = (places: readonly OfferedPlace[], { language }: Reader): string | undefined => {
  const states = places.map(({ registration }) => registration)
  if (states.includes('missing')) return reservingText[language].notRegistered
  return states.includes('under-way') ? reservingText[language].registering : undefined
}

function registering(places: readonly OfferedPlace[], read: Reader): CardElement[] {
  const words = registeringWords(places, read)
  return words === undefined ? [] : [subtle(words, { size: 'Small' })]
}
