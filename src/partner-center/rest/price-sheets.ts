import { randomUUID } from 'node:crypto'
import type { Agent } from 'undici'
import { PartnerCenterRefused, PartnerCenterUnavailable } from '../../commerce/errors.ts'
import { inBackground, isInBackground } from '../../platform/background.ts'
import { type Clock, day, later, minute, second } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import type { Guarded } from './breakers.ts'
import { exchangeStream, NoAnswer } from './http.ts'
import { type ReadSheet, readPriceSheet, SheetDoesNotFit, type SheetItem } from './price-sheet-csv.ts'
import type { PriceSheetsRepository, SheetKey, StoredSheet } from './price-sheets.repository.ts'
import { refusalFrom } from './refusals.ts'
import type { Tokens } from './tokens.ts'

export interface PriceSheetsNeeds {
  readonly prices: string
  readonly tokens: Tokens
  readonly pool: Agent
  readonly guarded: Guarded
  readonly repository: PriceSheetsRepository
  readonly clock: Clock
  readonly log: Log
  readonly pause: (milliseconds: number) => Promise<void>
}

/** A sheet, and what of it is found by product and SKU. */
export interface PriceSheet {
  readonly items: readonly SheetItem[]
  readonly month: string
  readonly fetchedAt: Date
  of(productId: string, skuId: string): readonly SheetItem[]
}

export type View = 'software' | 'azure_reservations'

/** A new one is asked for no sooner, and after a failure no sooner than that. */
const freshFor = day
const againAfter = 5 * minute
/** Sheets in memory; those of reservations are large. */
const mostHeld = 40
/** For the whole sheet; nobody waits so long, but the next one has it. */
const patience = 3 * minute
const waitsAtMost = { person: 10 * second, background: 2 * minute }

