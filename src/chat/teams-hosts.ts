/**
 * Where Teams' Bot Connector answers, in the clouds that Microsoft documents: worldwide, GCC, GCC High, DoD
 * (learn.microsoft.com, "Send proactive messages"). `*.botframework.com` is Direct Line, Web Chat and other channels.
 */
export const teamsHosts: readonly string[] = [
  'smba.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com',
  'smba.infra.gov.teams.microsoft.us',
  'smba.infra.dod.teams.microsoft.us',
]

// Written plainly, so that no two parsers of addresses can disagree about the host: no user, no escapes before the path, no query.
const plain = /^https:\/\/[a-z0-9.-]+(:\d{1,5})?(\/[\w.~%/-]*)?$/i

/** Whether replies may go there: https, on one of the hosts. */
export const isServiceUrl = (url: string, hosts: readonly string[]): boolean =>
  plain.test(url) && URL.canParse(url) && hosts.includes(new URL(url).host)
