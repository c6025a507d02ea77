import { inLanguages, type Reader } from '../../platform/language.ts'
import type { Freshness } from './mirror.service.ts'

const texts = inLanguages({
  en: {
    asOf: (at: string, ago: string) => `As of ${at} (${ago}): Partner Center has not told what changed since.`,
    filling: (read: string, about: string) =>
      `${read} of about ${about} customers read so far. What is not read yet is missing here.`,
    begun: (read: string) => `${read} customers read so far. What is not read yet is missing here.`,
  },
  zh: {
    asOf: (at, ago) => `截至 ${at}（${ago}）：合作伙伴中心尚未告知此后的更改。`,
    filling: (read, about) => `已读取 ${read} 个客户，共约 ${about} 个。尚未读取的内容不在此处。`,
    begun: (read) => `已读取 ${read} 个客户。尚未读取的内容不在此处。`,
  },
  ko: {
    asOf: (at, ago) => `${at}(${ago}) 기준입니다. 이후의 변경 내용은 파트너 센터에서 아직 받지 못했습니다.`,
    filling: (read, about) => `고객 약 ${about}곳 중 ${read}곳을 읽었습니다. 아직 읽지 않은 내용은 여기에 없습니다.`,
    begun: (read) => `고객 ${read}곳을 읽었습니다. 아직 읽지 않은 내용은 여기에 없습니다.`,
  },
})

/** What is said on a list that is not of now; undefined for one that is. */
export function freshnessLine({ asOf, filling }: Freshness, read: Reader, now: Date): string | undefined {
  const words = texts[read.language]
  if (filling !== undefined) {
    const done = read.number(filling.read)
    return filling.about === null ? words.begun(done) : words.filling(done, read.number(filling.about))
  }
  return asOf && words.asOf(read.dateTime(asOf), read.relative(asOf, now))
}
