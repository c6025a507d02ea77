import type { Activity } from 'botbuilder'
import { z } from 'zod'
import type { SentFile } from './feature.ts'

/** What Teams sends for a file that somebody put into the personal chat. */
const downloadInfo = z.object({
  contentType: z.literal('application/vnd.microsoft.teams.file.download.info'),
  name: z.string().trim().min(1).max(400),
  content: z.object({ downloadUrl: z.url().max(8_000) }),
})

/** The files of a message, by Teams' file download info; pictures and everything else that may be attached are none. */
export const sentFiles = ({ id, attachments = [] }: Activity): SentFile[] =>
  attachments.flatMap((attachment, place) => {
    const file = downloadInfo.safeParse(attachment).data
    return file === undefined
      ? []
      : [{ source: `${id}/${place}`, name: file.name, downloadUrl: file.content.downloadUrl }]
  })
