import { randomUUID } from 'node:crypto'
import { type PracticeBot, type PracticePerson, teamsIdOf } from './person.ts'
import type { Conversation, Message } from './transcript.ts'

/** An activity as Teams posts it to a bot. */
export interface Activity {
  readonly type: string
  readonly id: string
  readonly [field: string]: unknown
}

export interface Setting {
  readonly bot: PracticeBot
  readonly conversation: Conversation
  readonly person: PracticePerson
  readonly serviceUrl: string
  readonly now: Date
}

/** What an activity carries beyond the fields of all. */
export interface ActivityFields {
  readonly entities?: readonly unknown[]
  readonly [field: string]: unknown
}

/** The fields that every activity from Teams carries; `own` are the ones of its kind. */
export function activityOf(setting: Setting, type: string, own: ActivityFields): Activity {
  const { bot, conversation, person, serviceUrl, now } = setting
  return {
    type,
    id: `f:${randomUUID()}`,
    timestamp: now.toISOString(),
    localTimestamp: localTimestamp(now, person.timeZone),
    localTimezone: person.timeZone,
    serviceUrl,
    channelId: 'msteams',
    from: { id: teamsIdOf(person.id), name: person.name, aadObjectId: person.id },
    conversation: conversationAccount(conversation),
    recipient: { id: bot.id, name: bot.name },
    channelData: { tenant: { id: person.partnerId } },
    locale: person.locale,
    ...own,
    entities: [clientInfo(person), ...(own.entities ?? [])],
  }
}

export function messageActivity(setting: Setting, id: string, text: string, mention: boolean): Activity {
  const at = `<at>${setting.bot.name}</at>`
  const said = mention ? `${at} ${text}` : text
  return activityOf(setting, 'message', {
    id,
    text: said,
    textFormat: 'plain',
    // Teams adds the message as HTML to every typed message: a bot must not take it for a file.
    attachments: [{ contentType: 'text/html', content: `<p>${escapeHtml(text)}</p>` }],
    entities: mention ? [{ type: 'mention', text: at, mentioned: { ...setting.bot } }] : [],
  })
}

/** The person has changed a message, and Teams tells all of it again under its own id: of its files, not which are new. */
export function editedActivity(setting: Setting, { id, mention, files = [] }: Message, text: string): Activity {
  const told = files.map(({ name }) => ({ name, downloadUrl: addressOf(setting, name) }))
  const message =
    told.length === 0 ? messageActivity(setting, id, text, mention === true) : filesActivity(setting, id, text, told)
  const channelData = { tenant: { id: setting.person.partnerId }, eventType: 'editMessage' }
  return { ...message, type: 'messageUpdate', channelData }
}

/** @param contentUrl where the bot may fetch it, with its own token */
export function pictureActivity(setting: Setting, id: string, contentUrl: string): Activity {
  return activityOf(setting, 'message', {
    id,
    textFormat: 'plain',
    attachments: [
      { contentType: 'image/*', contentUrl },
      { contentType: 'text/html', content: `<p><img src="${contentUrl}" itemid="practice-picture"></p>` },
    ],
  })
}

/** A file of a message, and where the bot may fetch it. */
export interface ToldFile {
  readonly name: string
  readonly downloadUrl: string
}

export function filesActivity(setting: Setting, id: string, text: string, files: readonly ToldFile[]): Activity {
  const told = files.map(({ name, downloadUrl }) => ({
    contentType: 'application/vnd.microsoft.teams.file.download.info',
    contentUrl: addressOf(setting, name),
    name,
    content: { downloadUrl, uniqueId: randomUUID(), fileType: name.split('.').at(-1) },
  }))
  if (text === '') return activityOf(setting, 'message', { id, textFormat: 'plain', attachments: told })
  const message = messageActivity(setting, id, text, setting.conversation.type === 'groupChat')
  return { ...message, attachments: [...told, ...(message.attachments as readonly unknown[])] }
}

/** Where a file lies in the person's OneDrive. */
const addressOf = ({ person }: Setting, name: string): string =>
  `https://practice-my.sharepoint.com/personal/${person.id}/Documents/${encodeURIComponent(name)}`

/** What the person answered to a file that a message offers. */
export function consentActivity(
  setting: Setting,
  { id, consent }: Pick<Message, 'id' | 'consent'>,
  accepted: boolean,
  uploadUrl: string,
): Activity {
  if (consent === undefined) throw new Error('The message offers no file.')
  const { name, acceptContext, declineContext } = consent
  const uploadInfo = {
    ...{ uploadUrl, name, uniqueId: randomUUID(), fileType: name.split('.').at(-1) },
    contentUrl: `https://practice-my.sharepoint.com/personal/${setting.person.id}/Documents/Applications/${encodeURIComponent(name)}`,
  }
  const value = accepted
    ? { type: 'fileUpload', action: 'accept', context: acceptContext, uploadInfo }
    : { type: 'fileUpload', action: 'decline', context: declineContext }
  return activityOf(setting, 'invoke', { name: 'fileConsent/invoke', replyToId: id, value })
}

function conversationAccount({ id, type, topic, tenantId }: Conversation): Record<string, unknown> {
  const shared = type === 'groupChat' ? { isGroup: true, name: topic } : {}
  return { id, conversationType: type, tenantId, ...shared }
}

function clientInfo({ locale, timeZone }: PracticePerson): Record<string, unknown> {
  const country = new Intl.Locale(locale).maximize().region
  return { type: 'clientInfo', locale, country, platform: 'Web', timezone: timeZone }
}

/** `2026-11-22T09:14:00.000+09:00`: the same moment as the person's wall shows it. */
function localTimestamp(now: Date, timeZone: string): string {
  const zone = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  const name = zone.formatToParts(now).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT'
  const [, sign = '+', hours = '00', minutes = '00'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? []
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000)
  return new Date(now.getTime() + offset).toISOString().replace('Z', `${sign}${hours}:${minutes}`)
}

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)
