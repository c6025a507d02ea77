import { languages } from './language.ts'
import { zoneOfMarket } from './market-zone.ts'

/**
 * How a company of a market writes, as long as it says nothing else: in the language that most people there speak, where the desk
 * speaks it, and in their time zone.
 * @param market ISO 3166-1 alpha-2
 */
export function marketReading(market: string | undefined): { readonly locale: string; readonly timeZone: string } {
  if (market === undefined || !/^[A-Z]{2}$/.test(market)) return { locale: 'en-US', timeZone: 'UTC' }
  const { language } = new Intl.Locale(`und-${market}`).maximize()
  const spoken = languages.find((known) => known === language) ?? 'en'
  return { locale: `${spoken}-${market}`, timeZone: zoneOfMarket(market) ?? 'UTC' }
}
