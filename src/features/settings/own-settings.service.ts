import type { Reading } from '../../chat/personal-chats.repository.ts'
import type { Who } from '../../commerce/access.ts'
import { type Language, languageOf } from '../../platform/language.ts'
import type { NoticeWishes } from '../../workflow/notices/notice-wishes.repository.ts'
import type { Shared } from '../../workflow/shared.ts'
import { ChatNeverOpened } from './settings.errors.ts'

/** What one decides for oneself. */
export interface OwnSettings {
  /** Undefined follows Teams. */
  readonly language: Language | undefined
  /** IANA name; undefined follows Teams. */
  readonly timeZone: string | undefined
  readonly wishes: NoticeWishes
  /** `08:00`; undefined for no morning summary. */
  readonly morning: string | undefined
}

export interface KnownSettings extends OwnSettings {
  /** What Teams tells. */
  readonly teams: Reading
}

/** Everybody's own language, time zone, notices and morning summary: no role is needed for them. */
export function ownSettingsService({ personalChats, wishes, mornings }: Shared) {
  return { of, set }

  async function of(who: Who): Promise<KnownSettings> {
    const [chat, wished, morning] = await Promise.all([
      personalChats.find(who.partnerId, who.agentId),
      wishes.of(who),
      mornings.of(who.partnerId, who.agentId),
    ])
    const { chosenLocale = null, chosenTimeZone = null, locale = '', timeZone = '' } = chat ?? {}
    return {
      teams: { locale, timeZone },
      language: chosenLocale === null ? undefined : languageOf(chosenLocale),
      timeZone: chosenTimeZone ?? undefined,
      wishes: wished,
      morning: wished.muted.includes('mornings') ? undefined : morning,
    }
  }

  /**
   * From now on, in everything that is said. What former quiet hours held is looked at by the new ones, in the new time zone.
   * @returns how the person reads now.
   * @throws ChatNeverOpened for a language or a time zone of somebody whom nobody has met in Teams yet
   */
  async function set(who: Who, { language, timeZone, wishes: wished, morning }: OwnSettings): Promise<Reading> {
    const { partnerId, agentId } = who
    const [{ teams }, chat] = await Promise.all([of(who), personalChats.find(partnerId, agentId)])
    if (chat === null && (language !== undefined || timeZone !== undefined)) throw new ChatNeverOpened()
    const chosen = {
      locale: language === undefined ? null : localeFor(language, teams.locale),
      timeZone: timeZone ?? null,
    }
    await personalChats.choose(partnerId, agentId, chosen)
    // Before the wishes: these have everything that waits looked at again.
    await mornings.set(partnerId, agentId, morning)
    await wishes.set(who, { ...wished, muted: wished.muted.filter((kind) => kind !== 'mornings') })
    return { locale: chosen.locale ?? teams.locale, timeZone: chosen.timeZone ?? teams.timeZone }
  }
}

export type OwnSettingsService = ReturnType<typeof ownSettingsService>

const locales: Record<Language, string> = { en: 'en-US', zh: 'zh-CN', ko: 'ko-KR' }

/** Dates and numbers stay those of the person's own country where it speaks the language; the Chinese of the desk is the simplified. */
export function localeFor(language: Language, told: string): string {
  if (languageOf(told) !== language) return locales[language]
  return language === 'zh' && new Intl.Locale(told).maximize().script !== 'Hans' ? locales.zh : told
}
