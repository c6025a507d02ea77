import { isGuid } from '../../platform/guid.ts'
import { halfWidth } from '../../platform/plain-text.ts'

/**
 * Whether a spreadsheet would make a number, a date, a time, a truth or an error of a text: `00123`, `3-12`, `1E5`, `5. März`,
 * `TRUE`. Which of them does so depends on its language, so what any of them takes is taken here: nothing in it but digits,
 * what parts or marks digits, and the words that dates, times and money have.
 */
export function isTakenForValue(text: string): boolean {
  const words = halfWidth(text).trim().toLowerCase()
  if (truths.has(words) || /^#[a-z/]{2,10}[!?]?(?:\d!)?$/u.test(words)) return true
  if (!/\p{N}/u.test(words) || words.length > longestValue || isGuid(words)) return false
  const letters = words.split(/[\p{N}\p{Sc}\s.,:;/'"%‰()+−-]+/u)
  return letters.every((word) => word === '' || valueWords().has(word))
}

const longestValue = 60

/** In the languages that spreadsheets have words of their own for. */
const truths = new Set(
  'true false wahr falsch vrai faux verdadero falso vero waar onwaar sant sandt falskt falsk sann usann tosi epätosi prawda fałsz истина ложь doğru yanliş yanlış igaz hamis pravda nepravda adevărat'.split(
    ' ',
  ),
)

let known: ReadonlySet<string> | undefined

// Some hundred words out of Intl: made when a file is first written.
const valueWords = (): ReadonlySet<string> => {
  known ??= new Set([...marks, ...locales.flatMap(dateWords)].map((word) => word.toLowerCase()))
  return known
}

/** Exponents, parts of the day, units of dates in Chinese, Japanese and Korean, ISO 8601, and money. */
const marks =
  'e a p am pm a.m p.m t z utc gmt st nd rd th of de 年 月 日 号 時 时 分 秒 点 點 년 월 일 시 분 초 원 元 円 圆 万 億 亿 만 억 上午 下午 午前 午後 오전 오후 bc ad bce ce usd eur gbp jpy krw cny rmb chf aud cad inr brl kwd dollars euro euros kr zł kč ft lei'.split(
    ' ',
  )

const locales = 'en de fr es it pt nl sv da nb fi pl cs hu ro tr ru el id vi zh ja ko'.split(' ')

function dateWords(locale: string): string[] {
  const days = Array.from({ length: 12 }, (_, month) => Date.UTC(2026, month, 1 + month))
  return (['long', 'short'] as const)
    .flatMap((style) => {
      const whole = new Intl.DateTimeFormat(locale, { month: style, weekday: style, day: 'numeric', timeZone: 'UTC' })
      const alone = new Intl.DateTimeFormat(locale, { month: style, timeZone: 'UTC' })
      return days.flatMap((day) => [...whole.formatToParts(day).map(({ value }) => value), alone.format(day)])
    })
    .flatMap((words) => words.toLowerCase().split(/[\p{N}\s.,]+/u))
}
