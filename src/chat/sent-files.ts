import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { wellFormed } from '../platform/text.ts'
import type { SentFile } from './feature.ts'

/** What Teams sends for a file that somebody put into the personal chat. */
const downloadInfo = z.object({
  contentType: z.literal('application/vnd.microsoft.teams.file.download.info'),
  name: z
    .string()
    .transform((name) => wellFormed(name).replace(/\s+/g, ' ').trim())
    .pipe(z.string().min(1).max(400)),
  content: z.object({
    downloadUrl: z
      .url()
      .max(8_000)
      .refine((url) => url === wellFormed(url)),
  }),
})

// Teams sends the rich text of a message as a text/html attachment too; only other attachments are pictures and files.
const somethingElse = z.object({
  contentType: z
    .string()
    .min(1)
    .refine((type) => type !== 'text/html'),
})

/** The files of a message, by Teams' file download info; and whether there is more, a picture for one. */
export function attachmentsIn({ id, attachments }: { id?: string | undefined; attachments: readonly unknown[] }): {
  readonly files: SentFile[]
  readonly more: boolean
} {
  const source = id ?? randomUUID()
  return {
    files: attachments.flatMap((attachment, place) => {
      const file = downloadInfo.safeParse(attachment).data
      return file === undefined
        ? []
        : [{ source: `${source}/${place}`, name: file.name, downloadUrl: file.content.downloadUrl }]
    }),
    more: attachments.some((attachment) => somethingElse.safeParse(attachment).success),
  }
}
