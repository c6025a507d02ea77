import type { Activity, Attachment } from 'botbuilder'
import { z } from 'zod'
import { cut, wellFormed } from '../platform/text.ts'

/** A file that somebody may keep in their OneDrive, by a card that Teams itself draws. */
export interface OfferedFile {
  readonly name: string
  /** In the reader's language. */
  readonly description: string
  readonly bytes: number
  /** Comes back with the answer. */
  readonly id: string
}

/** Where an accepted file goes. The address takes whatever is put there, without more: a secret. */
const uploadSchema = z.object({
  uploadUrl: z.url().max(8_000),
  contentUrl: z.url().max(8_000),
  name: z.string().min(1).max(400).transform(wellFormed),
  uniqueId: z.string().max(200).optional(),
  fileType: z.string().max(40).optional(),
})
export type Upload = z.infer<typeof uploadSchema>

const context = z.object({ offer: z.guid().transform((id) => id.toLowerCase()) })
const consentSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('accept'), context, uploadInfo: uploadSchema }),
  z.object({ action: z.literal('decline'), context }),
])

/** What somebody answered to an offer. */
export interface Consent {
  readonly id: string
  /** Undefined when it was declined. */
  readonly upload: Upload | undefined
}

/** The message that offered a file. */
export interface ConsentPlace {
  readonly serviceUrl: string
  readonly conversationId: string
  readonly messageId: string | undefined
}

/** @returns undefined when it is not about an offer of the desk's, or has no address. */
export function readConsent(value: unknown): Consent | undefined {
  const consent = consentSchema.safeParse(value).data
  if (consent === undefined) return undefined
  return { id: consent.context.offer, upload: consent.action === 'accept' ? consent.uploadInfo : undefined }
}

/** Teams shows it in the personal chat alone, with *Allow* and *Decline*. */
export const consentActivity = ({ name, description, bytes, id }: OfferedFile): Partial<Activity> => ({
  type: 'message',
  summary: `${name}. ${description}`,
  attachments: [
    {
      contentType: 'application/vnd.microsoft.teams.card.file.consent',
      name,
      content: {
        description: cut(description, 300, '…'),
        sizeInBytes: bytes,
        acceptContext: { offer: id },
        declineContext: { offer: id },
      },
    },
  ],
})

/** The file where it is now, to be opened in Teams. */
export const fileAttachment = ({ name, contentUrl, uniqueId, fileType }: Upload): Attachment => ({
  contentType: 'application/vnd.microsoft.teams.card.file.info',
  contentUrl,
  name,
  content: { ...(uniqueId !== undefined && { uniqueId }), ...(fileType !== undefined && { fileType }) },
})
