import { randomUUID } from 'node:crypto'
import type { Agent } from 'undici'
import { z } from 'zod'
import {
  AnswerUnreadable,
  CustomerUnknown,
  PartnerCenterRefused,
  PartnerCenterUnavailable,
} from '../../commerce/errors.ts'
import { isInBackground } from '../../platform/background.ts'
import { type Clock, later, minute, second } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import { isInTurn, onceInTurn } from '../../platform/turn-memory.ts'
import type { Guarded } from './breakers.ts'
import type { BudgetRepository } from './budget.repository.ts'
import { type Answer, exchange, headerOf, NoAnswer } from './http.ts'
import { isOfCustomer, jsonOf, refusalFrom, retryAfter } from './refusals.ts'
import type { Tokens } from './tokens.ts'
import { camelKeys } from './wire/shapes.ts'

export interface CallsNeeds {
  readonly api: string
  readonly tokens: Tokens
  readonly budget: BudgetRepository
  readonly pool: Agent
  readonly guarded: Guarded
  readonly clock: Clock
  readonly log: Log
  /** Waits so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>
  /** How long one call may take, in milliseconds. */
  readonly callPatience?: number | undefined
}

export interface Call<S extends z.ZodType> {
  /** What is asked for, for the log: `orders`. */
  readonly name: string
  readonly partnerId: string
  /** Whose the call is: a refusal that knows no such customer says so. */
  readonly customerId?: string | undefined
  readonly method?: 'GET' | 'POST' | 'PATCH' | undefined
  /** Below `/v1`, with its query. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly body?: unknown
  /** MS-RequestId: the same for a call that is made again. Left out, a new one. */
  readonly requestId?: string | undefined
  readonly as?: 'person' | 'app' | undefined
  readonly answer: S
}

export interface Answered<T> {
  readonly value: T
  /** As it came: what is sent back has to be whole. */
  readonly json: unknown
  readonly etag: string | undefined
}

/** How long one call may take, and all of a press; a call of a job, and one that nobody waits for. */
const patience = { call: 10 * second, press: 12 * second, job: 40 * second, background: minute }
/** A call that changes nothing is made so often. */
const attempts = 3
/** A 429 says that nothing was done: any call may be made again. */
const attemptsWhenLimited = 5
/** "Not found", of whatever it was. */
const notFound = '1000'
/** The mirror leaves so many calls to people. */
const reserve = 40

