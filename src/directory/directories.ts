import type { Ground } from '../commerce/ground.ts'
import type { AppInstaller } from '../commerce/ports/app-installer.ts'
import type { Directory } from '../commerce/ports/directory.ts'
import type { Config } from '../platform/config.ts'
import { DeskDirectory } from './desk.directory.ts'
import { graphDirectory } from './graph.directory.ts'
import { graphInstaller } from './graph.installer.ts'
import { graphRepository } from './graph.repository.ts'
import { type Graph, openGraph } from './graph.ts'

/** The partners' sign-ins, as far as Graph needs them. */
interface SignIn {
  readonly addresses: { readonly graph: string }
  readonly tokens: {
    token(partnerId: string, audience: 'graph', as: 'app'): Promise<string>
    forget(partnerId: string, audience: 'graph', as: 'app'): void
  }
}

/**
 * Opens the directory that the configuration chooses; and Graph, where the desk signs in to Microsoft's services.
 * @param appId of the app's manifest: people can be given it
 */
export function openDirectory(
  { directory: chosen }: Pick<Config, 'directory'>,
  ground: Pick<Ground, 'database' | 'clock' | 'log'>,
  signIn: SignIn | undefined,
  appId?: string,
): { directory: Directory; graph: Graph | undefined; installer: AppInstaller | undefined } {
  const desk = new DeskDirectory(ground.database)
  if (signIn === undefined) return { directory: desk, graph: undefined, installer: undefined }
  const { addresses, tokens } = signIn
  const graph = openGraph(addresses.graph, {
    token: (partnerId) => tokens.token(partnerId, 'graph', 'app'),
    forget: (partnerId) => tokens.forget(partnerId, 'graph', 'app'),
  })
  return {
    directory: chosen === 'graph' ? graphDirectory(ground, desk, graphRepository(ground.database), graph) : desk,
    graph,
    installer: chosen === 'graph' && appId !== undefined ? graphInstaller(ground, graph, appId) : undefined,
  }
}
