import type { Ground } from '../commerce/ground.ts'
import type { AppInstaller, Installed } from '../commerce/ports/app-installer.ts'
import { DirectoryUnavailable } from '../commerce/ports/directory.ts'
import { day, hour, later } from '../platform/clock.ts'
import type { Graph } from './graph.ts'

/** A permission that is missing is not asked for again for so long; nor is an app that is in no catalogue. */
const deniedFor = hour
const appKnownFor = day

/**
 * Installs the app by Graph (`TeamsAppInstallation.ReadWriteSelfForUser.All`, `AppCatalog.Read.All`). Its id in a tenant's catalogue
 * is another one in each.
 * @param externalId the id of the app's manifest
 */
export function graphInstaller(
  { clock, log }: Pick<Ground, 'clock' | 'log'>,
  graph: Pick<Graph, 'appInCatalogue' | 'installApp'>,
  externalId: string,
): AppInstaller {
  const apps = new Map<string, { readonly id: string; readonly until: Date }>()
  /** Several people of a partner are met at once: one look is enough for all of them. */
  const looking = new Map<string, ReturnType<typeof look>>()
  const denied = new Map<string, { readonly outcome: Installed; readonly until: Date }>()
  return { install }

  async function install(partnerId: string, agentId: string): Promise<Installed> {
    const before = denied.get(partnerId)
    if (before !== undefined && before.until > clock.now()) return before.outcome
    try {
      const app = await appIn(partnerId)
      if (app === 'not-permitted' || app === 'unknown') return deny(partnerId, app)
      const outcome = await graph.installApp(partnerId, agentId, app.id)
      log.info({ partnerId, agentId, outcome }, 'app installed for somebody who never opened it')
      return outcome === 'not-permitted' ? deny(partnerId, outcome) : outcome
    } catch (error) {
      if (!(error instanceof DirectoryUnavailable)) throw error
      return 'silent'
    }
  }

  function appIn(partnerId: string): ReturnType<typeof look> {
    const before = looking.get(partnerId)
    if (before !== undefined) return before
    const now = look(partnerId).finally(() => looking.delete(partnerId))
    looking.set(partnerId, now)
    return now
  }

  async function look(partnerId: string): Promise<{ readonly id: string } | 'not-permitted' | 'unknown'> {
    const known = apps.get(partnerId)
    if (known !== undefined && known.until > clock.now()) return known
    const found = await graph.appInCatalogue(partnerId, externalId)
    if (typeof found !== 'string') apps.set(partnerId, { ...found, until: later(clock.now(), appKnownFor) })
    return found
  }

  function deny(partnerId: string, outcome: Installed): Installed {
    log.warn({ partnerId, outcome }, 'app not installed for people who never opened it')
    denied.set(partnerId, { outcome, until: later(clock.now(), deniedFor) })
    return outcome
  }
}
