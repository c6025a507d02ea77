import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const accidents = fileURLToPath(new URL('../../src/platform/accidents.ts', import.meta.url))

const script = `
import { surviveAccidents } from ${JSON.stringify(accidents)}
surviveAccidents({ error: (facts, message) => console.log(JSON.stringify([message, facts])) })
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
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    [
      'rejection that nobody caught',
      { kind: 'Odd', code: 'E_ODD', at: expect.arrayContaining([expect.stringMatching(/^at /)]) },
    ],
    ['rejection that nobody caught', { kind: 'string', at: [] }],
    [
      'exception that nobody caught',
      { kind: 'TypeError', at: expect.arrayContaining([expect.stringMatching(/^at /)]) },
    ],
  ])
  expect(stdout).not.toMatch(/Mina|office/)
})
