import type { Request, Response } from 'restify'
import { RoleMissing } from '../commerce/access.ts'
import type { Ground } from '../commerce/ground.ts'
import type { FileAddress, OpeningFilesService } from '../features/support/files/opening-files.service.ts'
import { readForm } from '../platform/http/body.ts'
import type { Door } from '../platform/http/door.ts'
import { languageOfHeader, Reader } from '../platform/language.ts'
import { withLogFacts } from '../platform/log.ts'
import { attachment, givenType } from './attachment.ts'
import { harden, sendPage } from './page.ts'
import { expiredPage, noSuchFilePage, notNowPage, refusedPage, supportFilePage } from './support-file-page.ts'

const largestForm = 1024
// What is sealed into an address has more characters than a parameter may have; and a broken one leads to the page that says so.
const address = '/support-files/*'

/** Files of support requests. Opening a file's page gives nothing out, since link previews open it too; its button does. */
export function addSupportFileRoutes(
  door: Door,
  files: Pick<OpeningFilesService, 'read' | 'isOpen' | 'find' | 'take'>,
  { log }: Pick<Ground, 'log'>,
): void {
  door.get(address, show)
  door.head(address, show)
  door.post(address, async (request, response) => {
    await readForm(request, response, largestForm)
    await press(request, response)
  })

  function show(request: Request, response: Response): Promise<void> {
    return answered(request, response, async (asked, read) => {
      const file = await files.find(asked)
      if (file === undefined) return sendPage(response, 404, noSuchFilePage(read))
      sendPage(response, 200, supportFilePage(read, file, asked), "'self'")
    })
  }

  function press(request: Request, response: Response): Promise<void> {
    return answered(request, response, async (asked, read) => {
      const taken = await files.take(asked)
      if (taken === undefined) return sendPage(response, 404, noSuchFilePage(read))
      const { file, content } = taken
      response.header('Content-Type', givenType(file.type))
      response.header('Content-Disposition', attachment(file.name))
      response.header('Content-Security-Policy', 'sandbox')
      response.header('Content-Length', content.length)
      response.status(200)
      response.end(content)
      log.info({ supportFile: file.id, ...asked.who }, 'support file opened')
    })
  }

  /** The asker's own language; a page instead of an error. */
  function answered(
    request: Request,
    response: Response,
    work: (asked: FileAddress, read: Reader) => Promise<void>,
  ): Promise<void> {
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
