import type { Agent, Partner, Role } from '../commerce/agent.ts'
import type { Ground } from '../commerce/ground.ts'
import { type Directory, DirectoryUnavailable } from '../commerce/ports/directory.ts'
import { day, later, minute } from '../platform/clock.ts'
import { isGuid } from '../platform/guid.ts'
import { forgetInTurn, onceInTurn } from '../platform/turn-memory.ts'
import { agentKey, type DeskDirectory } from './desk.directory.ts'
import {
  agentKnown,
  type GraphRepository,
  type KnownPerson,
  type ReadMember,
  type RolesKept,
} from './graph.repository.ts'
import type { Graph } from './graph.ts'

/** Directory roles of Entra, by template id ("Microsoft Entra built-in roles"). Account, referral and marketing content admins are none. */
const directoryRoles: readonly { readonly role: Role; readonly template: string }[] = [
  { role: 'global-admin', template: '62e90394-69f5-4237-9190-012177145e10' },
  { role: 'billing-admin', template: 'b0f54661-2d74-4c50-afa3-1ec803f12efe' },
]
/** Roles that security groups of the partner hold, in every tenant. */
const groupRoles: readonly Role[] = ['admin-agent', 'sales-agent', 'helpdesk-agent']

const betweenReadings = 10 * minute
/** Who had a role within this usually has it: what is not active now is to be activated. */
const usualFor = 90 * day
/** Somebody whom nobody knows is asked for again after this. */
const unknownFor = minute

/**
 * Roles as Microsoft Entra has them. What is done asks Graph afresh, and silence denies; what is drawn, searched and addressed
 * reads who was found there last. Roles that Entra does not have are those of the desk's own table.
 */
