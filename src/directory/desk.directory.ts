import { type Agent, type Partner, type Role, roles } from '../commerce/agent.ts'
import type { Directory } from '../commerce/ports/directory.ts'
import type { Database } from '../platform/database/database.ts'
import { isGuid } from '../platform/guid.ts'
import { onceInTurn } from '../platform/turn-memory.ts'

/** The desk's own table of partners, agents and their roles. */
export class DeskDirectory implements Directory {
  private readonly database: Database

  constructor(database: Database) {
    this.database = database
  }

  async partner(partnerId: string): Promise<Partner | undefined> {
    if (!isGuid(partnerId)) return undefined
    return (await this.database.rows.partner.findUnique({ where: { id: partnerId } })) ?? undefined
  }

  async agent(partnerId: string, agentId: string): Promise<Agent | undefined> {
    if (!isGuid(partnerId) || !isGuid(agentId)) return undefined
    return onceInTurn(`agent/${partnerId}/${agentId}`, () => this.read(partnerId, agentId))
  }

  private async read(partnerId: string, agentId: string): Promise<Agent | undefined> {
    const rows = await this.database.read<Parameters<typeof agentFrom>[0]>({
      name: 'directory-agent',
      text: 'select partner_id as "partnerId", id, name, roles from desk.agent where partner_id = $1 and id = $2',
      values: [partnerId, agentId],
    })
    return rows[0] === undefined ? undefined : agentFrom(rows[0])
  }

  async agentsWith(partnerId: string, wanted: readonly Role[]): Promise<Agent[]> {
    if (!isGuid(partnerId)) return []
    const found = await this.database.rows.agent.findMany({ where: { partnerId, roles: { hasSome: [...wanted] } } })
    return found.map(agentFrom).sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1))
  }
}

/** A role that this version does not know gives no rights, and is not an error. */
const agentFrom = ({
  id,
  partnerId,
  name,
  roles: stored,
}: {
  id: string
  partnerId: string
  name: string
  roles: string[]
}): Agent => ({
  id,
  partnerId,
  name,
  roles: roles.filter((role) => stored.includes(role)),
})
