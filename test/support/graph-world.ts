import { onTestFinished } from 'vitest'
import { TestClock } from './clock.ts'
import { openWorld, type World } from './desk.ts'
import { openPartnerCenterServer, type PartnerCenterServer } from './partner-center-server/server.ts'

export interface GraphWorld {
  readonly world: World
  /** Stands in for sign-in, Graph and Partner Center; its clock is the world's. */
  readonly microsoft: PartnerCenterServer
}

/** The whole desk with roles kept in Microsoft Entra, and the sample partners signed in there. */
export async function openGraphWorld({
  microsoft: prepare = () => {},
  ...options
}: Parameters<typeof openWorld>[0] & {
  /** What is other there before the desk signs in. */
  readonly microsoft?: (microsoft: PartnerCenterServer) => void
} = {}): Promise<GraphWorld> {
  const clock = options.clock ?? new TestClock()
  const microsoft = await openPartnerCenterServer({ clock })
  onTestFinished(() => microsoft.close())
  prepare(microsoft)
  const environment = { DIRECTORY: 'graph', PARTNER_CENTER_URL: microsoft.url, ...options.environment }
  const world = await openWorld({ ...options, clock, environment })
  await world.passes(0)
  return { world, microsoft }
}
