import { day, later } from './clock.ts'

/** The time zone in which a customer is told times: all that is known of where they are is their market. */
export interface MarketZone {
  /** IANA. */
  readonly zone: string
  /** `several`: the market has zones of other times too. `unknown`: nothing is known of it, so it is UTC. */
  readonly certainty: 'only' | 'several' | 'unknown'
}

/**
 * In markets whose clocks differ, the zone that is named: that of the capital, or where the capital's clocks are few people's,
 * of the largest city.
 */
const named: Readonly<Record<string, string>> = {
  AQ: 'Antarctica/McMurdo',
  AU: 'Australia/Sydney',
  BR: 'America/Sao_Paulo',
  CA: 'America/Toronto',
  CD: 'Africa/Kinshasa',
  CL: 'America/Santiago',
  CN: 'Asia/Shanghai',
  EC: 'America/Guayaquil',
  ES: 'Europe/Madrid',
  FM: 'Pacific/Ponape',
  GL: 'America/Nuuk',
  ID: 'Asia/Jakarta',
  KI: 'Pacific/Tarawa',
  MN: 'Asia/Ulaanbaatar',
  MX: 'America/Mexico_City',
  NZ: 'Pacific/Auckland',
  PF: 'Pacific/Tahiti',
  PG: 'Pacific/Port_Moresby',
  PT: 'Europe/Lisbon',
  RU: 'Europe/Moscow',
  UA: 'Europe/Kyiv',
  UM: 'Pacific/Wake',
  US: 'America/New_York',
}

/** China keeps Beijing's time everywhere by law, whatever clocks in Ürümqi show. */
const oneByLaw = new Set(['CN'])

// By the time zones of the platform's own locale data.
type ZonedLocale = Intl.Locale & { getTimeZones?(): string[] | undefined }

/** @param market ISO 3166-1 alpha-2. @param at when it is asked: clocks of two zones may agree for part of a year. */
export function marketZone(market: string, at: Date): MarketZone {
  const zone = zoneOfMarket(market)
  if (zone === undefined) return { zone: 'UTC', certainty: 'unknown' }
  const halfAYearOn = later(at, 182 * day)
  const clocks = new Set(zonesOf(market).map((one) => `${offset(one, at)} ${offset(one, halfAYearOn)}`))
  return { zone, certainty: clocks.size > 1 && !oneByLaw.has(market) ? 'several' : 'only' }
}

/** The zone that stands for a market. */
export const zoneOfMarket = (market: string): string | undefined => named[market] ?? zonesOf(market)[0]

function zonesOf(market: string): readonly string[] {
  try {
    return (new Intl.Locale(`und-${market}`) as ZonedLocale).getTimeZones?.() ?? []
  } catch {
    return []
  }
}

const offset = (timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? ''