/** Calls to Partner Center: signed in, within the budget, the deadline and what the service stands. */
export function callsOf({
  api,
  tokens,
  budget,
  pool,
  guarded,
  clock,
  log,
  pause,
  callPatience = patience.call,
}: CallsNeeds) {
  return call

  /**
   * One call, and its answer as the schema has it. Made again only where a repeat is safe: what changes nothing, what was limited,
   * and what a token of before was not good for.
   * @throws CustomerUnknown, PartnerCenterRefused; PartnerCenterUnavailable when nothing was answered in time, or what does not fit
   */
  async function call<S extends z.ZodType>(asked: Call<S>): Promise<Answered<z.output<S>>> {
    const { name, partnerId, method = 'GET', as } = asked
    const until = await deadline()
    const requestId = asked.requestId ?? randomUUID()
    let anew = false
    for (let attempt = 1; ; attempt++) {
      const correlationId = randomUUID()
      const answer = await once(asked, { requestId, correlationId, until }).catch((cause: unknown) => {
        if (!(cause instanceof NoAnswer)) throw cause
        log.info({ endpoint: name, partnerId, correlationId, err: cause }, 'Partner Center did not answer')
        return undefined
      })
      if (answer?.status === 401 && !anew) {
        anew = true
        tokens.forget(partnerId, 'partner-center', as)
        continue
      }
      const read = answer === undefined || answer.status >= 300 ? undefined : readAnswer(asked, answer, correlationId)
      if (read !== undefined) return read
      const wait = answer?.status === 429 ? limitedFor(answer, attempt) : againAfter(answer, method, attempt)
      if (wait !== undefined && later(clock.now(), wait) < until) {
        await pause(wait)
        continue
      }
      if (answer === undefined || isSilence(answer)) throw new PartnerCenterUnavailable()
      const refused = refusalFrom(answer, correlationId)
      const { reason, httpStatus } = refused.facts
      log.info({ endpoint: name, partnerId, correlationId, code: reason, httpStatus }, 'Partner Center refused')
      const { customerId } = asked
      if (customerId !== undefined && (isOfCustomer(refused) || (reason === notFound && (await isGone(asked)))))
        throw new CustomerUnknown({ asked: customerId }, { cause: refused })
      throw refused
    }
  }

  /** Whether it is the customer that was not found. */
  async function isGone({ partnerId, customerId, as }: Call<z.ZodType>): Promise<boolean> {
    const itself = { name: 'customer', partnerId, path: `/customers/${customerId}`, as, answer: z.unknown() }
    return call(itself).then(
      () => false,
      (error: unknown) => {
        if (!(error instanceof PartnerCenterRefused)) throw error
        return isOfCustomer(error) || error.facts.httpStatus === 404
      },
    )
  }

  async function once<S extends z.ZodType>(
    asked: Call<S>,
    { requestId, correlationId, until }: Attempt,
  ): Promise<Answer> {
    const { partnerId, method = 'GET', path, body, headers, as } = asked
    const token = await tokens.token(partnerId, 'partner-center', as)
    await takeCall(partnerId, until)
    const sent = {
      method,
      url: `${api}/v1${path}`,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        'MS-RequestId': requestId,
        'MS-CorrelationId': correlationId,
        'MS-Contract-Version': 'v1',
        'X-Locale': 'en-US',
        'MS-PartnerCenter-Application': 'CSP Desk',
        ...(body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      patience: Math.min(callPatience, until.getTime() - clock.now().getTime()),
    }
    return guarded(partnerId, 'partner-center', () => exchange(pool, sent))
  }

  /** @returns undefined for one that was cut off. @throws AnswerUnreadable for one that does not fit */
  function readAnswer<S extends z.ZodType>({ name, partnerId, answer: schema }: Call<S>, answer: Answer, ours: string) {
    const json = answer.body.trim() === '' ? undefined : jsonOf(answer.body)
    if (json === undefined && answer.body.trim() !== '') return undefined
    const read = schema.safeParse(camelKeys(json))
    const issues = read.success ? unfitIn(read.data) : read.error.issues
    if (issues.length > 0) {
      const correlationId = headerOf(answer, 'MS-CorrelationId')?.split(',')[0] ?? ours
      const paths = [...new Set(issues.flatMap(pathsOf))].slice(0, 20)
      log.warn({ endpoint: name, partnerId, correlationId, paths }, 'an answer of Partner Center does not fit')
    }
    if (!read.success) throw new AnswerUnreadable()
    return { value: read.data, json, etag: headerOf(answer, 'ETag') }
  }

  /** By when it has to be answered: what one press asks for has one deadline. */
  async function deadline(): Promise<Date> {
    const now = clock.now()
    if (isInBackground()) return later(now, patience.background)
    if (!isInTurn()) return later(now, patience.job)
    return later(await onceInTurn('partner-center/began', async () => now), patience.press)
  }

  async function takeCall(partnerId: string, until: Date): Promise<void> {
    const kept = isInBackground() ? reserve : 0
    const wait = kept > 0 ? second : 200
    while (!(await budget.take(partnerId, kept, clock.now()))) {
      if (later(clock.now(), wait) >= until) throw new PartnerCenterUnavailable()
      await pause(wait)
    }
  }

  function limitedFor(answer: Answer, attempt: number): number | undefined {
    if (attempt >= attemptsWhenLimited) return undefined
    return retryAfter(answer, clock.now()) ?? backOff(attempt)
  }

  function againAfter(answer: Answer | undefined, method: string, attempt: number): number | undefined {
    if (method !== 'GET' || attempt >= attempts) return undefined
    if (answer === undefined || answer.status < 300) return backOff(attempt)
    return isSilence(answer) ? (retryAfter(answer, clock.now()) ?? backOff(attempt)) : undefined
  }
}

export type Calls = ReturnType<typeof callsOf>

interface Attempt {
  readonly requestId: string
  readonly correlationId: string
  readonly until: Date
}

/** Whether what was asked for was done is left open, whatever its code says. */
const isSilence = ({ status }: Answer): boolean => status === 408 || status === 429 || status >= 500 || status < 400

const backOff = (attempt: number): number => 2 ** attempt * 100 * (0.5 + Math.random())

/** Of items that were left out. */
const unfitIn = (value: unknown): readonly z.core.$ZodIssue[] =>
  typeof value === 'object' && value !== null && 'unfit' in value ? (value.unfit as z.core.$ZodIssue[]) : []

/** Names of fields, and of what a union tried: what the service sent stays out of it. */
function pathsOf(issue: z.core.$ZodIssue): string[] {
  const own = issue.path.map(String).join('.')
  return [own === '' ? '-' : own]
}
