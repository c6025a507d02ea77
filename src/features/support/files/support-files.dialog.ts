import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { act, type CardFlow, cardFlow } from '../../../chat/card-flow.ts'
import { refusalText } from '../../../chat/error-reply.ts'
import type { Feature, FilesDoor } from '../../../chat/feature.ts'
import { job } from '../../../platform/jobs.ts'
import type { CardEditsService } from '../../../workflow/cards/card-edits.service.ts'
import { whoOf } from '../../../workflow/customers/customer-step.ts'
import type { SupportService } from '../requests/support.service.ts'
import { supportText } from '../requests/support.text.ts'
import { filesCard, nextRequest, requestNumber } from './support-files.cards.ts'
import type { SupportFilesService } from './support-files.service.ts'
import { supportFilesText } from './support-files.text.ts'

const filesValues = z.object({ ids: z.array(z.guid()) })
type FilesValues = z.infer<typeof filesValues>

const nothing = z.object({})

interface FileServices {
  readonly files: SupportFilesService
  readonly support: SupportService
}

/** The card that answers files: it changes as they come, and says what they go with. */
const filesDialog = ({ files, support }: FileServices): CardFlow =>
  cardFlow<FilesValues>({
    id: 'support-files',
    values: filesValues,
    problem: ({ reader }, error) =>
      refusalText(reader, error, {
        ...supportText[reader.language].errors,
        ...supportFilesText[reader.language].errors,
      }),
    steps: [
      {
        id: 'files',
        show: async (turn, { ids }, entry, buttons) =>
          filesCard(turn, await files.shown(whoOf(turn), ids), entry, buttons),
        acts: {
          attach: act({
            inputs: z.object({ request: z.guid().or(z.literal(nextRequest)) }),
            mistake: (turn) => supportFilesText[turn.reader.language].chooseRequest,
            run: async (turn, values: FilesValues, { request }) => {
              const words = supportFilesText[turn.reader.language]
              if (request === nextRequest) return { values, entry: { notice: words.kept } }
              const { files: shown, open } = await files.shown(whoOf(turn), values.ids)
              const able = shown.filter(({ supportId, status }) => supportId === null && status !== 'refused')
              const wanted = able.map(({ id }) => id)
              await support.addFiles(whoOf(turn), request, wanted)
              const goal = open.find(({ id }) => id === request)
              const done = goal !== undefined && wanted.length > 0
              return { values, entry: { notice: done ? words.attached(requestNumber(goal.number)) : undefined } }
            },
          }),
          discard: act({
            inputs: nothing,
            run: async (turn, values: FilesValues) => {
              await files.discard(whoOf(turn), values.ids)
              return { values, entry: { notice: supportFilesText[turn.reader.language].discarded } }
            },
          }),
        },
      },
    ],
  })

interface SupportFileDoors {
  readonly flow: CardFlow
  readonly files: FilesDoor
  readonly jobs: NonNullable<Feature['jobs']>
}

const arriving = z.object({ id: z.guid(), flowId: z.guid(), attempt: z.number().int().min(0) })
const showing = z.object({ ids: z.array(z.guid()), flowId: z.guid(), attempt: z.number().int().min(0) })
const waited = z.object({ ids: z.array(z.guid()), flowId: z.guid() })

/** What the files of support requests open. */
export const supportFileDoors = ({ files, support }: FileServices, cards: CardEditsService): SupportFileDoors => ({
  flow: filesDialog({ files, support }),
  files: async (turn, sent) => {
    const id = randomUUID()
    const ids = await files.receive(whoOf(turn), sent, id)
    return { id, flow: 'support-files', step: 'files', values: { ids } }
  },
  jobs: {
    'support.fetch-file': job(arriving, async (file) => {
      if (await files.fetch(file)) await cards.edit(file.flowId)
    }),
    'support.show-files': job(showing, async (shown) => {
      if (await files.areHere(shown)) await cards.edit(shown.flowId)
    }),
    'support.forget-files': job(waited, async ({ ids, flowId }) => {
      if (await files.forget(ids)) await cards.edit(flowId)
    }),
  },
})
