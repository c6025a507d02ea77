import type { Activity } from 'botbuilder'
import { z } from 'zod'
import { isGuid } from '../platform/guid.ts'

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

const clientInfo = z.object({
  type: z.literal('clientInfo'),
  locale: z.string().optional(),
  timezone: z.string().optional(),
})

/** The person's Teams locale and time zone, as far as the activity tells them. */
export function localeOf(activity: Activity): { locale: string | undefined; timeZone: string | undefined } {
  const client = (activity.entities ?? [])
    .map((entity) => clientInfo.safeParse(entity).data)
    .find((info) => info !== undefined)
  return {
    locale: activity.locale || client?.locale || undefined,
    timeZone: activity.localTimezone || client?.timezone || undefined,
  }
}

/** Keys and work belong into the one-to-one chat. Teams leaves conversationType out of some personal activities. */
export const chatOf = ({ conversation }: Activity): 'personal' | 'shared' =>
  (conversation.conversationType ?? 'personal') === 'personal' && conversation.isGroup !== true ? 'personal' : 'shared'
