import type { Activity } from 'botbuilder'
import { z } from 'zod'

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
