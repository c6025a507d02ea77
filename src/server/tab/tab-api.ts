import type { Request, Response } from 'restify'
import type { z } from 'zod'
import { chatText } from '../../chat/chat.text.ts'
import { refusalText } from '../../chat/error-reply.ts'
import type { UploadDoor } from '../../chat/feature.ts'
import { localeOf, type Told } from '../../chat/identity.ts'
import type { Route } from '../../chat/routes.ts'
import type { Turn } from '../../chat/turn.ts'
import type { Visits } from '../../chat/visits.ts'
import type { Who } from '../../commerce/access.ts'
import { isDatabaseUnable } from '../../platform/database/availability.ts'
import { DomainError } from '../../platform/errors.ts'
import { readBody, readJson } from '../../platform/http/body.ts'
import { type Door, end } from '../../platform/http/door.ts'
import { Reader } from '../../platform/language.ts'
import { type Log, withLogFacts } from '../../platform/log.ts'
import { wellFormed, wellFormedData } from '../../platform/text.ts'
import { inTurn } from '../../platform/turn-memory.ts'
import { type OwnRoutesOptions, ownRoutes } from './own-routes.ts'
import type { TabTokens } from './tab-tokens.ts'

interface TabApiOptions extends OwnRoutesOptions {
  readonly routes: Readonly<Record<string, Route>>
  readonly upload: UploadDoor | undefined
  readonly tokens: TabTokens
  readonly visits: Visits
  readonly log: Log
}

/** What a page is told instead of an answer: words to show, and a code to know it by. */
export interface TabRefusal {
  readonly code: string
  readonly words: string
  readonly facts?: unknown
}

const largestBody = 64 * 1024
/** How deep what a page asks may lie: lines of a form, with their fields. */
const deepest = 6

/**
 * `POST /tab/api/{route}`: JSON for whoever's token comes with it. No cookie is read or set, so that no other page can make a
 * browser ask in somebody's name.
 */
export function addTabApi(door: Door, desk: TabApiOptions): void {
  const { routes, upload, tokens, visits, log } = desk
  const all: Readonly<Record<string, Route>> = { ...ownRoutes(desk), ...routes }

  door.post('/tab/api/:route', (request, response) =>
    withLogFacts({ correlationId: request.id() }, async () => {
      seal(response)
      const caller = await tokens.callerOf(request.headers.authorization)
      if (caller.kind === 'unknown') return refuse(response, 503, notNow(new Reader(undefined)))
      if (caller.kind === 'nobody') return end(response, 401)
      const name = String(request.params.route)
      const route = Object.hasOwn(all, name) ? all[name] : undefined
      if (route === undefined) return end(response, 404)
      const asked = route.asks.safeParse(wellFormedData(await readJson(request, response, largestBody), deepest))
      const told = toldBy(request)
      await inTurn(() => answer(response, { name, route, who: caller.who, told, asked }))
    }),
  )

  door.post('/tab/files', (request, response) =>
    withLogFacts({ correlationId: request.id() }, async () => {
      seal(response)
      const caller = await tokens.callerOf(request.headers.authorization)
      if (caller.kind === 'unknown') return refuse(response, 503, notNow(new Reader(undefined)))
      if (caller.kind === 'nobody') return end(response, 401)
      if (upload === undefined) return end(response, 404)
      const { route, largest } = upload
      const content = await readBody(request, response, 'application/octet-stream', largest)
      const { 'x-file-key': key, 'x-file-name': name } = request.headers
      const asked = route.asks.safeParse({ key, name: decoded(name), content })
      await inTurn(() => answer(response, { name: 'files', route, who: caller.who, told: toldBy(request), asked }))
    }),
  )

  async function answer(
    response: Response,
    {
      name,
      route,
      who,
      told,
      asked,
    }: { name: string; route: Route; who: Who; told: Told; asked: z.ZodSafeParseResult<unknown> },
  ): Promise<void> {
    let turn: Turn | undefined
    try {
      turn = await visits.turnOf(who, told)
      if (turn === undefined) {
        log.info({ tenantId: who.partnerId, route: name }, 'unknown person turned away')
        const { language } = new Reader(told.locale)
        return refuse(response, 403, { code: 'tab.unknown-person', words: chatText[language].unknownPerson })
      }
      if (!asked.success) {
        log.warn({ route: name, fields: asked.error.issues.map(({ path }) => path.join('.')) }, 'page asked wrongly')
        return refuse(response, 400, notUnderstood(turn.reader))
      }
      // What a shape does not name does not leave the desk.
      end(response, 200, route.tells.parse(await route.answer(turn, asked.data)))
    } catch (error) {
      const reader = turn?.reader ?? visits.lastReader(who, told)
      refuse(response, ...refusalOf(error, { name, route, turn, reader }))
    }
  }

  function refusalOf(
    err: unknown,
    { name, route, turn, reader }: { name: string; route: Route; turn: Turn | undefined; reader: Reader },
  ): [number, TabRefusal] {
    if (err instanceof DomainError) {
      const { code, facts } = err
      const words = turn === undefined ? refusalText(reader, err) : route.problem(turn, err)
      return [statusOf(code), { code, words, facts }]
    }
    const unable = isDatabaseUnable(err)
    log.error({ err, route: name }, unable ? 'database away' : 'page not answered')
    return unable ? [503, notNow(reader)] : [500, failed(reader)]
  }
}

const statusOf = (code: string): number =>
  code === 'access.role-missing' ? 403 : code.endsWith('.unavailable') ? 503 : 422

const refuse = (response: Response, status: number, refusal: TabRefusal): void => end(response, status, { refusal })

// An act may have been carried out before the database went away; its key keeps it from being done twice.
const notNow = ({ language }: Reader): TabRefusal => ({ code: 'tab.not-now', words: chatText[language].notNow })

const failed = ({ language }: Reader): TabRefusal => ({ code: 'tab.failed', words: chatText[language].failed })

const notUnderstood = ({ language }: Reader): TabRefusal => ({
  code: 'tab.not-understood',
  words: chatText[language].pageUnknown,
})

/** A header takes no letters but Latin ones: names come percent-encoded. */
function decoded(name: unknown): string | undefined {
  try {
    return typeof name === 'string' ? wellFormed(decodeURIComponent(name)) : undefined
  } catch {
    return undefined
  }
}

/** How the page's host says that the person reads. */
const toldBy = ({ headers }: Request): Told =>
  localeOf({ locale: headers['accept-language'], localTimezone: headers['x-time-zone'], entities: [] })

function seal(response: Response): void {
  response.header('Cache-Control', 'no-store')
  response.header('X-Content-Type-Options', 'nosniff')
  response.header('Cross-Origin-Resource-Policy', 'same-origin')
}
