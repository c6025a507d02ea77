import type { IncomingMessage } from 'node:http'

const hostName = /^(\[[\da-f:.]+\]|[\w.-]+)(:\d{1,5})?$/i

/**
 * What is not taken by its head alone, on any route and before anything of a body is read; undefined when nothing speaks against it.
 * @returns the HTTP status to refuse it with.
 */
export function refusedByHead(request: IncomingMessage & { getUrl?(): unknown }): number | undefined {
  const { headers, url = '' } = request
  // Neither a proxy's `GET http://…` nor `OPTIONS *`; and restify makes a URL of the host and the path, which must be one.
  if (!url.startsWith('/') || (headers.host && !hostName.test(headers.host)) || !hasUrl(request)) return 400
  // Unpacking what strangers send takes memory by their measure, not by ours.
  if (!/^\s*(identity\s*(,\s*identity\s*)*)?$/i.test(headers['content-encoding'] ?? '')) return 415
  if (!/^chunked$/i.test(headers['transfer-encoding'] ?? 'chunked')) return 415
  return undefined
}

function hasUrl(request: { getUrl?(): unknown }): boolean {
  try {
    request.getUrl?.()
    return true
  } catch {
    return false
  }
}
