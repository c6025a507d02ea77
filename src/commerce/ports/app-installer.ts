/**
 * What came of having the desk's app installed for somebody. `not-permitted`: whoever administers the tenant has not allowed it;
 * `unknown`: there is no such person or app.
 */
export type Installed = 'installed' | 'there-already' | 'not-permitted' | 'unknown' | 'silent'

/** Installs the desk's app in Teams for people who never opened it, where the partner permits that. */
export interface AppInstaller {
  install(partnerId: string, agentId: string): Promise<Installed>
}
