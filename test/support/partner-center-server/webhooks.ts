import { randomUUID, sign } from 'node:crypto'
import { later, minute } from '../../../src/platform/clock.ts'
import { newSigningCertificate, type SigningCertificate } from './certificates.ts'
import { type Answer, type Call, ok, Problem, type Routes, tooMany } from './exchange.ts'
import { utcStamp } from './stamps.ts'
import type { Partner, WebhookRecord, World } from './world.ts'

/** "Partner Center webhooks": there is no event about orders. */
const events = ['subscription-updated', 'test-created', 'usagerecords-thresholdExceeded'] as const

export const webhookRoutes: Routes = {
  'GET /webhooks/v1/registration/events': () => ok(events),
  'GET /webhooks/v1/registration': (call) => {
    const { url, events: wanted } = registrationOf(call)
    return ok({ WebhookUrl: url, WebhookEvents: wanted })
  },
  'POST /webhooks/v1/registration': register,
  'PUT /webhooks/v1/registration': register,
  'POST /webhooks/v1/registration/validationEvents': validate,
  'GET /webhooks/v1/registration/validationEvents/{event}': validation,
}

function registrationOf({ partner: { webhook } }: Call): WebhookRecord {
  if (webhook === undefined) throw new Problem(404, 1000, 'Not found')
  return webhook
}

interface Wanted {
  readonly webhookUrl?: unknown
  readonly webhookEvents?: unknown
  readonly signatureTokenToMsSignatureHeader?: unknown
}

function register({ partner, body }: Call): Answer {
  const { webhookUrl: url, webhookEvents: wanted, signatureTokenToMsSignatureHeader: own } = (body ?? {}) as Wanted
  if (typeof url !== 'string' || !URL.canParse(url) || !Array.isArray(wanted)) {
    throw new Problem(400, 800002, 'Invalid request input')
  }
  partner.webhook = {
    ...{ subscriberId: partner.webhook?.subscriberId ?? randomUUID(), url, events: wanted.map(String) },
    ...{ signatureInOwnHeader: own === true, tests: partner.webhook?.tests ?? new Map(), validated: [] },
  }
  return ok({ SubscriberId: partner.webhook.subscriberId, WebhookUrl: url, WebhookEvents: wanted })
}

/** Two a minute; the event has to be registered for. */
function validate(call: Call): Answer {
  const { world, partner } = call
  const webhook = registrationOf(call)
  const now = world.clock.now()
  webhook.validated = webhook.validated.filter((at) => later(at, minute) > now)
  if (webhook.validated.length >= 2) return tooMany(60)
  if (!webhook.events.includes('test-created')) throw new Problem(400, 800002, 'Invalid request input')
  webhook.validated.push(now)
  const correlationId = randomUUID()
  webhook.tests.set(correlationId, { status: 'pending', results: [] })
  const ResourceUri = `${world.origin()}/api/webhooks/v1/registration/validationEvents/${correlationId}`
  partner.events.push({
    due: now,
    test: correlationId,
    body: eventBody('test-created', ResourceUri, 'test', null, now),
  })
  return ok({ correlationId })
}

function validation(call: Call): Answer {
  const webhook = registrationOf(call)
  const test = webhook.tests.get(call.params.event ?? '')
  if (test === undefined) throw new Problem(404, 1000, 'Not found')
  const { tenantId: partnerId } = call.partner
  return ok({ correlationId: call.params.event, partnerId, ...test, callbackUrl: webhook.url })
}

const eventBody = (
  EventName: string,
  ResourceUri: string,
  ResourceName: string,
  AuditUri: string | null,
  at: Date,
) => ({
  ...{ EventName, ResourceUri, ResourceName, AuditUri },
  ResourceChangeUtcDate: utcStamp(at, ResourceUri).replace('Z', '+00:00'),
})

/** A subscription changed: who registered hears of it, up to 48 hours later. */
export function tellOfSubscription(world: World, { events: waiting }: Partner, customerId: string, id: string): void {
  const now = world.clock.now()
  const uri = `${world.origin()}/api/webhooks/v1/customers/${customerId}/subscriptions/${id}`
  const audit = `${world.origin()}/api/v1/auditrecords/${randomUUID()}`
  const body = eventBody('subscription-updated', uri, 'subscription', audit, now)
  waiting.push({ due: later(now, world.settings.eventsAfter), body })
}

let certificate: SigningCertificate | undefined
/** Made when it is first needed: keys take a while. */
export const signingCertificate = (): SigningCertificate => {
  certificate ??= newSigningCertificate()
  return certificate
}
export const certificatePath = '/certificates/pcnotifications-dispatch.cer'

/** Sends each partner what is due, signed. @returns how many were taken with 2xx; what was not taken is tried again, ten times in all. */
export async function deliverDue(world: World): Promise<number> {
  let taken = 0
  for (const { webhook, events: waiting } of world.partners.values()) {
    const due = waiting.filter(({ due: at }) => at <= world.clock.now())
    for (const event of due) {
      const wanted = webhook?.events.includes(event.body.EventName)
      const status = webhook === undefined || !wanted ? 0 : await post(world, webhook, event.body)
      const done = status >= 200 && status < 300
      event.tries = (event.tries ?? 0) + 1
      const test = event.test === undefined ? undefined : webhook?.tests.get(event.test)
      const at = world.clock.now().toISOString().replace('Z', '')
      test?.results.push({ responseCode: String(status), responseMessage: '', systemError: false, dateTimeUtc: at })
      if (test !== undefined) test.status = done ? 'completed' : 'failed'
      if (done) taken++
      if (done || !wanted || event.tries >= 10) waiting.splice(waiting.indexOf(event), 1)
    }
  }
  return taken
}

/** The signature is of the content's bytes; its scheme is `Signature`. */
async function post({ origin }: World, { url, signatureInOwnHeader }: WebhookRecord, event: object): Promise<number> {
  const body = JSON.stringify(event)
  const signature = sign('RSA-SHA256', Buffer.from(body), signingCertificate().privateKey).toString('base64')
  const headers = {
    'Content-Type': 'application/json',
    ...(signatureInOwnHeader ? { 'x-ms-signature': signature } : { Authorization: `Signature ${signature}` }),
    'X-MS-Certificate-Url': `${origin()}${certificatePath}`,
    'X-MS-Signature-Algorithm': 'rsa-sha256',
  }
  const answer = await fetch(url, { method: 'POST', headers, body }).catch(() => undefined)
  await answer?.arrayBuffer().catch(() => undefined)
  return answer?.status ?? 0
}
