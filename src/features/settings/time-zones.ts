import { nameKey } from '../../commerce/name-key.ts'
import { day, later } from '../../platform/clock.ts'
import { type Language, languages } from '../../platform/language.ts'
import { asOneLine } from '../../platform/plain-text.ts'
import { windowsZone, windowsZones } from '../../platform/windows-zones.ts'
import { zoneCallings } from './zone-names.ts'

/** A time zone as it is offered: its IANA name, and that name with what clocks show there now. */
export interface ZoneChoice {
  readonly id: string
  readonly title: string
}

/** ICU keeps the names that these had first. */
const renamed: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
}

/** Where a client without typeahead finds most people, round the world from west to east. */
const usual = [
  ...['America/Los_Angeles', 'America/Denver', 'America/Chicago', 'America/New_York', 'America/Sao_Paulo', 'UTC'],
  ...['Europe/London', 'Europe/Berlin', 'Asia/Dubai', 'Asia/Kolkata', 'Asia/Singapore', 'Asia/Shanghai', 'Asia/Seoul'],
  ...['Asia/Tokyo', 'Australia/Sydney'],
]

const known = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])

/**
 * The zone that is meant by its name, as it is called today, or by anything that only one zone is called: `Seoul`, `KST`,
 * `Korea Standard Time`, what the list says. Undefined when there is none, or several that are not one country's with one time.
 */
export function zoneCalled(typed: string, now: Date): string | undefined {
  const name = asOneLine(typed).replace(/ \(UTC.{0,7}\)$/u, '')
  const zone = /[/_]|^utc$/i.test(name) ? canonical(name.replaceAll(' ', '_')) : undefined
  if (zone !== undefined) return nameToday(zone)
  const asWindows = windowsZone(name)
  if (asWindows !== undefined) return nameToday(asWindows)
  const found = name === '' ? [] : findZones(name, now, known.size, 0)
  // Germany has two, and one time: the first of them is the one that is usual.
  const alike = found.length === 1 || new Set(found.map(({ id }) => `${countryOf(id)} ${clocksOf(id, now)}`)).size === 1
  return alike ? found[0]?.id : undefined
}

/** Its own name where none is known: then it is alone there. */
const countryOf = (zone: string): string =>
  windowsZones().find(({ country, zones }) => country !== '001' && zones.includes(zone))?.country ?? zone

/** What clocks show there, now and when they are set otherwise. */
const clocksOf = (zone: string, now: Date): string =>
  [now, later(now, 182 * day)].map((at) => offsetOf(zone, at)).join()

function canonical(name: string): string | undefined {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions()
    return known.has(timeZone) ? timeZone : undefined
  } catch {
    return undefined
  }
}

export const nameToday = (zone: string): string => renamed[zone] ?? zone

/** `Asia/Seoul (UTC+9)`: as clocks are set now. */
export function zoneTitle(zone: string, now: Date): string {
  return `${nameToday(zone).replaceAll('_', ' ')} (${offsetOf(zone, now)})`
}

const offsetOf = (timeZone: string, now: Date): string =>
  partOf('en-US', timeZone, 'shortOffset', now).replace('GMT', 'UTC').replace('UTC+0', 'UTC')

export const usualZones = (now: Date): ZoneChoice[] => usual.map((zone) => choiceOf(zone, now))

const choiceOf = (zone: string, now: Date): ZoneChoice => ({ id: nameToday(zone), title: zoneTitle(zone, now) })

/**
 * Zones by what people call them: the city of the name, and the country, the city or the time's name in any of the desk's
 * languages (`Seoul`, `韩国`, `대한민국`, `Pacific Time`), its letters (`KST`), as Windows does (`Korea Standard Time`), or the
 * offset (`UTC+9`). The nearest match comes first. @param farthest how near it has to be, see rankOf.
 */
export function findZones(text: string, now: Date, limit: number, farthest = notAtAll - 1): ZoneChoice[] {
  const wanted = nameKey(text)
  if (wanted === '') return usualZones(now).slice(0, limit)
  const offset = offsetTyped(asOneLine(text))
  const rank = (zone: string) =>
    offset === undefined ? rankOf(wanted, callings(zone, now)) : offset === minutesOf(zone, now) ? 0 : notAtAll
  return usualFirst
    .map((zone) => ({ zone, rank: rank(zone) }))
    .filter(({ rank }) => rank <= farthest)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ zone }) => choiceOf(zone, now))
}

/** Minutes: `UTC+9`, `GMT+05:30`, `+0530`, `utc -3:30`. */
function offsetTyped(text: string): number | undefined {
  const [, sign, hours = '', minutes = '0'] =
    /^(?:(?:utc|gmt)\s*)?([+-])\s*(\d{1,2})(?::?(\d{2}))?$/i.exec(text) ??
    /^(?:utc|gmt)\s*()(\d{1,2})(?::?(\d{2}))?$/i.exec(text) ??
    []
  return sign === undefined ? undefined : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

function minutesOf(zone: string, now: Date): number {
  const offset = offsetOf(zone, now)
  return offset === 'UTC' ? 0 : (offsetTyped(offset) ?? Number.NaN)
}

const usualFirst = [...new Set([...usual.flatMap((zone) => canonical(zone) ?? []), ...known])]

const notAtAll = 4

/** 0 for a whole name, then whole words of it, the beginning of a word, and what is in there somewhere. */
function rankOf(wanted: string, names: readonly string[]): number {
  const holds = (before: string, after: string) =>
    names.some((name) => `${before}${name}${after}`.includes(`${before}${wanted}${after}`))
  if (names.includes(wanted)) return 0
  if (holds(' ', ' ')) return 1
  if (holds(' ', '')) return 2
  return holds('', '') ? 3 : notAtAll
}

const called = new Map<string, readonly string[]>()

// Asking Intl for all of them takes a third of a second: once, when somebody first looks for a zone.
function callings(zone: string, now: Date): readonly string[] {
  const before = called.get(zone)
  if (before !== undefined) return before
  const places = [zone, nameToday(zone)].flatMap((name) => [name, ...name.split('/').slice(-1)])
  const times = languages.flatMap((language) => styles.map((style) => partOf(localeOf[language], zone, style, now)))
  const { names: others, letters } = zoneCallings(zone)
  const names = [...new Set([...places, ...times, ...others, ...letters].map(nameKey))]
  called.set(zone, names)
  return names
}

const styles = ['longGeneric', 'shortGeneric'] as const
const localeOf: Record<Language, string> = { en: 'en-US', zh: 'zh-CN', ko: 'ko-KR' }

const partOf = (
  locale: string,
  timeZone: string,
  timeZoneName: 'longGeneric' | 'shortGeneric' | 'shortOffset',
  at: Date,
) =>
  new Intl.DateTimeFormat(locale, { timeZone, timeZoneName })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? ''
