import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { wellFormed } from '../platform/text.ts'
import type { SentFile } from './feature.ts'

const address = z
  .url()
  .max(8_000)
  .refine((url) => url === wellFormed(url))
const fileName = z
  .string()
  .transform((name) => wellFormed(name).replace(/\s+/g, ' ').trim())
  .pipe(z.string().min(1).max(400))

/** What Teams sends for a file that somebody put into the personal chat. */
const downloadInfo = z.object({
  contentType: z.literal('application/vnd.microsoft.teams.file.download.info'),
  name: fileName,
  content: z.object({ downloadUrl: address }),
})

/** A picture in the message itself, as phones send photos: without a name, at an address that opens with the desk's own token. */
const picture = z.object({
  contentType: z.string().regex(/^image\/[\w.+*-]{1,100}$/i),
  contentUrl: address,
  name: fileName.catch(''),
})

// Teams sends the rich text of a message as a text/html attachment too.
const somethingElse = z.object({
  contentType: z
    .string()
    .min(1)
    .refine((type) => type !== 'text/html'),
})

/** The files and pictures of a message; and whether anything at all was attached. */
export function attachmentsIn({ id, attachments }: { id?: string | undefined; attachments: readonly unknown[] }): {
  readonly files: SentFile[]
  readonly more: boolean
} {
  const source = id ?? randomUUID()
  return {
    files: attachments.flatMap((attachment, place) => {
      const found = fileIn(attachment)
      return found === undefined ? [] : [{ source: `${source}/${place}`, ...found }]
    }),
    more: attachments.some((attachment) => somethingElse.safeParse(attachment).success),
  }
}

function fileIn(attachment: unknown): Omit<SentFile, 'source'> | undefined {
  const file = downloadInfo.safeParse(attachment).data
  if (file !== undefined) return { name: file.name, downloadUrl: file.content.downloadUrl }
  const photo = picture.safeParse(attachment).data
  return photo && { name: photo.name || 'photo', downloadUrl: photo.contentUrl }
}
