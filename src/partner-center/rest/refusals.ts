import { CustomerUnknown, PartnerCenterRefused, SubscriptionUnknown } from '../../commerce/errors.ts'
import { type Answer, headerOf } from './http.ts'
import { errorBody } from './wire/errors.ts'
import { camelKeys } from './wire/shapes.ts'

/** What an error answer says: a code of Microsoft's, or how HTTP calls it. */
export function refusalFrom(answer: Answer, ourCorrelationId: string): PartnerCenterRefused {
  const read = errorBody.safeParse(camelKeys(jsonOf(answer.body)))
  const { code, description, message } = read.success ? read.data : {}
  return new PartnerCenterRefused({
    reason: code ?? `HTTP ${answer.status}`,
    text: description ?? message ?? '',
    httpStatus: answer.status,
    correlationId: headerOf(answer, 'MS-CorrelationId')?.split(',')[0] ?? ourCorrelationId,
  })
}

/** @returns undefined for what is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

/** Milliseconds: of `Retry-After`, in seconds or as a date, or of the limiter's sentence ("Try again in 57 seconds."). */
export function retryAfter(answer: Answer, now: Date): number | undefined {
  const said = headerOf(answer, 'Retry-After') ?? /try again in (\d+) second/i.exec(answer.body)?.[1]
  if (said === undefined) return undefined
  if (/^\s*\d+(\.\d+)?\s*$/.test(said)) return Number(said) * 1_000
  const at = Date.parse(said)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime())
}

/** No relationship with the customer, tenant not found, no such customer: "Partner Center REST error codes". */
const customerCodes = new Set(['20002', '60003', '900118'])
const subscriptionCodes = new Set(['20003'])

export const isOfCustomer = ({ facts }: PartnerCenterRefused): boolean => customerCodes.has(facts.reason)

/** @throws CustomerUnknown where the refusal says it; for a call that asks for the customer itself, also when it is not found */
export const unlessCustomerUnknown =
  (customerId: string, itself = false) =>
  (error: unknown): never => {
    if (!(error instanceof PartnerCenterRefused)) throw error
    const gone = isOfCustomer(error) || (itself && error.facts.httpStatus === 404)
    throw gone ? new CustomerUnknown({ asked: customerId }) : error
  }

export const unlessSubscriptionUnknown =
  (subscriptionId: string) =>
  (error: unknown): never => {
    if (!(error instanceof PartnerCenterRefused) || isOfCustomer(error)) throw error
    const gone = subscriptionCodes.has(error.facts.reason) || error.facts.httpStatus === 404
    throw gone ? new SubscriptionUnknown({ subscription: subscriptionId }) : error
  }

/** For what is not there: 404, whatever its code. */
export const unlessNotFound = (error: unknown): undefined => {
  const notFound = error instanceof PartnerCenterRefused && error.facts.httpStatus === 404 && !isOfCustomer(error)
  if (!notFound) throw error
  return undefined
}
