import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { NoOwnToken, ownToken } from '../../src/chat/own-token.ts'
import { TeamsConnector } from '../../src/chat/teams-connector.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const never = () => new Promise<string>(() => {})

it('is asked for once for all who wait at the same moment, and again for the next', async () => {
  const ask = vi.fn(async () => `token ${ask.mock.calls.length}`)
  const token = ownToken(ask)
  expect(await Promise.all([token(), token(), token()])).toEqual(['token 1', 'token 1', 'token 1'])
  expect(await token()).toBe('token 2')
  expect(vi.getTimerCount()).toBe(0)
})

it('is waited for five seconds and no longer, and then asked for anew', async () => {
  const ask = vi.fn(never)
  const token = ownToken(ask)
  const outcomes = Promise.allSettled([token(), token()])
  await vi.advanceTimersByTimeAsync(5_000)
  expect(await outcomes).toEqual(Array(2).fill({ status: 'rejected', reason: expect.any(NoOwnToken) }))
  ask.mockResolvedValue('token')
  expect(await token()).toBe('token')
})

it('that was refused is asked for anew', async () => {
  const ask = vi.fn(never).mockRejectedValueOnce(new Error('invalid_client')).mockResolvedValueOnce('token')
  const token = ownToken(ask)
  await expect(token()).rejects.toThrow('invalid_client')
  expect(await token()).toBe('token')
})

it('that does not come fails what was to be sent, with nothing sent', async () => {
  const connector = new TeamsConnector(ownToken(never))
  const sent = Promise.allSettled([connector.send('http://127.0.0.1:9', 'a:mina', { text: 'x' })])
  await vi.advanceTimersByTimeAsync(5_000)
  expect(await sent).toEqual([{ status: 'rejected', reason: expect.any(NoOwnToken) }])
  connector.cutOff()
})
