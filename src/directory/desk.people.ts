import type { Agent } from '../commerce/agent.ts'
import type { People } from '../commerce/ports/people.ts'
import type { Database } from '../platform/database/database.ts'
import { forgetInTurn } from '../platform/turn-memory.ts'
import { agentKey } from './desk.directory.ts'
import { PeopleRepository } from './people.repository.ts'

/** Grants roles in the desk's own table. */
export class DeskPeople implements People {
  private readonly repository: PeopleRepository

  constructor(database: Database) {
    this.repository = new PeopleRepository(database)
  }

  async set(...[change, alongside]: Parameters<People['set']>): Promise<Agent> {
    try {
      return await this.repository.set(change, alongside)
    } finally {
      // What was looked up before holds no more: neither for the person, nor for whoever was refused because of what changed.
      for (const id of [change.id, change.by]) if (id !== undefined) forgetInTurn(agentKey(change.partnerId, id))
    }
  }
}
