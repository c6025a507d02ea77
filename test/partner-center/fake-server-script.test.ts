import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { clientOf } from '../support/partner-center-server/client.ts'

const script = fileURLToPath(new URL('../../scripts/partner-center.ts', import.meta.url))
const partnerA = '11111111-1111-4111-8111-111111111111'

const start = (...args: readonly string[]) => {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args])
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const says = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = pattern.exec(said)
      if (found !== null) return found
      if (child.exitCode !== null) throw new Error(`it ended: ${said}`)
      await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
    }
  }
  return { child, says, said: () => said }
}

describe('npm run partner-center -- fake', () => {
  test('serves the sample world, says how to start the desk with it, lets time pass when it is told to, and ends', async () => {
    const { child, says } = start('fake', '--port', '0')
    const [, url = ''] = await says(/PARTNER_CENTER=rest .*PARTNER_CENTER_URL=(http:\/\/127\.0\.0\.1:\d+) .*npm start/)
    await says(/Ctrl\+C/)
    // A token of another process is none: it is got as the desk gets it.
    const form = new URLSearchParams({
      ...{ grant_type: 'refresh_token', refresh_token: `practice-${partnerA}`, client_id: 'desk' },
      scope: 'https://api.partnercenter.microsoft.com/.default',
    })
    const signedIn = await fetch(`${url}/login/${partnerA}/oauth2/v2.0/token`, { method: 'POST', body: form })
    const { access_token: token } = (await signedIn.json()) as { access_token: string }
    const call = clientOf({ url }, partnerA)
    expect((await call('GET', '/api/v1/customers?size=1', { token })).body.items).toMatchObject([
      { companyProfile: { companyName: 'Contoso' } },
    ])
    child.stdin.write('+1d\n')
    await says(/It is \d{4}-\d\d-\d\dT/)
    expect((await call('GET', '/api/v1/customers', { token })).status).toBe(401)
    child.kill('SIGINT')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  test.for([['nothing'], ['fake', '--port', 'x']])('says how it is used: %j', async (args) => {
    const { child, said } = start(...args)
    expect(await once(child, 'close')).toEqual([2, null])
    expect(said()).toContain('npm run partner-center -- fake')
  })
})
