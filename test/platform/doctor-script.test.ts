import { describe, expect, it } from 'vitest'
import { useScript } from '../support/script.ts'

const { run, runWith } = useScript('doctor')
const key = 'q0lJ9m2m3l1m0z4m8u8QkP0b1o9b2l4m7v6s5d4f3g0='

describe('npm run doctor', () => {
  it('ends with 0 when nothing is wrong, and says what could not be asked', async () => {
    const { code, out } = await runWith(key)
    expect(out).toMatch(/^ok +Database /m)
    expect(out).toMatch(/^not asked +Public address /m)
    expect(out).toContain('Nothing is wrong; 3 could not be asked.')
    expect(code).toBe(0)
  })

  it('ends with 1 when something is wrong, with what to do below it, and prints no key', async () => {
    const { code, out } = await run()
    expect(out).toMatch(/^WRONG +Encryption key .*\n +→ Make one/m)
    expect(out).toContain('One thing is wrong')
    expect(code).toBe(1)
    expect((await runWith(key)).out).not.toContain(key)
  })

  it('ends with 2 when it is told wrongly', async () => {
    expect(await run('--everything')).toMatchObject({ code: 2, err: expect.stringContaining('npm run doctor') })
  })
})
