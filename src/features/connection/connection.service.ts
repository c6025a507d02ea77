import { may, requireRole, rolesFor, type Who } from '../../commerce/access.ts'
import { PartnerCenterUnavailable } from '../../commerce/errors.ts'
import type { Connection, Connections } from '../../commerce/ports/connections.ts'
import type { Shared } from '../../workflow/shared.ts'
import { type Trouble, troublesOf } from './trouble.ts'

/** Its subject is the partner, its stage what is told. */
export const connectionNeeds = 'connection.needs-somebody'

/** Asks after the partners' connections, and tells global admins what has to be mended, before it breaks where that is known. */
export function connectionService({ directory, notices, database, clock, log }: Shared, connections: Connections) {
  return { look, atStage, troubles }

  async function look(): Promise<void> {
    await Promise.all((await connections.takeDue()).map(askAfter))
  }

  async function askAfter(partnerId: string): Promise<void> {
    try {
      const before = await connections.of(partnerId)
      const after = await connections.check(partnerId)
      if (after !== undefined) await tell(before, after)
    } catch (error) {
      if (!(error instanceof PartnerCenterUnavailable)) throw error
      log.warn({ partnerId }, 'connection not asked after, to be asked again')
    }
  }

  async function tell(before: Connection | undefined, after: Connection): Promise<void> {
    const { partnerId } = after
    const troubles = troublesOf(after, clock.now())
    const admins = troubles.length === 0 ? [] : await directory.agentsWith(partnerId, rolesFor('change-settings'))
    const about = { partnerId, occasion: connectionNeeds, subjectId: partnerId }
    // Somebody has signed in since it was last looked at, or it fails otherwise than before.
    const changed = before?.checkedAt === undefined || before.failure?.code !== after.failure?.code
    if (!changed && admins.length === 0) return
    await database.transaction(async (rows) => {
      await notices.tell(
        rows,
        troubles.flatMap(({ stage }) => admins.map(({ id }) => ({ ...about, recipient: id, stage }))),
      )
      if (changed) await notices.redraw(rows, { partnerId, occasions: [connectionNeeds], subjectId: partnerId })
    })
  }

  /** What is wrong now. @throws RoleMissing */
  async function troubles(who: Who): Promise<Trouble[]> {
    await requireRole(directory, who, 'change-settings')
    const connection = await connections.of(who.partnerId)
    return connection === undefined ? [] : troublesOf(connection, clock.now())
  }

  /** What a notice told, as long as it is so, for who may act on it. */
  async function atStage({ partnerId, agentId }: Who, stage: string): Promise<Trouble | 'mended' | undefined> {
    const agent = await directory.agent(partnerId, agentId)
    if (agent === undefined || !may(agent, 'change-settings')) return undefined
    const connection = await connections.of(partnerId)
    if (connection === undefined) return undefined
    const troubles = troublesOf(connection, clock.now())
    return troubles.find((trouble) => trouble.stage === stage) ?? (troubles.length === 0 ? 'mended' : undefined)
  }
}
