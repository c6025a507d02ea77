const counters =
  'x(?![\\p{L}\\p{N}])|×|licen[cs]es?|cop(?:y|ies)|units?|pieces?|pcs|seats?|packs?|sets?|个(?!月|星期|客户|订单)|份|套|张|件|개(?!\\p{L}*월)|카피|라이선스|라이센스|세트|부(?!\\p{L}|터)'
const particle = '(?:를|을|만)?(?:\\s+of(?!\\p{L}))?'
const words: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  dozen: 12,
  一: 1,
  两: 2,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
  한: 1,
  두: 2,
  세: 3,
  네: 4,
  다섯: 5,
  여섯: 6,
  일곱: 7,
  여덟: 8,
  아홉: 9,
  열: 10,
}
const english = 'one|two|three|four|five|six|seven|eight|nine|ten|twelve|(?:a\\s+)?dozen'

/** A number with a word that counts: `10 licenses`, `× 10`, `10개`, `10 个`, `两套`, `세 개`. */
const counted = [
  new RegExp(`(?<![\\w.-])(\\d{1,9})\\s*(?:${counters})${particle}`, 'iu'),
  /(?<![\p{L}\p{N}])[x×*]\s*(\d{1,9})(?![\w.-])/iu,
  new RegExp(
    `(?<!\\p{L})(${english})\\s+(?!years?|yrs?|cores?|months?|devices?|users?)(?:(?:${counters})${particle}(?!\\p{L}))?`,
    'iu',
  ),
  /([一两二三四五六七八九十])(?:个(?!月|星期|客户|订单)|份|套|张|件)/u,
  /(?<!\p{L})(한|두|세|네|다섯|여섯|일곱|여덟|아홉|열)\s?(?:개(?!월)|카피|세트|부(?!\p{L}))(?:를|을|만)?/u,
]
/** A number that belongs to a product's name, size or term, or to money, is not how many: `2022`, `16 core`, `3 years`, `Windows 7`. */
const alone =
  /(?<![\w./-]|windows\s|윈도우\s?|[$€£¥₩]\s?|(?:usd|eur|gbp|jpy|krw)\s)(?!(?:200[3-9]|20[12]\d)(?!\d))(\d{1,9})(?![\w.+/-])(?!\s*(?:-?\s*cores?|-?\s*bits?|years?|yrs?|vcpu|devices?|users?|days?|weeks?|months?|hours?|usd|eur|dollars?|%|年|년|코어|核|비트|位|代|月|월|天|日|일|周|주|元|美元|달러|원|小时|시간))/iu

/** How many are meant, and the other words. */
export function quantityIn(text: string): { readonly quantity: number | undefined; readonly others: string } {
  for (const pattern of counted) {
    const match = pattern.exec(text)
    const [found = '', number = ''] = match ?? []
    if (match === null) continue
    const others = `${text.slice(0, match.index)} ${text.slice(match.index + found.length)}`
    return { quantity: Number(words[number.toLowerCase().replace(/^a\s+/, '')] ?? number), others }
  }
  const numbers = [...text.matchAll(new RegExp(alone, `${alone.flags}g`))]
  const others = text.replace(new RegExp(alone, `${alone.flags}g`), ' ')
  // Two numbers that could both be meant say nothing: `1 or 1` is not a quantity.
  return { quantity: numbers.length === 1 ? Number(numbers[0]?.[1]) : undefined, others }
}
