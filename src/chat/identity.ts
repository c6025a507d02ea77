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
