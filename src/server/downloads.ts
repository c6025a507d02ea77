import type { Request, Response } from 'restify'
import { NoSoftware, PartnerCenterUnavailable } from '../commerce/errors.ts'
import { isCancelled } from '../commerce/order.ts'
import { readForm } from '../platform/http/body.ts'
import type { Door } from '../platform/http/door.ts'
import { languageOfHeader, Reader } from '../platform/language.ts'
import { withLogFacts } from '../platform/log.ts'
import { type DownloadLink, remains } from '../workflow/links/download-link.ts'
import { readAddress } from '../workflow/links/pasted-address.ts'
import type { Shared } from '../workflow/shared.ts'
import { downloadPage, laterPage, overPage, type Sender, unknownPage, type WhyOver } from './download-page.ts'
import { harden, pageLocales, sendPage } from './page.ts'
import { pageKeys } from './page-keys.ts'

/** What an address leads to: nothing, a link that is over, or a file. */
type Found =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'over'; readonly link: DownloadLink; readonly why: WhyOver }
  | { readonly kind: 'file'; readonly link: DownloadLink; readonly url: string; readonly size?: number | undefined }

const largestForm = 4 * 1024
// Whatever follows, in however many parts: a link that was broken on its way leads to the page that says so.
const address = '/d/*'

/**
 * Download pages. Only the press of their button counts: mail scanners and link previews open them without one.
 * @param file stands for the files of the embedded Partner Center; left out with a real one.
 */
