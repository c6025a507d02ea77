import { z } from 'zod'
import { minute } from '../platform/clock.ts'
import { readBody } from '../platform/http/body.ts'
import { type Door, end } from '../platform/http/door.ts'
import type { Shared } from '../workflow/shared.ts'

/** An event as it was posted: what is signed is its bytes. */
export interface PostedEvent {
  readonly body: Buffer
  /** In base64. */
  readonly signature: string
  /** `x-ms-certificate-url` */
  readonly certificateUrl: string
  /** `x-ms-signature-algorithm` */
  readonly algorithm: string
}

/** Who posts an event. `unknown`: that is not to be found out now. */
export interface EventSignatures {
  verdictOn(posted: PostedEvent): Promise<'signed' | 'not-signed' | 'unknown'>
}

const largestBody = 64 * 1024
/** Changes are read once for all the events of a moment. */
const rests = minute / 6

/** Names have words and hyphens: `subscription-updated`. What else an event says is not read. */
const event = z.object({ EventName: z.string().regex(/^[\w-]{1,100}$/) })

/**
 * `POST /api/partner-center/events`, which Partner Center's webhooks are registered with. An event that is signed wakes the reading of
 * what has changed, of all partners: it does not say whose it is, comes late or twice, and nothing in it is believed.
 */
export function addPartnerCenterEventRoutes(
  door: Door,
  { mirror, clock, log }: Pick<Shared, 'mirror' | 'clock' | 'log'>,
  signatures: EventSignatures,
): void {
  let wokenAt: Date | undefined
  door.post('/api/partner-center/events', async (request, response) => {
    const header = (name: string) => request.header(name) as string | undefined
    // In a header of its own where that was asked for at the registration.
    const signature = header('x-ms-signature') ?? /^Signature (\S+)$/i.exec(header('authorization') ?? '')?.[1]
    const certificateUrl = header('x-ms-certificate-url')
    const algorithm = header('x-ms-signature-algorithm')
    if (signature === undefined || certificateUrl === undefined || algorithm === undefined) return end(response, 401)
    const body = await readBody(request, response, 'application/json', largestBody)
    const verdict = await signatures.verdictOn({ body, signature, certificateUrl, algorithm })
    if (verdict !== 'signed') return end(response, verdict === 'unknown' ? 503 : 401)
    const read = event.safeParse(jsonOf(body))
    if (!read.success) return end(response, 400)
    log.info({ event: read.data.EventName }, 'Partner Center tells that something has changed')
    const now = clock.now()
    if (wokenAt === undefined || now.getTime() - wokenAt.getTime() >= rests) {
      wokenAt = now
      await mirror.wake()
    }
    end(response, 200)
  })
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
