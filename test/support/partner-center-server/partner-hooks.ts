import { randomUUID } from 'node:crypto'
import { personOf } from './people.ts'
import type { Partner } from './world.ts'

/** What tests change of a partner: its sign-in, its people and their roles. */
export const partnerHooks = (partnerOf: (tenantId: string) => Partner) => ({
  setMfa: (tenantId: string, mfa: Partner['mfa']): void => {
    partnerOf(tenantId).mfa = mfa
  },
  /** Nobody can sign in any more, and no token is taken. @param reason `AADSTS700082`, `AADSTS50076`, `AADSTS53003` … */
  endSignIn: (tenantId: string, reason = 'AADSTS700082'): void => {
    partnerOf(tenantId).signInFails = reason
  },
  mendSignIn: (tenantId: string): void => {
    partnerOf(tenantId).signInFails = undefined
  },
  setKind: (tenantId: string, kind: Partner['kind']): void => {
    partnerOf(tenantId).kind = kind
  },
  /** Somebody else changes it, in something that does not matter here: its ETag is another one. */
  touchSubscription(tenantId: string, id: string): void {
    const all = [...partnerOf(tenantId).subscriptions.values()].flat()
    const found = all.find((each) => each.id.toLowerCase() === id.toLowerCase())
    if (found !== undefined) found.version++
  },
  addPerson(tenantId: string, person: Parameters<typeof personOf>[0]): void {
    const partner = partnerOf(tenantId)
    partner.people.push(personOf(person, partner.domain))
  },
  /** @param group `AdminAgents` */
  removeMember: (tenantId: string, personId: string, group: string): void => {
    partnerOf(tenantId)
      .people.find(({ id }) => id === personId)
      ?.groups.delete(group)
  },
  addMember: (tenantId: string, personId: string, group: string): void => {
    partnerOf(tenantId)
      .people.find(({ id }) => id === personId)
      ?.groups.add(group)
  },
  /** An active role becomes one that somebody is merely eligible for. @param templateId left out, all of them */
  removeDirectoryRoles(tenantId: string, personId: string, templateId?: string): void {
    const held = partnerOf(tenantId).people.find(({ id }) => id === personId)?.directoryRoles
    if (templateId === undefined) held?.clear()
    else held?.delete(templateId)
  },
  /** Another group of the same name. */
  addGroup: (tenantId: string, displayName: string, more: { securityEnabled?: boolean } = {}): void => {
    partnerOf(tenantId).otherGroups.push({ id: randomUUID(), displayName, ...more })
  },
  permitDirectoryRoles: (tenantId: string, permitted: boolean): void => {
    partnerOf(tenantId).directoryRolesPermitted = permitted
  },
  /** The app is in the tenant's catalogue, and may be installed for people. @param onInstall told of each */
  permitApps: (tenantId: string, externalId: string, onInstall?: (personId: string) => void): void => {
    Object.assign(partnerOf(tenantId), { apps: new Map([[externalId, randomUUID()]]), onInstall })
  },
})
