import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const platform = (name: string) => JSON.stringify(fileURLToPath(new URL(`../../src/platform/${name}`, import.meta.url)))

const script = `
import { surviveAccidents } from ${platform('accidents.ts')}
import { createLog } from ${platform('log.ts')}
surviveAccidents(createLog('info', { write: (line) => console.log(line.trim()) }))
class Odd extends Error { code = 'E_ODD' }
Promise.reject(new Odd('what Mina wrote'))
Promise.reject('what Mina wrote')
setTimeout(() => { throw new TypeError('what Mina wrote\\n    at the office (file:1:1)') }, 1)
setTimeout(() => console.log('lives'), 50)
`

it('what nobody caught is logged by its kind and place, without what anybody wrote, and the process lives', async () => {
  const run = promisify(execFile)
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module-typescript', '-e', script]
  const { stdout } = await run(process.execPath, args)
  const lines = stdout.trim().split('\n')
  expect(lines.pop()).toBe('lives')
  const place = expect.stringMatching(/^at .*:\d+:\d+/)
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { msg: 'rejection that nobody caught', err: { name: expect.any(String), code: 'E_ODD', stack: place } },
    { msg: 'rejection that nobody caught', err: { name: 'string' } },
    { msg: 'exception that nobody caught', err: { name: 'TypeError', stack: place } },
  ])
  expect(stdout).not.toMatch(/Mina|office/)
})
