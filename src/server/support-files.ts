import type { Request, Response } from 'restify'
import { RoleMissing } from '../commerce/access.ts'
import type { FileAddress, OpeningFilesService } from '../features/support/opening-files.service.ts'
import { readForm } from '../platform/http/body.ts'
import type { Door } from '../platform/http/door.ts'
import { languageOfHeader, Reader } from '../platform/language.ts'
import { type Log, withLogFacts } from '../platform/log.ts'
import { attachment, givenType } from './attachment.ts'
import { harden, sendPage } from './page.ts'
import { expiredPage, noSuchFilePage, notNowPage, refusedPage, supportFilePage } from './support-file-page.ts'

interface SupportFileRoutesOptions {
  readonly files: Pick<OpeningFilesService, 'read' | 'isOpen' | 'find' | 'take'>
  readonly log: Log
}

const largestForm = 1024
// What is sealed into an address has more characters than a parameter may have; and a broken one leads to the page that says so.
const address = '/support-files/*'

/** Files of support requests. Opening a file's page gives nothing out, since link previews open it too; its button does. */
export function addSupportFileRoutes(door: Door, options: SupportFileRoutesOptions): void {
  const pages = new SupportFilePages(options)
  door.get(address, (request, response) => pages.show(request, response))
  door.head(address, (request, response) => pages.show(request, response))
  door.post(address, async (request, response) => {
    await readForm(request, response, largestForm)
    await pages.press(request, response)
  })
}

class SupportFilePages {
  private readonly options: SupportFileRoutesOptions

  constructor(options: SupportFileRoutesOptions) {
    this.options = options
  }

  show(request: Request, response: Response): Promise<void> {
    return this.answered(request, response, async (asked, read) => {
      const file = await this.options.files.find(asked)
      if (file === undefined) return sendPage(response, 404, noSuchFilePage(read))
      sendPage(response, 200, supportFilePage(read, file, asked), "'self'")
    })
  }

  press(request: Request, response: Response): Promise<void> {
    return this.answered(request, response, async (asked, read) => {
      const taken = await this.options.files.take(asked)
      if (taken === undefined) return sendPage(response, 404, noSuchFilePage(read))
      const { file, content } = taken
      response.header('Content-Type', givenType(file.type))
      response.header('Content-Disposition', attachment(file.name))
      response.header('Content-Security-Policy', 'sandbox')
      response.header('Content-Length', content.length)
      response.status(200)
      response.end(content)
      this.options.log.info({ supportFile: file.id, ...asked.who }, 'support file opened')
    })
  }

  /** The asker's own language; a page instead of an error. */
  private answered(
    request: Request,
    response: Response,
    work: (asked: FileAddress, read: Reader) => Promise<void>,
  ): Promise<void> {
    const { files, log } = this.options
    const asked = files.read(String(request.params['*']))
    const read =
      asked === undefined
        ? new Reader(languageOfHeader(request.headers['accept-language']))
        : new Reader(asked.locale, asked.timeZone)
    harden(response, read)
    return withLogFacts({ correlationId: request.id() }, async () => {
      try {
        if (asked === undefined) return sendPage(response, 404, noSuchFilePage(read))
        if (!files.isOpen(asked)) return sendPage(response, 410, expiredPage(read, asked))
        await work(asked, read)
      } catch (err) {
        if (err instanceof RoleMissing) return sendPage(response, 403, refusedPage(read))
        log.error({ err }, 'support file not answered')
        sendPage(response, 503, notNowPage(read))
      }
    })
  }
}
