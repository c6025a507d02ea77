import { createHash, timingSafeEqual } from 'node:crypto'
import type { Request } from 'restify'
import { type Door, end } from '../platform/http/door.ts'
import type { NoticeCounts } from '../workflow/notices/notices.repository.ts'
import type { Shared } from '../workflow/shared.ts'
import { isFromLoopback } from './admission.ts'

const gauges = {
  due: 'Notices that are due now, by partner.',
  waiting: 'Notices that are not sent yet, due ones among them.',
  sending: 'Notices whose request to Teams is on its way.',
  refused: 'Notices that Teams refused.',
  unknown: 'Notices that may or may not have been sent, and are not repeated.',
} as const

/**
 * `GET /metrics` in Prometheus' text format, from the database: every replica answers the same.
 * @param token who gives it as bearer token may ask from anywhere; without one, only programs on this machine may.
 */
export function addMetricsRoute(
  door: Door,
  { noticesKept, clock }: Pick<Shared, 'noticesKept' | 'clock'>,
  token: string | undefined,
): void {
  door.get('/metrics', async (request, response) => {
    const status = admits(request, token)
    if (status !== 200) return end(response, status)
    response.sendRaw(200, textOf(await noticesKept.counts(clock.now())), {
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
    })
  })
}

function admits(request: Request, token: string | undefined): 200 | 401 | 404 {
  if (isFromLoopback(request)) return 200
  if (token === undefined) return 404
  const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
  // Hashed, both are of one length, which the comparison needs.
  return timingSafeEqual(digest(given), digest(token)) ? 200 : 401
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

function textOf(counts: readonly NoticeCounts[]): string {
  const lines = (name: string, type: string, help: string, of: (count: NoticeCounts) => number) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...counts.map((count) => `${name}{partner="${count.partnerId}"} ${of(count)}`),
  ]
  const names = Object.keys(gauges) as (keyof typeof gauges)[]
  const all = [
    ...names.flatMap((name) => lines(`csp_desk_notices_${name}`, 'gauge', gauges[name], (count) => count[name])),
    ...lines('csp_desk_messages_sent_total', 'counter', 'Messages sent first, ever.', ({ sent }) => sent),
  ]
  return `${all.join('\n')}\n`
}
