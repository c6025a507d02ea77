import { z } from 'zod'
import { second } from '../src/platform/clock.ts'
import type { Config } from '../src/platform/config.ts'
import { isDeskMark, type Vault } from '../src/platform/secrets.ts'
import { clockFinding } from './doctor-database.ts'
import type { Examining } from './doctor-examination.ts'
import { about, type Finding } from './doctor-findings.ts'

const outside = about('Public address')
const alive = z.object({ live: z.literal(true), desk: z.string() })
const patience = 10 * second

/** Whether the address that customers and Teams open leads to this desk, and the time of what stands there. */
export async function examineOutside(
  { publicUrl }: Config,
  { clock }: Examining,
  vault: Vault | undefined,
): Promise<Finding[]> {
  if (publicUrl === undefined)
    return [outside.unasked('PUBLIC_URL is not set: the desk is reached on this machine alone')]
  const url = `${publicUrl}/health/live`
  const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(patience) }).catch(
    (error: unknown) => whyNot(error),
  )
  if (typeof answer === 'string')
    return [
      outside.wrong(
        `${url} ${answer}`,
        mends[answer] ?? 'Start the desk, and open the way to it: DNS, firewall, proxy.',
      ),
    ]
  const at = Date.parse(answer.headers.get('date') ?? '')
  const time = Number.isNaN(at) ? [] : [clockFinding('the public address', at - clock.now().getTime())]
  const body = alive.safeParse(await answer.json().catch(() => undefined)).data
  if (answer.status !== 200 || body === undefined)
    return [
      outside.wrong(
        `${url} is answered by something else (${answer.status})`,
        'Have the proxy hand every path on to the desk.',
      ),
      ...time,
    ]
  if (vault === undefined)
    return [outside.unasked(`${url} answers; without a key it is not known whether it is this desk`), ...time]
  if (!isDeskMark(vault, body.desk))
    return [
      outside.wrong(
        `${url} leads to another desk, which has another DESK_ENCRYPTION_KEY`,
        'Correct PUBLIC_URL or the proxy; replicas have the same key.',
      ),
      ...time,
    ]
  return [outside.ok(`${publicUrl} leads to this desk`), ...time]
}

const mends: Readonly<Record<string, string>> = {
  'is no name that is known': 'Enter the name in DNS, or correct PUBLIC_URL.',
  'shows a certificate that is not trusted':
    'Give the proxy a certificate of a public authority, with its chain: Teams opens nothing else.',
}

function whyNot(error: unknown): string {
  const { cause, name } = error as { cause?: { code?: unknown }; name?: string }
  const code = String(cause?.code ?? '')
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'is no name that is known'
  if (/CERT|SIGNED|ALTNAME|LEAF_SIGNATURE/.test(code)) return 'shows a certificate that is not trusted'
  if (name === 'TimeoutError') return 'does not answer within 10 s'
  return `does not answer (${/^[A-Z_\d]+$/.test(code) ? code : 'no reason given'})`
}