export function graphDirectory(
  { clock, log }: Pick<Ground, 'clock' | 'log'>,
  desk: DeskDirectory,
  repository: GraphRepository,
  graph: Graph,
): Directory {
  const unknownAt = new Map<string, Date>()
  return { rolesKeptElsewhere, partner, agent, agentNow, agentsWith, agents, agentsNamed, nameOf, readAnew }

  async function rolesKeptElsewhere(partnerId: string): Promise<readonly Role[]> {
    return elsewhereOf(await repository.kept(partnerId))
  }

  function partner(partnerId: string): Promise<Partner | undefined> {
    return desk.partner(partnerId)
  }

  async function agent(partnerId: string, agentId: string): Promise<Agent | undefined> {
    if (!isGuid(partnerId) || !isGuid(agentId)) return undefined
    return onceInTurn(agentKey(partnerId, agentId), async () => {
      const known = await repository.person(partnerId, agentId)
      if (known !== undefined && known.member !== null) return drawn(partnerId, known)
      return (await firstSeen(partnerId, agentId)) ?? (known && drawn(partnerId, known))
    })
  }

  /** Somebody who was not found in Entra yet may be new there. Who asks again and again is not asked for each time. */
  async function firstSeen(partnerId: string, agentId: string): Promise<Agent | undefined> {
    const key = agentKey(partnerId, agentId)
    const before = unknownAt.get(key)
    if (before !== undefined && later(before, unknownFor) > clock.now()) return undefined
    if (unknownAt.size > 10_000) unknownAt.clear()
    unknownAt.set(key, clock.now())
    try {
      const found = await ask(partnerId, agentId)
      if (found !== undefined) unknownAt.delete(key)
      return found
    } catch (error) {
      if (error instanceof DirectoryUnavailable) return undefined
      throw error
    }
  }

  async function agentNow(partnerId: string, agentId: string): Promise<Agent | undefined> {
    if (!isGuid(partnerId) || !isGuid(agentId)) return undefined
    const key = agentKey(partnerId, agentId)
    forgetInTurn(key)
    return onceInTurn(key, () => ask(partnerId, agentId))
  }

  /** @returns undefined for who is neither in the desk's table nor holds a role. @throws DirectoryUnavailable */
  async function ask(partnerId: string, agentId: string): Promise<Agent | undefined> {
    const [kept, known] = await Promise.all([repository.kept(partnerId), repository.person(partnerId, agentId)])
    if (kept === undefined) throw new DirectoryUnavailable({ reason: 'not-connected' })
    const at = clock.now()
    const held = await rolesOf(partnerId, agentId, kept)
    if (known === undefined && held.length === 0) return undefined
    const name = known?.name ?? (await graph.person(partnerId, agentId))?.displayName ?? agentId
    if (held.length > 0 || known?.member != null)
      await repository.keep(partnerId, { id: agentId, name, roles: held }, at)
    const now = { ...(known ?? { partnerId, id: agentId, own: null, held: {} }), name, member: [...held] }
    return agentKnown(now, elsewhereOf(kept), usualSince())
  }

  async function rolesOf(
    partnerId: string,
    agentId: string,
    { groups, directoryRoles: permitted }: RolesKept,
  ): Promise<Role[]> {
    const [inGroups, active] = await Promise.all([
      graph.groupsOf(partnerId, agentId, Object.values(groups)),
      permitted ? graph.directoryRolesOf(partnerId, agentId) : Promise.resolve<string[]>([]),
    ])
    // It was permitted when the partner was connected.
    if (active === undefined) throw new DirectoryUnavailable({ reason: 'Authorization_RequestDenied' })
    return [
      ...groupRoles.filter((role) => inGroups.some((id) => id === groups[role])),
      ...directoryRoles.filter(({ template }) => active.includes(template)).map(({ role }) => role),
    ]
  }

  async function agentsWith(partnerId: string, wanted: readonly Role[]): Promise<Agent[]> {
    if (!isGuid(partnerId)) return []
    const all = await allDrawn(partnerId, await repository.everybody(partnerId))
    return all
      .filter(({ roles }) => wanted.some((role) => roles.includes(role)))
      .sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1))
  }

  async function agents(partnerId: string, { text = '', from = 0, limit }: Parameters<Directory['agents']>[1]) {
    if (!isGuid(partnerId)) return []
    return allDrawn(partnerId, await repository.page(partnerId, { text, from, limit }))
  }

  async function agentsNamed(partnerId: string, names: readonly string[]): Promise<Agent[]> {
    if (!isGuid(partnerId) || names.length === 0) return []
    return allDrawn(partnerId, await repository.named(partnerId, names))
  }

  async function nameOf(partnerId: string, personId: string): Promise<string | undefined> {
    try {
      const found = await graph.person(partnerId, personId)
      return found?.displayName === found?.id ? undefined : found?.displayName
    } catch (error) {
      if (error instanceof DirectoryUnavailable) return undefined
      throw error
    }
  }

  /** Reads who holds roles, each partner on one replica. What Graph does not answer now stays as it was read before. */
  async function readAnew(): Promise<void> {
    const due = await repository.takeDue(clock.now(), later(clock.now(), betweenReadings))
    await Promise.all(due.map((partnerId) => readMembers(partnerId).catch((error) => unread(partnerId, error))))
  }

  function unread(partnerId: string, error: unknown): void {
    if (!(error instanceof DirectoryUnavailable)) throw error
    log.warn({ partnerId, reason: error.facts.reason }, 'members not read')
  }

  async function readMembers(partnerId: string): Promise<void> {
    const kept = await repository.kept(partnerId)
    if (kept === undefined) return
    const at = clock.now()
    const found = new Map<string, ReadMember>()
    const add = (role: Role, people: readonly { id: string; displayName: string }[]) => {
      for (const { id, displayName: name } of people)
        found.set(id, { id, name, roles: [...(found.get(id)?.roles ?? []), role] })
    }
    for (const role of groupRoles) {
      const groupId = kept.groups[role]
      if (groupId !== undefined) add(role, await graph.membersOf(partnerId, groupId))
    }
    if (kept.directoryRoles)
      for (const { role, template } of directoryRoles) add(role, await graph.holdersOf(partnerId, template))
    await repository.keepAll(partnerId, [...found.values()], at, later(at, -usualFor))
  }

  async function drawn(partnerId: string, known: KnownPerson): Promise<Agent> {
    return agentKnown(known, await rolesKeptElsewhere(partnerId), usualSince())
  }

  async function allDrawn(partnerId: string, known: readonly KnownPerson[]): Promise<Agent[]> {
    const elsewhere = await rolesKeptElsewhere(partnerId)
    return known.map((one) => agentKnown(one, elsewhere, usualSince()))
  }

  function usualSince(): Date {
    return later(clock.now(), -usualFor)
  }
}

const elsewhereOf = (kept: RolesKept | undefined): readonly Role[] =>
  kept?.directoryRoles === true ? [...groupRoles, ...directoryRoles.map(({ role }) => role)] : groupRoles
