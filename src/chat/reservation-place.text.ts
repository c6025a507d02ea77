import type { ReservationPlace } from '../commerce/reservation-place.ts'
import { inLanguages, type Reader } from '../platform/language.ts'

const placeText = inLanguages({
  en: {
    shared: (plan: string) => `shared scope: all Azure subscriptions${plan === '' ? '' : ` of ${plan}`}`,
    single: (subscription: string) => `single scope: Azure subscription ${subscription}`,
  },
  zh: {
    shared: (plan) => `共享范围：${plan === '' ? '' : `${plan} 的`}所有 Azure 订阅`,
    single: (subscription) => `单一范围：Azure 订阅 ${subscription}`,
  },
  ko: {
    shared: (plan) => `공유 범위: ${plan === '' ? '' : `${plan}의 `}모든 Azure 구독`,
    single: (subscription) => `단일 범위: Azure 구독 ${subscription}`,
  },
})

/** What a reservation applies to; a subscription that has no name by its id. */
export function placeWords(
  { scope, name, subscriptionId = '' }: Pick<ReservationPlace, 'scope' | 'name' | 'subscriptionId'>,
  { language }: Reader,
): string {
  const words = placeText[language]
  if (scope === 'shared') return words.shared(name)
  return words.single(name === '' ? subscriptionId : name)
}

/** ` (shared scope: …)` behind a product; nothing for what is no reservation. */
export const placeBehind = (place: Parameters<typeof placeWords>[0] | undefined, read: Reader): string => {
  if (place === undefined) return ''
  return read.language === 'zh' ? `（${placeWords(place, read)}）` : ` (${placeWords(place, read)})`
}
