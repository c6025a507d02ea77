import { visible, withoutEntities } from '../../platform/plain-text.ts'

/** Where Microsoft keeps what Partner Center lets download; with their subdomains. */
export const usualDownloadHosts: readonly string[] = [
  'download.microsoft.com',
  'download.mp.microsoft.com',
  'delivery.mp.microsoft.com',
  'download.prss.microsoft.com',
  'software-download.microsoft.com',
]

/** What is wrong with a pasted address, in the order in which it is looked for. */
export type AddressFault = 'too-long' | 'no-address' | 'not-https' | 'names-somebody' | 'other-port' | 'other-host'

export type ReadAddress = { readonly address: string } | { readonly fault: AddressFault }

/** Characters; more than any browser needs, and a header may have. */
export const longestAddress = 2_048

/**
 * The address that was pasted, as it may be redirected to: https on one of the hosts or a subdomain of it, on its own port, naming
 * nobody. Blanks and lines around it are left out; whatever else a browser would put right (a backslash, a tab, another
 * alphabet's letters in the host) is refused. Nothing is fetched.
 */
export function readAddress(pasted: string, hosts: readonly string[]): ReadAddress {
  const given = visible(withoutEntities(pasted)).trim()
  if (given.length > longestAddress) return { fault: 'too-long' }
  if (/[\s\\\p{Cc}]/u.test(given) || !URL.canParse(given)) return { fault: 'no-address' }
  const [, scheme = '', authority = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i.exec(given) ?? []
  if (scheme === '') return { fault: /^https:/i.test(given) ? 'no-address' : 'not-https' }
  if (scheme.toLowerCase() !== 'https') return { fault: 'not-https' }
  if (authority.includes('@')) return { fault: 'names-somebody' }
  const [, host = '', port] = /^([a-z0-9.-]+)(?::(\d*))?$/i.exec(authority) ?? []
  if (host === '') return { fault: 'other-host' }
  if (port !== undefined && port !== '443') return { fault: 'other-port' }
  const { hostname, href } = new URL(given)
  const known = hosts.some((one) => hostname === one || hostname.endsWith(`.${one}`))
  if (!known) return { fault: 'other-host' }
  // A browser writes what is not ASCII in three signs for each byte.
  return href.length > longestAddress ? { fault: 'too-long' } : { address: href }
}
