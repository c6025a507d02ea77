import { auditRoutes } from './audit.ts'
import { cancellingRoutes } from './cancelling.ts'
import { cartRoutes } from './carts.ts'
import { catalogueRoutes } from './catalogue.ts'
import { customerRoutes } from './customers.ts'
import { type Answer, type Call, Problem, type Routes } from './exchange.ts'
import { graphRoutes, graphUnauthorised } from './graph.ts'
import { limited } from './limiter.ts'
import { orderRoutes } from './orders.ts'
import { priceSheetRoutes } from './price-sheets.ts'
import { profileRoutes } from './profiles.ts'
import { routerOf } from './routing.ts'
import { serviceRequestRoutes } from './service-requests.ts'
import { subscriptionRoutes } from './subscriptions.ts'
import type { Audience, TokenFacts } from './tokens.ts'
import { webhookRoutes } from './webhooks.ts'
import type { Partner, World } from './world.ts'

interface Service {
  readonly audience: Audience
  readonly find: ReturnType<typeof routerOf>
  /** What is answered without a good token. */
  readonly unauthorised: (code: number, text: string) => Problem
}

const apiRoutes: Routes = {
  ...customerRoutes,
  ...catalogueRoutes,
  ...cartRoutes,
  ...orderRoutes,
  ...cancellingRoutes,
  ...subscriptionRoutes,
  ...auditRoutes,
  ...serviceRequestRoutes,
  ...profileRoutes,
  ...webhookRoutes,
}
const plainly = (code: number, text: string): Problem => new Problem(401, code, text, { 'WWW-Authenticate': 'Bearer' })

/** By the first part of the path. */
export const services: Readonly<Record<string, Service>> = {
  api: { audience: 'partner-center', find: routerOf(apiRoutes), unauthorised: plainly },
  prices: { audience: 'price-sheets', find: routerOf(priceSheetRoutes), unauthorised: plainly },
  graph: { audience: 'graph', find: routerOf(graphRoutes), unauthorised: graphUnauthorised },
}

/** Whose call it is. @throws Problem 401: no token, an ended one, one for something else, a person without a second factor */
export function callerOf(world: World, service: Service, token: TokenFacts | undefined): Partner {
  const partner = token && world.partners.get(token.tenantId)
  const ended = token === undefined || token.endsAt <= world.clock.now()
  const signedOut = token?.as === 'person' && partner?.signInFails !== undefined
  if (partner === undefined || ended || signedOut) {
    throw service.unauthorised(400, 'Access denied')
  }
  if (token.audience !== service.audience) {
    throw service.unauthorised(900420, 'The token was issued for an audience that is not supported.')
  }
  const proven = token.mfa && partner.mfa === 'proven'
  if (token.as === 'person' && !proven && partner.mfa !== 'announced') {
    throw service.unauthorised(900421, 'Multi-factor authentication is required.')
  }
  return partner
}

/** What is done for a call, once: the same MS-RequestId again answers the same. */
export function answerOnce(call: Call, handler: (call: Call) => Answer): Answer {
  const { partner, world, endpoint, method, path, headers } = call
  const tooMuch = limited(world, partner, endpoint)
  if (tooMuch !== undefined) return tooMuch
  const requestId = headers['ms-requestid']
  const key = method === 'GET' || requestId === undefined ? undefined : `${endpoint} ${path} ${requestId}`
  const before = key === undefined ? undefined : partner.answered.get(key)
  if (before !== undefined) return before
  const answer = attempt(call, handler)
  if (key !== undefined) partner.answered.set(key, answer)
  return answer
}

function attempt(call: Call, handler: (call: Call) => Answer): Answer {
  try {
    requireRights(call)
    return handler(call)
  } catch (error) {
    if (error instanceof Problem) return { status: error.status, body: error.body, headers: error.headers }
    throw error
  }
}

/** Carts, orders and subscriptions are changed by Admin agents; an indirect reseller has no API but its own profile. */
function requireRights({ partner, token, endpoint, method }: Call): void {
  if (!/ \/v1\//.test(endpoint)) return
  if (partner.kind === 'indirect-reseller' && !/ \/v1\/(profiles|relationships)/.test(endpoint)) {
    throw new Problem(403, 900308, 'Insufficient privileges to complete the operation.')
  }
  const changes = method !== 'GET' && / \/v1\/customers/.test(endpoint)
  const person = partner.people.find(({ id }) => id === token.personId) ?? partner.signedIn
  if (changes && token.as === 'person' && !person.groups.has('AdminAgents')) {
    throw new Problem(403, 900150, "The supplied role doesn't have the rights to perform the requested operation")
  }
}

/** "ValidateMfa": whether the token carries the claim is said in a header of the answer. */
export const mfaHeader = (headers: Call['headers'], token: TokenFacts, { mfa }: Partner): Record<string, string> =>
  String(headers.validatemfa).toLowerCase() === 'true' && token.as === 'person'
    ? { isMfaCompliant: String(token.mfa && mfa === 'proven') }
    : {}
