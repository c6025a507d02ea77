/** Numbers in words. What is no number by its language's grammar (`one two`, `两三`) is none, and never a part of it. */

const units: Readonly<Record<string, number>> = {
  ...{ one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11 },
  ...{ twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19 },
}
const tens: Readonly<Record<string, number>> = {
  ...{ twenty: 20, thirty: 30, forty: 40, fourty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90 },
}
const scales: Readonly<Record<string, number>> = {
  ...{ dozen: 12, dozens: 12, hundred: 100, thousand: 1_000, lakh: 100_000, million: 1_000_000, crore: 10_000_000 },
}
const either = (...tables: readonly object[]) => tables.flatMap(Object.keys).join('|')

const unit = `(?:${either(units, tens, scales)}|zero)`
/** `twenty-five`, `two hundred and ten`, `half a dozen`, `3 dozen`, `10 thousand`: as far as the words go on. */
export const englishNumber = `(?<![\\p{L}\\p{N}_.-])(?:half\\s+an?\\s+dozen|(?:an?\\s+|\\d{1,3}\\s*|\\d+[.,']\\d+\\s*)(?:${either(scales)})(?:(?:\\s*-\\s*|\\s+and\\s+|\\s+)${unit})*|${unit}(?:(?:\\s*-\\s*|\\s+and\\s+|\\s+)${unit})*)(?![\\p{L}\\p{N}_])`

export function readEnglish(words: string): number | undefined {
  const parts = words
    .toLowerCase()
    .split(/[\s-]+|(?<=\d)(?=\p{L})/u)
    .filter((word) => word !== 'and' && word !== '')
  if (parts[0] === 'half') return parts.length === 3 ? 6 : undefined
  let [total, group, room] = [0, 0, Number.POSITIVE_INFINITY]
  for (const [at, word] of parts.entries()) {
    const number = at === 0 && /^an?$/.test(word) ? 1 : (units[word] ?? (/^\d+$/.test(word) ? Number(word) : undefined))
    const scale = scales[word]
    if (scale !== undefined) {
      // `two hundred thousand` goes on, `thousand two thousand` and a bare `dozens` do not.
      if (word === 'dozens' && group === 0) return undefined
      group = (group === 0 && at === 0 ? 1 : group) * scale
      if (group === 0) return undefined
      if (scale >= 1_000) {
        if (total > 0 && group >= total) return undefined
        ;[total, group, room] = [total + group, 0, 999]
      } else room = scale === 100 ? 99 : 0
    } else if (tens[word] !== undefined && room >= 99) [group, room] = [group + tens[word], 9]
    else if (number !== undefined && number > 0 && number <= room && (group % 10 === 0 || at === 0))
      [group, room] = [group + number, 0]
    else return undefined
  }
  return total + group || undefined
}

const han: Readonly<Record<string, number>> = {
  ...{ 零: 0, 〇: 0, 一: 1, 壹: 1, 二: 2, 贰: 2, 两: 2, 三: 3, 叁: 3, 四: 4, 肆: 4, 五: 5, 伍: 5, 六: 6, 陆: 6 },
  ...{ 七: 7, 柒: 7, 八: 8, 捌: 8, 九: 9, 玖: 9 },
}
const hanScales: Readonly<Record<string, number>> = {
  ...{ 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1_000, 仟: 1_000, 万: 10_000, 亿: 100_000_000 },
}
const sino: Readonly<Record<string, number>> = { 일: 1, 이: 2, 삼: 3, 사: 4, 오: 5, 육: 6, 칠: 7, 팔: 8, 구: 9 }
const sinoScales: Readonly<Record<string, number>> = { 십: 10, 백: 100, 천: 1_000, 만: 10_000, 억: 100_000_000 }

export const hanDigit = `[${either(han, hanScales)}]`
/** `十二`, `两百`, `1万`, `1.5万`, `半打`; with what makes it an estimate, `十几`. */
export const chineseNumber = `(?:半打|(?:\\d[\\d.,]*\\s?)?${hanDigit}+打?|\\d+打)[多几来余数]*`

