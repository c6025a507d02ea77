import type { Agent, Partner, Role } from '../commerce/agent.ts'
import type { Directory } from '../commerce/ports/directory.ts'
import type { Database } from '../platform/database/database.ts'
import { isGuid } from '../platform/guid.ts'
import { forgetInTurn, onceInTurn } from '../platform/turn-memory.ts'
import { agentFrom, PeopleRepository, type StoredAgent } from './people.repository.ts'

/** The desk's own table of partners, agents and their roles. */
export class DeskDirectory implements Directory {
  private readonly database: Database
  private readonly people: PeopleRepository

  constructor(database: Database) {
    this.database = database
    this.people = new PeopleRepository(database)
  }

  async rolesKeptElsewhere(): Promise<readonly Role[]> {
    return []
  }

  async partner(partnerId: string): Promise<Partner | undefined> {
    if (!isGuid(partnerId)) return undefined
    return (await this.database.rows.partner.findUnique({ where: { id: partnerId } })) ?? undefined
  }

  async agent(partnerId: string, agentId: string): Promise<Agent | undefined> {
    if (!isGuid(partnerId) || !isGuid(agentId)) return undefined
    return onceInTurn(agentKey(partnerId, agentId), () => this.read(partnerId, agentId))
  }

  agentNow(partnerId: string, agentId: string): Promise<Agent | undefined> {
    forgetInTurn(agentKey(partnerId, agentId))
    return this.agent(partnerId, agentId)
  }

  private async read(partnerId: string, agentId: string): Promise<Agent | undefined> {
    const rows = await this.database.read<StoredAgent>({
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

  async agents(partnerId: string, { text = '', from = 0, limit }: Parameters<Directory['agents']>[1]) {
    if (!isGuid(partnerId)) return []
    return (await this.people.page(partnerId, { text, from, limit })).map(agentFrom)
  }

  async agentsNamed(partnerId: string, names: readonly string[]): Promise<Agent[]> {
    return isGuid(partnerId) && names.length > 0 ? (await this.people.named(partnerId, names)).map(agentFrom) : []
  }
}

/** For how long somebody is remembered: a turn. */
export const agentKey = (partnerId: string, agentId: string): string => `agent/${partnerId}/${agentId}`
