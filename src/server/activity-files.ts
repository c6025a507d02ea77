import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'restify'
import { RoleMissing } from '../commerce/access.ts'
import type { Ground } from '../commerce/ground.ts'
import type { ActivityFilesService } from '../features/activity-log/activity-files.service.ts'
import type { ActivityFile } from '../features/activity-log/activity-log.repository.ts'
import { readForm } from '../platform/http/body.ts'
import type { Door } from '../platform/http/door.ts'
import { languageOfHeader, Reader } from '../platform/language.ts'
import { withLogFacts } from '../platform/log.ts'
import { activityFilePage, noSuchFilePage, notNowPage, refusedPage, spentPage } from './activity-file-page.ts'
import { harden, sendPage } from './page.ts'

const largestForm = 1024
// Whatever follows, in however many parts: a link that was broken on its way leads to the page that says so.
const address = '/activity/*'

/** Files of the activity log. Opening a file's page takes nothing, since link previews open it too; its button takes the file. */
export function addActivityFileRoutes(
  door: Door,
  files: Pick<ActivityFilesService, 'find' | 'isOpen' | 'take' | 'contents'>,
  { log }: Pick<Ground, 'log'>,
): void {
  door.get(address, show)
  door.head(address, show)
  door.post(address, async (request, response) => {
    await readForm(request, response, largestForm)
    await press(request, response)
  })

  function show(request: Request, response: Response): Promise<void> {
    return answered(request, response, async (file, read) => {
      if (!files.isOpen(file)) return sendPage(response, 410, spentPage(read, file))
      sendPage(response, 200, activityFilePage(read, file), "'self'")
    })
  }

  function press(request: Request, response: Response): Promise<void> {
    return answered(request, response, async (file, read, token) => {
      if (await files.take(file)) return send(response, file)
      // Of two presses at the same moment the other one was first.
      sendPage(response, 410, spentPage(read, (await files.find(token)) ?? file))
    })
  }

  /** The file was taken: from here on there is no other answer, and what cannot be finished must not look whole. */
  async function send(response: Response, file: ActivityFile): Promise<void> {
    const { id, who, asked } = file
    const facts = { activityFile: id, partnerId: who.partnerId, agentId: who.agentId }
    response.header('Content-Type', 'text/csv; charset=utf-8')
    response.header('Content-Disposition', `attachment; filename="activity-${asked.first}-to-${asked.last}.csv"`)
    response.status(200)
    try {
      await pipeline(inPieces(files.contents(file)), response)
      log.info(facts, 'activity log downloaded')
    } catch (err) {
      response.destroy()
      log.warn({ ...facts, err }, 'activity log not downloaded to its end')
    }
  }

  /** The asker's own language; a page instead of an error. */
  function answered(
    request: Request,
    response: Response,
    work: (file: ActivityFile, read: Reader, token: string) => Promise<void>,
  ): Promise<void> {
    const token = String(request.params['*'])
    let read = new Reader(languageOfHeader(request.headers['accept-language']))
    return withLogFacts({ correlationId: request.id() }, async () => {
      try {
        const file = await files.find(token)
        if (file !== undefined) read = new Reader(file.locale, file.timeZone)
        harden(response, read)
        if (file === undefined) return sendPage(response, 404, noSuchFilePage(read))
        await work(file, read, token)
      } catch (err) {
        if (err instanceof RoleMissing) return sendPage(response, 403, refusedPage(read))
        log.error({ err }, 'activity file not answered')
        harden(response, read)
        sendPage(response, 503, notNowPage(read))
      }
    })
  }
}

/** As the client takes it: one piece is read ahead, not as many as fit into the memory. */
export const inPieces = (contents: AsyncIterable<string>): Readable => Readable.from(contents, { highWaterMark: 1 })
