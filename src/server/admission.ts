import type { Request } from 'restify'

/**
 * Who may bring activities in practice mode, where they carry no token: programs on this machine that reply to this machine.
 * No web page may: one that is open in a browser here could otherwise act for any agent.
 */
export function admitsPractice(request: Request): boolean {
  if (!isLoopbackPeer(request.socket.remoteAddress)) return false
  if (!isLoopbackName(hostName(`http://${request.headers.host ?? ''}`))) return false
  return request.headers.origin === undefined && request.headers['sec-fetch-site'] === undefined
}

/** Asked for by a program on this machine, and not handed on by a proxy on it. */
export const isFromLoopback = (request: Request): boolean =>
  isLoopbackPeer(request.socket.remoteAddress) &&
  isLoopbackName(hostName(`http://${request.headers.host ?? ''}`)) &&
  request.headers['x-forwarded-for'] === undefined &&
  request.headers.forwarded === undefined

/** Replies go to this machine too. */
export function repliesToLoopback(request: Request): boolean {
  const { serviceUrl } = (request.body ?? {}) as { serviceUrl?: unknown }
  return typeof serviceUrl === 'string' && isLoopbackName(hostName(serviceUrl))
}

const isLoopbackPeer = (address: string | undefined): boolean =>
  address === '::1' || /^(::ffff:)?127(\.\d+){3}$/.test(address ?? '')

const isLoopbackName = (name: string | undefined): boolean =>
  name === 'localhost' || name === '[::1]' || /^127(\.\d+){3}$/.test(name ?? '')

const hostName = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).hostname : undefined)
