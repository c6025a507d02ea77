import { z } from 'zod'
import { refusalText } from '../../chat/error-reply.ts'
import type { Consent, ConsentPlace, OfferedFile, Upload } from '../../chat/file-consent.ts'
import { isPracticeFile, takesUploads } from '../../chat/file-hosts.ts'
import type { Turn } from '../../chat/turn.ts'
import { requireRole, requireRoleNow, type Who } from '../../commerce/access.ts'
import { day, later, second } from '../../platform/clock.ts'
import { DomainError } from '../../platform/errors.ts'
import { Reader } from '../../platform/language.ts'
import { putFile } from '../../platform/put-file.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import type { Shared } from '../../workflow/shared.ts'
import type { ActivityFilesService } from './activity-files.service.ts'
import { exported } from './activity-log.repository.ts'
import { activityLogText } from './activity-log.text.ts'
import type { ActivityOffer, ActivityOffersRepository, OfferStatus } from './activity-offers.repository.ts'
import { activityOffersText } from './activity-offers.text.ts'
import type { Asked } from './asked.ts'
import { daysWords } from './days.text.ts'

/** How long an offer can be accepted. */
const offered = day
/** A job is given out again after two minutes: nothing is put anywhere for longer. */
const patience = 100 * second
const mostBytes = 256 * 1024 * 1024
/** About as many as a row has. */
const bytesOfEntry = 320

const sealedSchema = z.object({
  upload: z.object({
    uploadUrl: z.string(),
    contentUrl: z.string(),
    name: z.string(),
    uniqueId: z.string().optional(),
    fileType: z.string().optional(),
  }),
  place: z.object({
    ...{ serviceUrl: z.string(), conversationId: z.string() },
    messageId: z
      .string()
      .optional()
      .transform((id) => id),
  }),
})

/** The log as a file in a person's own OneDrive: offered by a card of Teams' own, put there once when it is accepted. */
export function activityOffersService(
  { directory, activity, addresses, vault, jobs, clock, log, limits, consentAnswers: answers }: Shared,
  files: Pick<ActivityFilesService, 'contents'>,
  repository: ActivityOffersRepository,
) {
  return { offer, answer, save }

  /**
   * @param id the button's.
   * @param entries about how many there are, for the size that Teams shows
   * @returns undefined when it was offered already. @throws RoleMissing
   */
  async function offer(
    who: Who,
    { id, asked, entries }: { id: string; asked: Asked; entries: number },
    read: Reader,
  ): Promise<OfferedFile | undefined> {
    await requireRole(directory, who, 'see-activity')
    const { locale, timeZone } = read
    const createdAt = clock.now()
    const expiresAt = later(createdAt, offered)
    if (!(await repository.add({ id, who, asked, locale, timeZone, createdAt, expiresAt }))) return undefined
    return {
      id,
      name: fileNameOf(asked),
      description: activityOffersText[read.language].description(daysWords(asked, read)),
      bytes: (entries + 1) * bytesOfEntry,
    }
  }

  /** What the person answered. Roles are asked afresh; of two answers the first one holds. */
  async function answer(turn: Turn, { id, upload }: Consent, place: ConsentPlace): Promise<void> {
    const words = activityOffersText[turn.reader.language]
    const found = await repository.find(id)
    if (found === undefined || !isTheirs(found, turn)) return
    if (found.status !== 'offered') return
    const now = clock.now()
    const end = (status: OfferStatus) =>
      repository.transaction((rows) => repository.move(rows, id, 'offered', { status, settledAt: now }))
    if (upload === undefined) {
      if (await end('declined')) await answers.say(place, words.declined)
      return
    }
    if (now >= found.expiresAt) {
      if (await end('failed')) await answers.say(place, words.expired)
      return
    }
    if (!mayPutTo(upload)) {
      log.warn({ offerId: id }, 'file not put to where it was asked for')
      if (await end('failed')) await answers.say(place, words.failed)
      return
    }
    try {
      await requireRoleNow(directory, found.who, 'see-activity')
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      if (await end('failed'))
        await answers.say(place, refusalText(turn.reader, error, activityLogText[turn.reader.language].errors))
      return
    }
    if (await take(found, upload, place)) await answers.say(place, words.saving)
  }

  /** That it leaves is on record, together with the job that puts it there. */
  function take(found: ActivityOffer, upload: Upload, place: ConsentPlace): Promise<boolean> {
    const { id, who, asked, timeZone } = found
    const sealed = vault.seal(JSON.stringify({ upload, place }), contextOf(id))
    return repository.transaction(async (rows) => {
      if (!(await repository.move(rows, id, 'offered', { status: 'saving', upload: sealed }))) return false
      await activity.remember(rows, who, exported(asked, timeZone, clock.now()))
      await jobs.enqueue(rows, 'activity.save', { id })
      return true
    })
  }

  /** What a job does. Whoever died on the way leaves a file that is not to be relied on: that is told, and not tried again. */
  async function save(id: string): Promise<void> {
    const found = await repository.find(id)
    if (found?.upload == null) return
    const { upload, place } = sealedSchema.parse(JSON.parse(vault.unseal(found.upload, contextOf(id))))
    const begun = await repository.transaction((rows) => repository.move(rows, id, 'saving', { status: 'sending' }))
    const put = begun ? await putThere(found, upload) : 'failed'
    const status = put === 'put' ? 'saved' : 'failed'
    const settled = { status, upload: null, settledAt: clock.now() } as const
    if (!(await repository.transaction((rows) => repository.move(rows, id, 'sending', settled)))) return
    const { who } = found
    log.info({ activityOffer: id, ...who, put }, 'activity log put where it was accepted')
    const words = activityOffersText[new Reader(found.locale).language]
    await answers.say(place, status === 'saved' ? words.saved(upload.name) : words.failed)
    if (status === 'saved' && mayBeShown(upload)) await answers.hand(place, upload)
  }

  async function putThere(found: ActivityOffer, { uploadUrl }: Upload) {
    try {
      await requireRoleNow(directory, found.who, 'see-activity')
      // Its length has to be told before the first byte: it is written twice, the first time to nowhere.
      let bytes = 0
      for await (const piece of files.contents(found)) {
        bytes += Buffer.byteLength(piece)
        if (bytes > mostBytes) return 'too-large'
      }
      return await putFile(new URL(uploadUrl), files.contents(found), { bytes, patience })
    } catch (err) {
      log.warn({ err, activityOffer: found.id }, 'activity log not put where it was accepted')
      return 'failed'
    }
  }

  function mayPutTo({ uploadUrl }: Upload): boolean {
    const address = new URL(uploadUrl)
    return (
      takesUploads(address, limits.uploadHosts) ||
      (addresses.practice !== undefined && isPracticeFile(address, addresses.practice()))
    )
  }

  /** The card leads there: nowhere else than where Teams keeps files. */
  function mayBeShown({ contentUrl }: Upload): boolean {
    return takesUploads(new URL(contentUrl), limits.uploadHosts)
  }
}

export type ActivityOffersService = ReturnType<typeof activityOffersService>

const isTheirs = ({ who }: ActivityOffer, turn: Turn): boolean => {
  const { partnerId, agentId } = whoOf(turn)
  return who.partnerId === partnerId && who.agentId === agentId
}

const contextOf = (id: string): string => `activity-offer/${id}`

export const fileNameOf = ({ first, last }: Asked): string => `activity-${first}-to-${last}.csv`
