import { nameKey } from '../../commerce/name-key.ts'
import { type OfferedPlace, placeText, type ReservationPlace } from '../../commerce/reservation-place.ts'
import { AzurePlanMissing, PlaceWanted } from './buying.errors.ts'

/**
 * What a reservation is to apply to. Left out, all of the first Azure plan: the review names it.
 * @param typed a choice of the form; or what somebody said: `shared`, `single`, the name or the id of an Azure subscription
 * @throws AzurePlanMissing; PlaceWanted for what is none of them, or could be several
 */
export function readPlace(
  places: readonly OfferedPlace[],
  typed: string | undefined,
  customer: string,
): ReservationPlace {
  const [first] = places
  if (first === undefined) throw new AzurePlanMissing({ customer })
  const [found, other] = typed === undefined ? [first] : fitting(places, typed.trim())
  if (found === undefined || other !== undefined) throw new PlaceWanted({ typed: typed ?? '' })
  const { registration: _, ...place } = found
  return place
}

function fitting(places: readonly OfferedPlace[], typed: string): readonly OfferedPlace[] {
  const said = typed.toLowerCase()
  const chosen = places.filter((place) => placeText(place) === said)
  if (chosen.length > 0) return chosen
  if (said === 'shared' || said === 'single') return places.filter(({ scope }) => scope === said)
  return places.filter(
    ({ scope, name, subscriptionId = '' }) =>
      scope === 'single' && (subscriptionId.toLowerCase() === said || nameKey(name) === nameKey(typed)),
  )
}

const scopes: readonly RegExp[] = [
  /\b(?:(?:with|in|at|for|as) )?(?:an? |the )?(shared|single)(?:[ -]subscription)?[ -]scope\b/iu,
  /\bscope:? (shared|single)\b/iu,
  /\b(?:(?:with|in|for) )?an? ?(single)[ -]subscription\b|\b(single)[ -]subscription\b/iu,
  /(共享|单一|单个)(?:订阅)?(?:范围|作用域)|(单一|单个)订阅/u,
  /(공유|단일)(?: ?구독)? ?범위(?:로|에|에서)?|(단일) ?구독(?:으로|에)?/u,
]
const subscriptions: readonly RegExp[] = [
  /\b(?:in|on|to) (?:the )?(?:azure )?subscription ["“]?([^"”,]+?)["”]?(?=$|,|\s+(?:for|with)\s)/iu,
  /(?:在 ?|用于 ?)?(?:Azure ?)?订阅 ?[“"]([^”"]+)[”"]/u,
  /(?:Azure ?)?구독 ?["“]([^”"]+)["”](?:에|으로)?/u,
]
const isShared = (word: string): boolean => /^(?:shared|共享|공유)$/i.test(word)

/**
 * What a sentence says that a reservation is to apply to: `with shared scope`, `in subscription Production`.
 * @returns also the phrases that say it; `subscription Production, single scope` says one thing twice
 */
export function placeSaid(text: string): { readonly place?: string; readonly phrases: readonly string[] } {
  const named = subscriptions.map((pattern) => pattern.exec(text)).find((found) => found !== null)
  const scope = scopes.map((pattern) => pattern.exec(text)).find((found) => found !== null)
  const phrases = [named, scope].flatMap((found) => (found === null || found === undefined ? [] : [found[0]]))
  const [name, word] = [named, scope].map((found) => found?.slice(1).find((group) => group !== undefined))
  if (name !== undefined) return { place: name.trim(), phrases }
  return word === undefined ? { phrases } : { place: isShared(word) ? 'shared' : 'single', phrases }
}

/** Words without those of the phrases, each as often as it is in them. */
export function withoutPhrases(words: string, phrases: readonly string[]): string {
  const gone = phrases.flatMap((phrase) => phrase.split(/[\s,"“”]+/u)).map((word) => word.toLowerCase())
  return words
    .split(/\s+/u)
    .filter((word) => {
      const at = gone.indexOf(word.replace(/[,"“”]/gu, '').toLowerCase())
      if (at < 0) return true
      gone.splice(at, 1)
      return false
    })
    .join(' ')
}
