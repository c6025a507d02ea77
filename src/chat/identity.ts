import type { Activity } from 'botbuilder'
import { z } from 'zod'
import { ianaZone } from '../platform/windows-zones.ts'

const identitySchema = z.object({
  agentId: z.guid().transform((id) => id.toLowerCase()),
  partnerId: z.guid().transform((id) => id.toLowerCase()),
})

/** The person by Entra object id and the partner by tenant, as Teams tells them; undefined when either is missing. */
export function identityOf(activity: Activity): { agentId: string; partnerId: string } | undefined {
  const tenant = (activity.channelData as { tenant?: { id?: unknown } } | undefined)?.tenant?.id
  return identitySchema.safeParse({
    agentId: activity.from?.aadObjectId,
    partnerId: tenant ?? activity.conversation?.tenantId,
  }).data
}

const clientInfo = z.object({
  type: z.literal('clientInfo'),
  locale: z.string().optional(),
  timezone: z.string().optional(),
})

/** A BCP 47 tag and an IANA zone. */
export interface Told {
  readonly locale: string | undefined
  readonly timeZone: string | undefined
}

/** The person's Teams locale and time zone, as far as the activity tells them: a value that is none is not told. */
export function localeOf(activity: Activity): Told {
  const client = (activity.entities ?? [])
    .map((entity) => clientInfo.safeParse(entity).data)
    .find((info) => info !== undefined)
  const locale = usableLocale(activity.locale) ?? usableLocale(client?.locale)
  return { locale, timeZone: ianaZone(activity.localTimezone, locale) ?? ianaZone(client?.timezone, locale) }
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

/** Keys and work belong into the one-to-one chat. Teams leaves conversationType out of some personal activities. */
export const chatOf = ({ conversation }: Activity): 'personal' | 'shared' =>
  (conversation.conversationType ?? 'personal') === 'personal' && conversation.isGroup !== true ? 'personal' : 'shared'