export const readChinese = (words: string): number | undefined => {
  if (words === '半打') return 6
  const dozens = /^(.+)打$/u.exec(words)
  const number = positional(dozens?.[1] ?? words, han, hanScales)
  return dozens === null || number === undefined ? number : number * 12
}

const nativeTens: Readonly<Record<string, number>> = {
  ...{ 열: 10, 스물: 20, 스무: 20, 서른: 30, 마흔: 40, 쉰: 50, 예순: 60, 일흔: 70, 여든: 80, 아흔: 90 },
}
const native: Readonly<Record<string, number>> = {
  ...{ 하나: 1, 한: 1, 둘: 2, 두: 2, 셋: 3, 세: 3, 석: 3, 넷: 4, 네: 4, 넉: 4, 다섯: 5, 여섯: 6, 일곱: 7 },
  ...{ 여덟: 8, 아홉: 9 },
}
const estimates = '(?:두세|두서너|서너|너댓|네댓|네다섯|대여섯|예닐곱|일고여덟|여러|몇)'
const nativeNumber = `(?:(?:${either(nativeTens)})(?:${either(native)})?|${either(native)})`
const sinoNumber = `(?:\\d[\\d.,]*\\s?)?[${either(sino, sinoScales)}](?:\\s?\\d*\\s?[${either(sino, sinoScales)}])*`
/** `스물다섯`, `백스물다섯`, `1만`, `1만 5천`, `두세`, `반 다스`; a word of its own. */
export const koreanNumber = `(?<![\\p{L}\\p{N}.,'_-])(?:반\\s?다스|${estimates}|(?:백|천|만)?${nativeNumber}(?:\\s?다스)?|${sinoNumber})여?`

export function readKorean(words: string): number | undefined {
  const said = words.replace(/\s/gu, '')
  if (said === '반다스') return 6
  const dozens = /^(.+)다스$/u.exec(said)
  if (dozens !== null) return (readKorean(dozens[1] ?? '') ?? Number.NaN) * 12 || undefined
  const parts = new RegExp(`^([백천만]?)(${either(nativeTens)})?(${either(native)})?$`, 'u').exec(said)
  const ones = (nativeTens[parts?.[2] ?? ''] ?? 0) + (native[parts?.[3] ?? ''] ?? 0)
  if (parts !== null && ones > 0) return (sinoScales[parts[1] ?? ''] ?? 0) + ones
  return positional(said, sino, sinoScales)
}

/** Digits before scales, larger ones first: `二百五十`, `1만5천`. `二百五` is 250 to some: it is left alone. */
function positional(
  words: string,
  digits: Readonly<Record<string, number>>,
  scales: Readonly<Record<string, number>>,
): number | undefined {
  let [total, section, digit, smallest] = [0, 0, undefined as number | undefined, Number.POSITIVE_INFINITY]
  let [largest, zero] = [Number.POSITIVE_INFINITY, false]
  for (const part of words.replace(/\s/gu, '').match(/\d+(?:\.\d+)?|\D/gu) ?? []) {
    const number = /^\d/.test(part) ? Number(part) : digits[part]
    const scale = scales[part]
    if (number !== undefined) {
      if (number === 0 && section + total > 0 && !zero && digit === undefined) zero = true
      else if (digit !== undefined || number === 0) return undefined
      else digit = number
    } else if (scale === undefined) return undefined
    else if (scale < 10_000) {
      if (scale >= smallest) return undefined
      ;[section, digit, smallest, zero] = [section + (digit ?? 1) * scale, undefined, scale, false]
    } else {
      if (scale >= largest) return undefined
      total += (section + (digit ?? (section === 0 ? 1 : 0))) * scale
      ;[section, digit, smallest, largest, zero] = [0, undefined, Number.POSITIVE_INFINITY, scale, false]
    }
  }
  const before = section > 0 ? smallest : largest
  if (digit !== undefined && !zero && total + section > 0 && before > 10) return undefined
  const number = Math.round((total + section + (digit ?? 0)) * 1_000) / 1_000
  return Number.isSafeInteger(number) && number > 0 ? number : undefined
}
