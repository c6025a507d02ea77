import { createRequire } from 'node:module'
import { z } from 'zod'

/** CLDR's table of Windows' time zones: for each, and for each country in it (`001` for the world), IANA's. */
const cldr = z.object({
  supplemental: z.object({
    windowsZones: z.object({
      mapTimezones: z.array(
        z.object({ mapZone: z.object({ _other: z.string(), _territory: z.string(), _type: z.string() }) }),
      ),
    }),
  }),
})

export interface WindowsZone {
  /** `Korea Standard Time` */
  readonly windows: string
  /** ISO 3166-1 alpha-2; `001` for whoever is in none of the others. */
  readonly country: string
  /** IANA names, the likeliest first. */
  readonly zones: readonly [string, ...string[]]
}

let table: readonly WindowsZone[] | undefined

/** Read when it is first needed: most people's Teams tells IANA's names. */
export function windowsZones(): readonly WindowsZone[] {
  table ??= cldr
    .parse(createRequire(import.meta.url)('cldr-core/supplemental/windowsZones.json'))
    .supplemental.windowsZones.mapTimezones.map(({ mapZone }) => {
      const [first = '', ...others] = mapZone._type.split(' ').filter((zone) => zone !== '')
      return { windows: mapZone._other, country: mapZone._territory, zones: [first, ...others] as const }
    })
  return table
}

/**
 * A time zone as IANA calls it, told so or as Windows calls it; undefined when it is neither.
 * @param locale whose: in its country, a Windows zone may have a zone of its own.
 */
export function ianaZone(told: unknown, locale?: string): string | undefined {
  const name = typeof told === 'string' ? told.trim() : ''
  // An offset is no zone: it does not know when clocks are set.
  if (name === '' || name.length > 100 || /^[+-]/.test(name)) return undefined
  return fromIana(name) ?? windowsZone(name, regionOf(locale))
}

function fromIana(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}

/** @param region ISO 3166-1 alpha-2: in a country, a Windows zone may have a zone of its own. */
export function windowsZone(name: string, region?: string): string | undefined {
  const found = windowsZones().filter(({ windows }) => windows.toLowerCase() === name.toLowerCase())
  const [zone] =
    (found.find(({ country }) => country === region) ?? found.find(({ country }) => country === '001'))?.zones ?? []
  return zone && fromIana(zone)
}

function regionOf(locale: string | undefined): string | undefined {
  try {
    return locale === undefined ? undefined : new Intl.Locale(locale.replaceAll('_', '-')).region
  } catch {
    return undefined
  }
}
