import { isServiceUrl } from './teams-hosts.ts'

/** Pictures that stand in messages, which Teams' Bot Connector keeps and gives out to the bot alone. */
export interface TeamsAttachments {
  /** Whether it is one, at the Connector itself: the desk's own token may go there, and nowhere else. */
  has(address: URL): boolean
  /** The Authorization header; undefined where Teams is only practised. */
  authorization(address: URL): Promise<string | undefined>
}

/** `/amer/v3/attachments/0-eus-d1-…/views/original`: the Connector's own way to name one, below whatever stands before it. */
const view = /^(?:\/[\w.~-]+)*\/v3\/attachments\/[\w.~%-]+\/views\/[\w.~-]+$/

/** @param practice where the practice page is served, if it is */
export function teamsAttachments(
  authorize: (url: string) => Promise<string | undefined>,
  hosts: readonly string[],
  practice: (() => string) | undefined,
): TeamsAttachments {
  const isThere = ({ origin }: URL) =>
    isServiceUrl(origin, hosts) || (practice !== undefined && origin === new URL(practice()).origin)
  return {
    has: (address) => {
      const { username, password, search, hash, pathname } = address
      return [username, password, search, hash].every((part) => part === '') && view.test(pathname) && isThere(address)
    },
    authorization: (address) => authorize(address.href),
  }
}
