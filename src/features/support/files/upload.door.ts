import { z } from 'zod'
import type { UploadDoor } from '../../../chat/feature.ts'
import { whoOf } from '../../../workflow/customers/customer-step.ts'
import { problem } from '../requests/support.dialog.ts'
import { fileRow } from '../requests/support.routes.ts'
import { fileRowOf } from '../support.pages.ts'
import type { Upload, UploadsService } from './uploads.service.ts'

const upload = z.object({
  key: z.guid().transform((id) => id.toLowerCase()),
  name: z.string().min(1).max(1_000),
  content: z.instanceof(Buffer),
})

/** Takes the files that pages send for support requests. */
export const uploadDoor = (uploads: UploadsService): UploadDoor => ({
  largest: uploads.limits.bytes,
  route: {
    asks: upload,
    tells: fileRow,
    answer: async (turn, asked) => fileRowOf(turn, await uploads.take(whoOf(turn), asked as Upload)),
    problem,
  },
})
