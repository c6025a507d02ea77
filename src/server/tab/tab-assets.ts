import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Request, Response } from 'restify'
import type { Door } from '../../platform/http/door.ts'

/** Where `npm start` puts the built pages. */
export const builtTab = path.join(import.meta.dirname, '../../../build/tab')

/**
 * Hosts of Teams, and of Microsoft 365 where the app may be opened too, that a page may be framed by
 * (learn.microsoft.com, "Prerequisites for tabs").
 */
const frames = [
  'https://*.cloud.microsoft',
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.microsoft365.com',
  'https://*.office.com',
  'https://outlook.office.com',
  'https://outlook.office365.com',
]

/** The list of hosts that teams-js believes. */
const hostList = 'https://res.cdn.office.net'

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

interface Asset {
  readonly type: string
  readonly plain: Buffer
  readonly gzip: Promise<Buffer>
  readonly brotli: Promise<Buffer>
}

interface TabAssetsOptions {
  /** Whether the page is opened by the stand-in for Teams, on the desk's own address. */
  readonly practice: boolean
  readonly folder?: string | undefined
}

/** The tab's pages: one document for every address below `/tab`, and files whose names change with their content. */
export function addTabAssets(door: Door, { practice, folder = builtTab }: TabAssetsOptions): void {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${hostList}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${practice ? "'self'" : frames.join(' ')}`,
  ].join('; ')
  const assets = new Map<string, Asset>()
  const document = () => assetOf(assets, folder, 'index.html')
  const inAssets = path.join(folder, 'assets')

  const show = async (request: Request, response: Response) => {
    response.header('Content-Security-Policy', policy)
    response.header('Referrer-Policy', 'no-referrer')
    response.header('X-Robots-Tag', 'noindex, nofollow')
    response.header('Cache-Control', 'no-store')
    const found = document()
    if (found !== undefined) return send(request, response, found)
    response.sendRaw(503, 'The pages are not built yet: npm start builds them.', {
      'Content-Type': 'text/plain; charset=utf-8',
    })
  }
  door.get('/tab', show)
  door.get('/tab/*', show)
  door.get('/tab/assets/:name', async (request, response) => {
    const found = assetOf(assets, inAssets, String(request.params.name))
    if (found === undefined) return void response.sendRaw(404, '')
    response.header('Cache-Control', 'public, max-age=31536000, immutable')
    await send(request, response, found)
  })
}

/** A file of that name in the folder itself: a name that leads anywhere else is none of those that are listed there. */
function assetOf(assets: Map<string, Asset>, folder: string, name: string): Asset | undefined {
  const known = assets.get(name)
  if (known !== undefined) return known
  if (!existsSync(folder) || !readdirSync(folder).includes(name)) return undefined
  const file = path.join(folder, name)
  if (!statSync(file).isFile()) return undefined
  const plain = readFileSync(file)
  const made = {
    type: contentTypes[path.extname(name)] ?? 'application/octet-stream',
    plain,
    gzip: promisify(gzip)(plain, { level: 9 }),
    brotli: promisify<Buffer, object, Buffer>(brotliCompress)(plain, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 9 },
    }),
  }
  assets.set(name, made)
  return made
}

async function send(request: Request, response: Response, { type, plain, gzip, brotli }: Asset): Promise<void> {
  const accepted = (request.headers['accept-encoding'] ?? '').split(',').map((coding) => coding.split(';')[0]?.trim())
  const coding = ['br', 'gzip'].find((each) => accepted.includes(each))
  const body = coding === 'br' ? await brotli : coding === 'gzip' ? await gzip : plain
  if (coding !== undefined) response.header('Content-Encoding', coding)
  response.header('Vary', 'Accept-Encoding')
  response.header('Content-Type', type)
  response.header('X-Content-Type-Options', 'nosniff')
  response.header('Cross-Origin-Resource-Policy', 'same-origin')
  response.header('Content-Length', String(body.length))
  response.status(200)
  response.end(body)
}