export function priceSheetsOf({ prices, tokens, pool, guarded, repository, clock, log, pause }: PriceSheetsNeeds) {
  const held = new Map<string, PriceSheet>()
  const reading = new Map<string, Promise<PriceSheet>>()
  const failedAt = new Map<string, Date>()
  return { sheet, anySheet }

  /**
   * The market's price sheet of this month, read anew once a day. While it is, the one of before holds, unless it is of another
   * month: then it is waited for.
   * @throws PartnerCenterUnavailable, PartnerCenterRefused
   */
  async function sheet(partnerId: string, market: string, view: View): Promise<PriceSheet> {
    const key: SheetKey = { partnerId: partnerId.toLowerCase(), market, view, month: monthOf(clock.now()) }
    const name = `${key.partnerId}/${market}/${view}`
    const known = held.get(name) ?? (await stored(name, key))
    const isOfNow = known?.month === key.month
    if (isOfNow && clock.now() < later(known.fetchedAt, freshFor)) return known
    const failed = failedAt.get(name)
    if (failed !== undefined && clock.now() < later(failed, againAfter)) {
      if (isOfNow) return known
      throw new PartnerCenterUnavailable({ pricesOf: market })
    }
    const anew = reading.get(name) ?? begin(name, key)
    if (isOfNow) return known
    return atMost(isInBackground() ? waitsAtMost.background : waitsAtMost.person, anew).catch((cause: unknown) => {
      throw cause instanceof PartnerCenterUnavailable
        ? new PartnerCenterUnavailable({ pricesOf: market, cause })
        : cause
    })
  }

  /** The same of any month, for what does not change: what things are. Undefined where there is none to be had now. */
  async function anySheet(partnerId: string, market: string, view: View): Promise<PriceSheet | undefined> {
    return sheet(partnerId, market, view).catch((error: unknown) => {
      if (!(error instanceof PartnerCenterRefused || error instanceof PartnerCenterUnavailable)) throw error
      return held.get(`${partnerId.toLowerCase()}/${market}/${view}`)
    })
  }

  function begin(name: string, key: SheetKey): Promise<PriceSheet> {
    const anew = inBackground(() => readAnew(name, key)).finally(() => reading.delete(name))
    reading.set(name, anew)
    anew.catch((err: unknown) => {
      failedAt.set(name, clock.now())
      log.warn({ partnerId: key.partnerId, market: key.market, err }, 'no price sheet')
    })
    return anew
  }

  async function readAnew(name: string, key: SheetKey): Promise<PriceSheet> {
    const began = clock.now()
    const stored = await repository.newest(key)
    // Another replica has read it today.
    if (stored?.month === key.month && began < later(stored.fetchedAt, freshFor)) return hold(name, stored)
    while (!(await repository.claim(key, clock.now(), later(clock.now(), -againAfter)))) {
      // Another replica has just asked for it.
      const found = await repository.newest(key)
      if (found?.month === key.month) return hold(name, found)
      if (clock.now() > later(began, patience)) throw new PartnerCenterUnavailable()
      await pause(second)
    }
    const { items, leftOut } = await fetchSheet(key)
    await repository.put(key, items, clock.now())
    const { partnerId, market, view } = key
    log.info({ partnerId, market, view, items: items.length, leftOut }, 'price sheet read')
    return hold(name, { items, month: key.month, fetchedAt: clock.now() })
  }

  async function stored(name: string, key: SheetKey): Promise<PriceSheet | undefined> {
    const found = await repository.newest(key)
    return found && hold(name, found)
  }

  function hold(name: string, stored: StoredSheet): PriceSheet {
    const bySku = Map.groupBy(stored.items, ({ productId, skuId }) => `${productId}:${skuId}`)
    const sheet = { ...stored, of: (product: string, sku: string) => bySku.get(`${product}:${sku}`) ?? [] }
    const [oldest] = held.keys()
    if (held.size >= mostHeld && oldest !== undefined && !held.has(name)) held.delete(oldest)
    held.set(name, sheet)
    return sheet
  }

  /** @throws PartnerCenterUnavailable, PartnerCenterRefused */
  async function fetchSheet({ partnerId, market, view }: SheetKey, again = true): Promise<ReadSheet> {
    const correlationId = randomUUID()
    const fetching = guarded(partnerId, 'price-sheets', async () => {
      const token = await tokens.token(partnerId, 'price-sheets')
      const headers = { authorization: `Bearer ${token}`, accept: 'text/csv', 'MS-CorrelationId': correlationId }
      const place = `pricesheets(Market='${market.toLowerCase()}',PricesheetView='${view}')`
      const url = `${prices}/v1.0/sales/${place}/$value?timeline=current`
      return exchangeStream(pool, { method: 'GET', url, headers, patience }, (body) =>
        readPriceSheet(body, clock.now()),
      )
    })
    const answer = await fetching.catch((cause: unknown) => {
      if (!(cause instanceof NoAnswer)) throw cause
      if (cause.cause instanceof SheetDoesNotFit)
        log.warn({ market, view, correlationId, paths: cause.cause.missing }, 'a price sheet does not fit')
      throw new PartnerCenterUnavailable({ cause })
    })
    if ('read' in answer) return answer.read
    if (answer.status === 401 && again) {
      tokens.forget(partnerId, 'price-sheets')
      return fetchSheet({ partnerId, market, view, month: '' }, false)
    }
    // A market or a view that has no sheet sells nothing of it.
    if (answer.status === 404) return { items: [], leftOut: 0 }
    const refused = refusalFrom(answer, correlationId)
    log.info({ market, view, correlationId, code: refused.facts.reason }, 'no price sheet was given')
    throw answer.status >= 500 || answer.status === 429 || answer.status === 408
      ? new PartnerCenterUnavailable()
      : refused
  }
}

export type PriceSheets = ReturnType<typeof priceSheetsOf>

const monthOf = (now: Date): string => now.toISOString().replace(/-\d\dT.*$/, '')

/** @throws PartnerCenterUnavailable when it takes longer: it goes on by itself. */
async function atMost<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const tooLate = Promise.withResolvers<never>()
  const timer = setTimeout(() => tooLate.reject(new PartnerCenterUnavailable()), milliseconds)
  return Promise.race([work, tooLate.promise]).finally(() => clearTimeout(timer))
}
