import type { Request, Response } from 'restify'

const loopbackNames = ['localhost', '127.0.0.1', '[::1]']

/** Reads what a route needs of a request, and answers it; the rest is done by `guarded`. */
export type Handler = (req: Request, res: Response) => Promise<void> | void

export interface Guard {
  /** The page and its API: for a browser on this machine that has the page itself open. */
  page(handler: Handler): Handler
  /** As `page`, and it changes something: a form or a simple cross-site request can never send such a request. */
  change(handler: Handler): Handler
  /** The connector: for programs on this machine; no browser sends such requests. */
  connector(handler: Handler): Handler
}

/**
 * Lets in who may use the stand-in. It holds every agent's chats and can act for them, so that no other machine and
 * no other web page in the same browser may reach it: not by its address, not by a name that resolves to loopback.
 * @param address the desk's own address, as `http://127.0.0.1:3978`.
 */
export function createGuard(address: () => string): Guard {
  const refusalOf = (req: Request): string | undefined => {
    if (!isLoopback(req.socket.remoteAddress)) return 'The practice page answers this machine only.'
    if (!hosts(address()).includes(req.headers.host ?? '')) return 'The practice page answers to localhost only.'
    const { origin } = req.headers
    if (origin !== undefined && origin !== `http://${req.headers.host}`) return 'Other web pages may not use this one.'
    // `none` is an address that somebody typed; everything but a browser leaves the header out.
    const site = req.headers['sec-fetch-site'] ?? 'none'
    if (site !== 'same-origin' && site !== 'none') {
      return 'Other web pages may not use this one. Type its address to open it.'
    }
    return undefined
  }
  const guarded =
    (refuse: (req: Request) => string | undefined, handler: Handler): Handler =>
    async (req, res) => {
      harden(res)
      const refusal = refuse(req)
      if (refusal === undefined) return handler(req, res)
      res.sendRaw(403, refusal, { 'Content-Type': 'text/plain; charset=utf-8' })
    }
  return {
    page: (handler) => guarded(refusalOf, handler),
    change: (handler) => guarded((req) => refusalOf(req) ?? simpleRequest(req), handler),
    connector: (handler) => guarded((req) => refusalOf(req) ?? fromBrowser(req), handler),
  }
}

function simpleRequest(req: Request): string | undefined {
  const json = /^application\/json\s*(;|$)/i.test(req.headers['content-type'] ?? '')
  return json && req.headers['x-practice'] === '1' ? undefined : 'Send JSON, with the header X-Practice: 1.'
}

function fromBrowser(req: Request): string | undefined {
  // Not `sec-fetch-mode`: Node's own fetch sends that.
  const browser = req.headers.origin !== undefined || req.headers['sec-fetch-site'] !== undefined
  return browser ? 'The connector is for the bot.' : undefined
}

const hosts = (address: string): string[] => {
  const { port } = new URL(address)
  return loopbackNames.map((name) => (port === '' ? name : `${name}:${port}`))
}

const isLoopback = (peer: string | undefined): boolean =>
  peer === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(peer ?? '')

function harden(res: Response): void {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    // Cards may carry pictures of their own.
    "img-src 'self' data: https:",
    "style-src 'self'",
    "connect-src 'self'",
    // The app's own tab.
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]
  res.setHeader('Content-Security-Policy', policy.join('; '))
  res.setHeader('X-Frame-Options', 'DENY')
  res.setHeader('X-Content-Type-Options', 'nosniff')
  res.setHeader('Referrer-Policy', 'no-referrer')
  res.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
  res.setHeader('Cache-Control', 'no-store')
}
