import type { Request } from 'restify'

/**
 * Who may bring activities in practice mode, where they carry no token: programs on this machine that reply to this machine.
 * No web page may: one that is open in a browser here could otherwise act for any agent.
 */
export function refusesInPractice(request: Request): 403 | undefined {
  const { headers, socket } = request
  const isNear = isLoopbackPeer(socket.remoteAddress) && isLoopbackName(hostName(`http://${headers.host ?? ''}`))
  const isProgram = headers.origin === undefined && headers['sec-fetch-site'] === undefined
  return isNear && isProgram ? undefined : 403
}

/** Three parts of base64url: whoever has nothing of the kind has no token, and nothing of their body is read. It is verified later. */
const bearer = /^Bearer [\w-]{1,4096}\.[\w-]{1,8192}\.[\w-]{1,4096}$/i

/** Whether a request with Teams configured cannot carry a token of Teams, by the form of its header alone. */
export const refusesWithoutToken = ({ headers }: Request): 401 | undefined =>
  bearer.test(headers.authorization ?? '') ? undefined : 401

/** Asked for by a program on this machine, and not handed on by a proxy on it. */
export const isFromLoopback = (request: Request): boolean =>
  isLoopbackPeer(request.socket.remoteAddress) &&
  isLoopbackName(hostName(`http://${request.headers.host ?? ''}`)) &&
  request.headers['x-forwarded-for'] === undefined &&
  request.headers.forwarded === undefined

/** Replies go to this machine too. */
export function repliesToLoopback(activity: unknown): boolean {
  const { serviceUrl } = (activity ?? {}) as { serviceUrl?: unknown }
  return typeof serviceUrl === 'string' && isLoopbackName(hostName(serviceUrl))
}

const isLoopbackPeer = (address: string | undefined): boolean =>
  address === '::1' || /^(::ffff:)?127(\.\d+){3}$/.test(address ?? '')

const isLoopbackName = (name: string | undefined): boolean =>
  name === 'localhost' || name === '[::1]' || /^127(\.\d+){3}$/.test(name ?? '')

const hostName = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).hostname : undefined)
