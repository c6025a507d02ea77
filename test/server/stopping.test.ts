import { once } from 'node:events'
import { expect, it, onTestFinished } from 'vitest'
import { openWorld } from '../support/desk.ts'
import { hangingKinds, sayingTo } from '../support/hanging.ts'
import { SilentTeams } from '../support/silent-teams.ts'

it('a stop waits for nobody who does not end: it hangs up on them, and is over within ten seconds', async () => {
  const { desk } = await openWorld()
  const teams = await SilentTeams.open()
  onTestFinished(() => teams.close())
  const hanging = await hangingKinds(desk.address)
  const hungUp = Promise.all(hanging.map((socket) => once(socket, 'close')))
  const said = sayingTo(desk.address, teams.serviceUrl).catch(() => undefined)
  await teams.asked()
  const began = performance.now()
  await desk.close()
  expect(performance.now() - began).toBeLessThan(10_000)
  await hungUp
  await said
  await expect(fetch(`${desk.address}/health/live`)).rejects.toThrow()
})

it('a stop waits for nothing when nobody is being answered', async () => {
  const { desk } = await openWorld()
  const hanging = await hangingKinds(desk.address)
  const hungUp = Promise.all(hanging.map((socket) => once(socket, 'close')))
  const began = performance.now()
  await desk.close()
  expect(performance.now() - began).toBeLessThan(4_000)
  await hungUp
})
