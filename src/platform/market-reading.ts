import { createRequire } from 'node:module'
import { z } from 'zod'
import { languages } from './language.ts'
import { windowsZones } from './windows-zones.ts'

/** CLDR's zones for countries that have several and where one stands for them. */
const cldr = z.object({ supplemental: z.object({ primaryZones: z.record(z.string(), z.unknown()) }) })

/** Where most people live, in the other countries with several zones. */
const populous: Readonly<Record<string, string>> = {
  AU: 'Australia/Sydney',
  BR: 'America/Sao_Paulo',
  CA: 'America/Toronto',
  CD: 'Africa/Kinshasa',
  FM: 'Pacific/Pohnpei',
  GL: 'America/Nuuk',
  ID: 'Asia/Jakarta',
  KI: 'Pacific/Tarawa',
  KZ: 'Asia/Almaty',
  MN: 'Asia/Ulaanbaatar',
  MX: 'America/Mexico_City',
  PF: 'Pacific/Tahiti',
  PG: 'Pacific/Port_Moresby',
  RU: 'Europe/Moscow',
  US: 'America/New_York',
}

let primary: Readonly<Record<string, unknown>> | undefined

/**
 * How a company of a market writes, as long as it says nothing else: in the language that most people there speak, where the desk
 * speaks it, and in their time zone.
 * @param market ISO 3166-1 alpha-2
 */
export function marketReading(market: string | undefined): { readonly locale: string; readonly timeZone: string } {
  if (market === undefined || !/^[A-Z]{2}$/.test(market)) return { locale: 'en-US', timeZone: 'UTC' }
  const { language } = new Intl.Locale(`und-${market}`).maximize()
  const spoken = languages.find((known) => known === language) ?? 'en'
  return { locale: `${spoken}-${market}`, timeZone: zoneOf(market) ?? 'UTC' }
}

function zoneOf(market: string): string | undefined {
  primary ??= cldr.parse(createRequire(import.meta.url)('cldr-core/supplemental/primaryZones.json')).supplemental
    .primaryZones
  const [first] = windowsZones().filter(({ country }) => country === market)
  const zone = populous[market] ?? primary[market] ?? first?.zones[0]
  return typeof zone === 'string' ? zone : undefined
}
