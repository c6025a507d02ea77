import { inLanguages } from '../../platform/language.ts'

/** What is said about notices themselves: digests, muting, quiet hours. */
export const noticesText = inLanguages({
  en: { mute: 'Mute this', digest: (count: string) => `${count} notices` },
  zh: { mute: '静音此类通知', digest: (count) => `${count} 条通知` },
  ko: { mute: '이 알림 끄기', digest: (count) => `알림 ${count}건` },
})
