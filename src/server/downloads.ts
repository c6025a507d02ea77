import type { Request, Response } from 'restify'
import { NoSoftware } from '../commerce/errors.ts'
import type { Directory } from '../commerce/ports/directory.ts'
import type { PartnerCenter } from '../commerce/ports/partner-center.ts'
import type { Clock } from '../platform/clock.ts'
import { readForm } from '../platform/http/body.ts'
import type { Door } from '../platform/http/door.ts'
import { type Language, languageOfHeader, Reader } from '../platform/language.ts'
import { type Log, withLogFacts } from '../platform/log.ts'
import type { Vault } from '../platform/secrets.ts'
import { type DownloadLink, remains } from '../workflow/links/download-link.ts'
import type { LinksService } from '../workflow/links/links.service.ts'
import { downloadPage, laterPage, overPage, type Sender, unknownPage } from './download-page.ts'
import { harden, sendPage } from './page.ts'
import { PageKeys } from './page-keys.ts'

export interface DownloadRoutesOptions {
  readonly links: LinksService
  readonly partnerCenter: PartnerCenter
  readonly directory: Directory
  readonly vault: Vault
  readonly clock: Clock
  readonly log: Log
  /** Stands for the files of the embedded Partner Center; left out with a real one. */
  readonly file?: (name: string) => { fileName: string; contentType: string; body: string } | undefined
}

/** What an address leads to: nothing, a link that is over, or a file. */
type Found =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'over'; readonly link: DownloadLink; readonly revoked: boolean }
  | { readonly kind: 'file'; readonly link: DownloadLink; readonly url: string; readonly size: number }

const largestForm = 4 * 1024
// Whatever follows, in however many parts: a link that was broken on its way leads to the page that says so.
const address = '/d/*'

// The script is named, so that browsers pick fonts for simplified characters.
const locales: Record<Language, string> = { en: 'en', zh: 'zh-Hans', ko: 'ko' }

/** Download pages. Only the press of their button counts: mail scanners and link previews open them without one. */
export function addDownloadRoutes(door: Door, options: DownloadRoutesOptions): void {
  const { file } = options
  const pages = new DownloadPages(options)
  door.get(address, (request, response) => pages.show(request, response))
  door.head(address, (request, response) => pages.show(request, response))
  door.post(address, async (request, response) => {
    const form = await readForm(request, response, largestForm)
    await pages.press(request, response, form.get('key') ?? undefined)
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
}

class DownloadPages {
  private readonly options: DownloadRoutesOptions
  private readonly keys: PageKeys

  constructor(options: DownloadRoutesOptions) {
    this.options = options
    this.keys = new PageKeys(options)
  }

  show(request: Request, response: Response): Promise<void> {
    return this.answered(request, response, async (read, token) => {
      const found = await this.find(token)
      if (found.kind !== 'file' || !this.isAlive(found.link)) return this.nothing(response, read, found)
      return this.page(response, read, found, token, false)
    })
  }

  press(request: Request, response: Response, sealed: string | undefined): Promise<void> {
    return this.answered(request, response, async (read, token) => {
      const found = await this.find(token)
      if (found.kind !== 'file') return this.nothing(response, read, found)
      const key = this.keys.read(sealed, token)
      const outcome = key === undefined ? 'stale' : await this.options.links.download(found.link, token, key)
      if (outcome === 'counted' || outcome === 'again') return this.sendTo(response, found, outcome)
      const link = (await this.options.links.byToken(token)) ?? found.link
      if (outcome === 'over' || !this.isAlive(link)) return this.nothing(response, read, { ...found, link })
      return this.page(response, read, { ...found, link }, token, true)
    })
  }

  private async find(token: string): Promise<Found> {
    const { links, partnerCenter } = this.options
    const link = await links.byToken(token)
    if (link === undefined) return { kind: 'unknown' }
    if (link.revokedAt !== null) return { kind: 'over', link, revoked: true }
    try {
      const [url, options] = await Promise.all([
        partnerCenter.downloadUrl(link.partnerId, link, link.optionKey),
        partnerCenter.downloadOptions(link.partnerId, link),
      ])
      return { kind: 'file', link, url, size: options.find(({ key }) => key === link.optionKey)?.fileSize ?? 0 }
    } catch (error) {
      // Cancelled in Partner Center itself, where nobody told the desk.
      if (error instanceof NoSoftware) return { kind: 'over', link, revoked: true }
      throw error
    }
  }

  private async page(
    response: Response,
    read: Reader,
    { link, url, size }: Extract<Found, { kind: 'file' }>,
    token: string,
    stale: boolean,
  ): Promise<void> {
    const requestKey = this.keys.issue(token)
    const sender = await this.sender(link)
    const markup = downloadPage(read, this.options.clock.now(), { link, size, sender, requestKey, stale })
    // Browsers hold redirects after a form to the policy, too.
    sendPage(response, stale ? 400 : 200, markup, `'self' ${new URL(url).origin}`)
  }

  private async nothing(response: Response, read: Reader, found: Found): Promise<void> {
    if (found.kind === 'unknown') return sendPage(response, 404, unknownPage(read))
    const { link } = found
    const over = { link, sender: await this.sender(link), revoked: found.kind === 'over' && found.revoked }
    sendPage(response, 410, overPage(read, this.options.clock.now(), over))
  }

  private sendTo(
    response: Response,
    { link, url }: Extract<Found, { kind: 'file' }>,
    outcome: 'counted' | 'again',
  ): void {
    const { orderId, partnerId } = link
    if (outcome === 'counted') this.options.log.info({ linkId: link.id, orderId, partnerId }, 'download counted')
    response.header('Location', url)
    response.status(303)
    response.end()
  }

  private isAlive(link: DownloadLink): boolean {
    return remains(link, this.options.clock.now()).alive
  }

  private async sender({ partnerId, agentId }: DownloadLink): Promise<Sender> {
    const { directory } = this.options
    const [agent, partner] = await Promise.all([directory.agent(partnerId, agentId), directory.partner(partnerId)])
    return { agent: agent?.name ?? '', partner: partner?.name ?? '' }
  }

  /** Headers and language of every answer, and a page instead of an error. */
  private answered(
    request: Request,
    response: Response,
    work: (read: Reader, token: string) => Promise<void>,
  ): Promise<void> {
    // The customer's time zone is not known: times are in UTC, and say so.
    const read = new Reader(locales[languageOfHeader(request.headers['accept-language'])], 'UTC')
    harden(response, read)
    return withLogFacts({ correlationId: request.id() }, async () => {
      try {
        await work(read, String(request.params['*']))
      } catch (err) {
        this.options.log.error({ err }, 'download page failed')
        sendPage(response, 503, laterPage(read))
      }
    })
  }
}
