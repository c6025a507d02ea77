import type { Activity } from 'botbuilder'
import { z } from 'zod'
import { isGuid } from '../platform/guid.ts'
import { ianaZone } from '../platform/windows-zones.ts'

const identitySchema = z.object({
  agentId: z.guid().transform((id) => id.toLowerCase()),
  partnerId: z.guid().transform((id) => id.toLowerCase()),
})

/** The person by Entra object id and the partner by tenant, as Teams tells them; undefined when either is missing. */
export function identityOf(activity: Activity): { agentId: string; partnerId: string } | undefined {
  const tenant = tenantOf(activity)
  if (typeof tenant === 'string') return undefined
  return identitySchema.safeParse({ agentId: activity.from?.aadObjectId, partnerId: tenant.id }).data
}

const tenantPlaces = [
  ['conversation', 'tenantId'],
  ['channelData', 'tenant', 'id'],
  ['channelData', 'tenantId'],
  ['channelData', 'team', 'tenantId'],
  ['channelData', 'channel', 'tenantId'],
  ['from', 'tenantId'],
  ['recipient', 'tenantId'],
]

/**
 * The one tenant of the activity. Teams tells it in several places, and of somebody from elsewhere in a shared channel not the
 * same everywhere: whose partner they act for is then not known.
 */
export function tenantOf(activity: unknown): { readonly id: string } | 'none' | 'disagreeing' {
  const told = tenantPlaces.map((path) => insideOf(activity, path)).filter((id) => id !== undefined && id !== null)
  if (told.length === 0) return 'none'
  const ids = new Set(told.map((id) => (typeof id === 'string' && isGuid(id) ? id.toLowerCase() : undefined)))
  const [id] = ids
  return ids.size === 1 && id !== undefined ? { id } : 'disagreeing'
}

/** What is there, of an activity that may be made of anything. */
const insideOf = (activity: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inside, name) =>
      typeof inside === 'object' && inside !== null && Object.hasOwn(inside, name)
        ? (inside as Record<string, unknown>)[name]
        : undefined,
    activity,
  )

/** How the person reads: a BCP 47 tag, an IANA zone. */
export interface Told {
  readonly locale: string | undefined
  readonly timeZone: string | undefined
}

const client = z.object({
  type: z.literal('clientInfo'),
  locale: z.unknown().optional(),
  timezone: z.unknown().optional(),
})

/** The person's Teams locale and time zone, as far as an activity tells them: what is none is not told. */
export function localeOf(told: {
  readonly locale?: unknown
  readonly localTimezone?: unknown
  readonly entities: readonly unknown[]
}): Told {
  const info = told.entities.map((entity) => client.safeParse(entity).data).find((found) => found !== undefined)
  const locale = usableLocale(told.locale) ?? usableLocale(info?.locale)
  return { locale, timeZone: ianaZone(told.localTimezone, locale) ?? ianaZone(info?.timezone, locale) }
}

/** What comes in is not typed by anybody: `locale` may be anything. */
function usableLocale(told: unknown): string | undefined {
  if (typeof told !== 'string' || told.length > 100) return undefined
  try {
    const [locale] = Intl.getCanonicalLocales(told.trim().replaceAll('_', '-'))
    return locale === undefined || /^und(?:-|$)/i.test(locale) ? undefined : locale
  } catch {
    return undefined
  }
}