export function addDownloadRoutes(
  door: Door,
  { links, limits, mirror, partnerCenter, directory, vault, clock, log }: Shared,
  file: ((name: string) => { fileName: string; contentType: string; body: string } | undefined) | undefined,
): void {
  const keys = pageKeys({ vault, clock })
  // Microsoft's hosts redirect to one another.
  const pastedLeadTo = limits.downloadHosts.flatMap((host) => [`https://${host}`, `https://*.${host}`])
  door.get(address, show)
  door.head(address, show)
  door.post(address, async (request, response) => {
    const form = await readForm(request, response, largestForm)
    await press(request, response, form.get('key') ?? undefined)
  })
  if (file !== undefined) {
    door.get('/embedded-files/:name', (request, response) => {
      const found = file(String(request.params.name))
      if (found === undefined) return void response.sendRaw(404, '')
      response.sendRaw(200, found.body, {
        'Content-Type': found.contentType,
        'Content-Disposition': `attachment; filename="${found.fileName}"`,
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'no-store',
      })
    })
  }

  function show(request: Request, response: Response): Promise<void> {
    return answered(request, response, async (read, token) => {
      const found = await find(token, 'look')
      if (found.kind !== 'file' || !isAlive(found.link)) return nothing(response, read, found)
      return page(response, read, found, token, false)
    })
  }

  function press(request: Request, response: Response, sealed: string | undefined): Promise<void> {
    return answered(request, response, async (read, token) => {
      const found = await find(token, 'press')
      if (found.kind !== 'file') return nothing(response, read, found)
      const key = keys.read(sealed, token)
      const outcome = key === undefined ? 'stale' : await links.download(found.link, token, key)
      if (outcome === 'counted' || outcome === 'again') return sendTo(response, found, outcome)
      const link = (await links.byToken(token)) ?? found.link
      if (outcome === 'over' || !isAlive(link)) return nothing(response, read, { ...found, link })
      return page(response, read, { ...found, link }, token, true)
    })
  }

  async function find(token: string, to: 'look' | 'press'): Promise<Found> {
    const link = await links.byToken(token)
    if (link === undefined) return { kind: 'unknown' }
    if (link.revokedAt !== null) return { kind: 'over', link, why: 'revoked' }
    if (link.pasted) return pastedFile(link, to)
    // Made when Partner Center still gave files by itself.
    if (!partnerCenter.capabilities.downloadLinks)
      return { kind: 'over', link, why: isAlive(link) ? 'no-file' : 'ended' }
    return serviceFile(link)
  }

  /**
   * Where a pasted link leads, as long as its line stands, and its host is one of those that are allowed now. A look asks the
   * desk's own copy of the order: whoever scans an address costs no call of Partner Center.
   */
  async function pastedFile(link: DownloadLink, to: 'look' | 'press'): Promise<Found> {
    const order = await orderOf(link, to)
    const line = order?.lines.find(({ number }) => number === link.lineItem)
    if (order !== undefined && (isCancelled(order) || line?.cancelled)) return { kind: 'over', link, why: 'revoked' }
    const read = readAddress((await links.destination(link)) ?? '', limits.downloadHosts)
    if ('address' in read) return { kind: 'file', link, url: read.address }
    return { kind: 'over', link, why: isAlive(link) ? 'no-file' : 'ended' }
  }

  /** Undefined when nobody knows: then what the desk has not been told of does not stand against a download. */
  async function orderOf({ partnerId, customerId, orderId }: DownloadLink, to: 'look' | 'press') {
    try {
      if (to === 'press') return await partnerCenter.order(partnerId, customerId, orderId)
    } catch (error) {
      if (!(error instanceof PartnerCenterUnavailable)) throw error
    }
    return (await mirror.ofIds(partnerId, [orderId]))[0]
  }

  async function serviceFile(link: DownloadLink): Promise<Found> {
    try {
      const [url, options] = await Promise.all([
        partnerCenter.downloadUrl(link.partnerId, link, link.optionKey),
        partnerCenter.downloadOptions(link.partnerId, link),
      ])
      return { kind: 'file', link, url, size: options.find(({ key }) => key === link.optionKey)?.fileSize ?? 0 }
    } catch (error) {
      // Cancelled in Partner Center itself, where nobody told the desk.
      if (error instanceof NoSoftware) return { kind: 'over', link, why: 'revoked' }
      throw error
    }
  }

  async function page(
    response: Response,
    read: Reader,
    { link, url, size }: Extract<Found, { kind: 'file' }>,
    token: string,
    stale: boolean,
  ): Promise<void> {
    const requestKey = keys.issue(token)
    const sender = await senderOf(link)
    const markup = downloadPage(read, clock.now(), { link, size, sender, requestKey, stale })
    // Browsers hold redirects after a form to the policy, too.
    const leadsTo = link.pasted ? pastedLeadTo : [new URL(url).origin]
    sendPage(response, stale ? 400 : 200, markup, ["'self'", ...leadsTo].join(' '))
  }

  async function nothing(response: Response, read: Reader, found: Found): Promise<void> {
    if (found.kind === 'unknown') return sendPage(response, 404, unknownPage(read))
    const { link } = found
    const over = { link, sender: await senderOf(link), why: found.kind === 'over' ? found.why : ('ended' as const) }
    sendPage(response, 410, overPage(read, clock.now(), over))
  }

  function sendTo(
    response: Response,
    { link, url }: Extract<Found, { kind: 'file' }>,
    outcome: 'counted' | 'again',
  ): void {
    const { orderId, partnerId } = link
    if (outcome === 'counted') log.info({ linkId: link.id, orderId, partnerId }, 'download counted')
    response.header('Location', url)
    response.status(303)
    response.end()
  }

  function isAlive(link: DownloadLink): boolean {
    return remains(link, clock.now()).alive
  }

  async function senderOf({ partnerId, agentId }: DownloadLink): Promise<Sender> {
    const [agent, partner] = await Promise.all([directory.agent(partnerId, agentId), directory.partner(partnerId)])
    return { agent: agent?.name ?? '', partner: partner?.name ?? '' }
  }

  /** Headers and language of every answer, and a page instead of an error. */
  function answered(
    request: Request,
    response: Response,
    work: (read: Reader, token: string) => Promise<void>,
  ): Promise<void> {
    // The customer's time zone is not known: times are in UTC, and say so.
    const read = new Reader(pageLocales[languageOfHeader(request.headers['accept-language'])], 'UTC')
    harden(response, read)
    return withLogFacts({ correlationId: request.id() }, async () => {
      try {
        await work(read, String(request.params['*']))
      } catch (err) {
        log.error({ err }, 'download page failed')
        sendPage(response, 503, laterPage(read))
      }
    })
  }
}
