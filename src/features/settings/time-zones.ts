import { type Language, languages } from '../../platform/language.ts'

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

/**
 * Where a client without typeahead finds most people, round the world from west to east; and what else they are called, since the
 * platform names a country's only zone after the country.
 */
const usual: Readonly<Record<string, readonly string[]>> = {
  'America/Los_Angeles': ['San Francisco', 'Seattle'],
  'America/Denver': [],
  'America/Chicago': ['Dallas'],
  'America/New_York': ['Boston', 'Washington'],
  'America/Sao_Paulo': ['圣保罗', '상파울루'],
  UTC: ['GMT'],
  'Europe/London': ['伦敦', '런던'],
  'Europe/Berlin': ['Frankfurt', 'Munich', '柏林', '베를린'],
  'Asia/Dubai': ['迪拜', '두바이'],
  'Asia/Kolkata': ['Mumbai', 'Delhi', 'Bengaluru', '孟买', '뭄바이'],
  'Asia/Singapore': [],
  'Asia/Shanghai': ['Beijing', 'Shenzhen', '上海', '北京', '深圳', '상하이', '베이징'],
  'Asia/Seoul': ['Busan', '서울', '부산', '首尔'],
  'Asia/Tokyo': ['Osaka', '东京', '도쿄'],
  'Australia/Sydney': ['Melbourne', '悉尼', '시드니'],
}

const known = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])

/** A zone's name as it is called today; undefined when there is no such zone. */
export function zoneCalled(name: string): string | undefined {
  const zone = canonical(name)
  return zone && nameToday(zone)
}

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

export const usualZones = (now: Date): ZoneChoice[] => Object.keys(usual).map((zone) => choiceOf(zone, now))

const choiceOf = (zone: string, now: Date): ZoneChoice => ({ id: nameToday(zone), title: zoneTitle(zone, now) })

/**
 * Zones by what people call them: the city of the name, and the country, the city or the time's name in any of the desk's
 * languages (`Seoul`, `韩国`, `대한민국`, `Pacific Time`), or the offset (`UTC+9`). The nearest match comes first.
 */
export function findZones(text: string, now: Date, limit: number): ZoneChoice[] {
  const wanted = plainly(text)
  if (wanted === '') return usualZones(now).slice(0, limit)
  const byOffset = /^(utc|gmt)?\s*[+-]?\d/.test(wanted)
  const namesOf = (zone: string) => (byOffset ? [plainly(offsetOf(zone, now))] : callings(zone, now))
  return usualFirst
    .map((zone) => ({ zone, rank: rankOf(wanted, namesOf(zone)) }))
    .filter(({ rank }) => rank < notAtAll)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ zone }) => choiceOf(zone, now))
}

const usualFirst = [...new Set([...Object.keys(usual).flatMap((zone) => canonical(zone) ?? []), ...known])]

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
  const names = [...new Set([...places, ...times, ...(usual[nameToday(zone)] ?? [])].map(plainly))]
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

/** Letters alone, without accents: `São Paulo`, `sao_paulo` and `SAO PAULO` are one. */
const plainly = (words: string): string =>
  words
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .normalize('NFC')
    .replace(/[_/\s.’']+|-(?!\d)/g, ' ')
    .trim()
    .toLowerCase()
