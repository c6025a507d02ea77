import type { Connection, Ending } from '../../commerce/ports/connections.ts'
import { day, later } from '../../platform/clock.ts'
import { type Stage, stageReached } from '../../platform/stages.ts'

/** What of a connection its global admins are told: that it fails, or that something of it runs out. */
export type Trouble =
  | { readonly kind: 'fails'; readonly stage: string; readonly code: string; readonly since: Date }
  | { readonly kind: 'ends'; readonly stage: string; readonly what: Ending['what']; readonly at: Date }

const daysBefore = [14, 7, 3, 1]
const stages = daysBefore.map((days): Stage => ({ name: `${days}d`, before: days * day }))

/** All there is to tell now. What fails is not also told to run out; what has run out shows by failing. */
export function troublesOf({ failure, ends, signedInAt }: Connection, now: Date): Trouble[] {
  if (failure !== undefined) {
    const { code, since } = failure
    return [{ kind: 'fails', stage: `fails/${code}/${since.toISOString()}`, code, since }]
  }
  return ends.flatMap(({ what, at }): Trouble[] => {
    if (at <= now) return []
    // That a sign-in of three days ends in three days is no news when it is made.
    const ahead = stages.filter(
      ({ before }) => later(at, -before) > signedInAt || what === 'secret' || what === 'certificate',
    )
    const stage = stageReached(ahead, at, now)
    return stage === undefined ? [] : [{ kind: 'ends', stage: `${what}/${stage.name}/${at.toISOString()}`, what, at }]
  })
}
