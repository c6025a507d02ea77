/** Where Microsoft's services are, without a slash at the end. */
export interface ServiceAddresses {
  /** Partner Center's REST API. */
  readonly api: string
  /** Price sheets, which have a host and an audience of their own. */
  readonly prices: string
  readonly login: string
  readonly graph: string
  /** The pages that people open. */
  readonly portal: string
  /** The folder of the certificates that events are signed with, with a slash at the end. */
  readonly certificates: string
}

export type Cloud = 'global' | 'china'

export const clouds: Readonly<Record<Cloud, ServiceAddresses>> = {
  global: {
    api: 'https://api.partnercenter.microsoft.com',
    prices: 'https://api.partner.microsoft.com',
    login: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    portal: 'https://partner.microsoft.com',
    certificates: 'https://3psostorageacct.blob.core.windows.net/cert/',
  },
  // Operated by 21Vianet.
  china: {
    api: 'https://partner.partnercenterapi.microsoftonline.cn',
    prices: 'https://api.partner.microsoft.com',
    login: 'https://login.partner.microsoftonline.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    portal: 'https://partner.microsoft.com',
    certificates: 'https://3psostorageacct.blob.core.windows.net/cert/',
  },
}

/** @param standIn an address that stands in for all of them: each is a path of it. */
export function addressesOf(cloud: Cloud, standIn?: string): ServiceAddresses {
  if (standIn === undefined) return clouds[cloud]
  return {
    api: `${standIn}/api`,
    prices: `${standIn}/prices`,
    login: `${standIn}/login`,
    graph: `${standIn}/graph`,
    portal: `${standIn}/portal`,
    certificates: `${standIn}/certificates/`,
  }
}
