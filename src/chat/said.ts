import { asOneLine, withoutEntities } from '../platform/plain-text.ts'
import { cut } from '../platform/text.ts'
import { simplified } from '../platform/traditional-chinese.ts'

/** Nothing that fills a form in is longer; reading stays short work whatever is sent. */
const longest = 1_000

const elements =
  /<\/?(?:a|at|attachment|b|blockquote|br|code|div|em|emoji|font|h[1-6]|hr|i|img|li|ol|p|pre|s|span|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul)(?:\s[^<>]*)?\/?>/giu

/** What Teams sends for a mention, a format or the space behind a mention is taken out; what somebody put into angle brackets, `<CSP-1001>`, is not. */
export const withoutMarkup = (text: string): string => text.replace(elements, ' ').replaceAll('&nbsp;', ' ')

/** NFKC would make `10²` and `2½` numbers that nobody wrote. */
const raised: readonly (readonly [RegExp, string])[] = [
  [/(?<=\d)(?=[\u00B2\u00B3\u00B9\u2070-\u2079\u2080-\u2089])/gu, '^'],
  [/(?<=\d) ?(?=[\u00BC-\u00BE\u2150-\u215E])/gu, '+'],
]

/** Parts a list as a comma does; and signs of nobody's alphabet. */
const spelling: readonly (readonly [RegExp, string])[] = [
  [/[\uE000-\uF8FF]/g, ''],
  [/[、;\u066B\u066C]/g, ','],
  [/。/g, '.'],
]

/** `١٠`, `१०`: digits of other scripts, by where their zero stands. */
const otherDigits = /[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F\u09E6-\u09EF\u0E50-\u0E59]/gu
const zeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50]
const digitOf = (digit: string): string => {
  const code = digit.codePointAt(0) ?? 0
  return String(code - (zeros.findLast((zero) => zero <= code) ?? code))
}

/** A line as it was typed, in one way of writing: as `asOneLine` has it, with plain digits and commas. */
export function tidied(line: string): string {
  const decoded = withoutEntities(cut(line, longest))
  const marked = raised.reduce((said, [place, mark]) => said.replace(place, mark), decoded)
  // A ligature may become eighteen characters: what was cut is cut again.
  const half = cut(asOneLine(cut(marked, longest)), longest).replace(otherDigits, digitOf)
  return spelling.reduce((said, [written, meant]) => said.replace(written, meant), half).trim()
}

const greeting = /^(?:hi|hello|hey|ok|okay|so|yes)(?:\s+(?:there|desk|csp desk))?\s*[,!.]?\s+/iu
/** What comes before the command word and says no more than that somebody wants something. */
const leads: readonly RegExp[] = [
  greeting,
  /^(?:please|pls|plz|kindly|just|then|and|now|also|need)\s*,?\s+/iu,
  /^(?:can|could|would|will|may|shall|should)\s+(?:you|i|we)(?:\s+(?:please|kindly|just))?\s+/iu,
  /^(?:i|we)(?:\s*'d|\s+would|\s+do)?\s+(?:like|want|wish|need|have)\s+to\s+/iu,
  /^(?:i|we)(?:\s*'d|\s+would)?\s+(?:like|want|need)\s+/iu,
  /^(?:i\s*'?m|i am|we\s*'?re|we are)\s+(?:trying|going|looking|about)\s+(?:to|for)\s+/iu,
  /^(?:let\s*'?s|let\s+(?:us|me)|help\s+me(?:\s+to)?|how\s+(?:do|can|could|should)\s+(?:i|we)|go\s+ahead\s+and|try\s+to)\s+/iu,
  /^(?:what|where|which|who)(?:\s+(?:are|is|were|was)|\s*'s|\s*'re)\s+/iu,
  /^(?:show|list|display|view|see|open|get|give|find|fetch|check|create|make|file|submit|start|raise|send|look\s+(?:up|at)|pull\s+up|bring\s+up)(?:\s+(?:me|us))?\s+/iu,
  /^(?:the|my|our|a|an|some|any|new)\s+/iu,
  /^(?:你好|您好|嗨)\s*[,!.]?\s*/u,
  /^(?:请问?|麻烦(?:你|您)?|劳驾|帮(?:我们|我|忙)|给我(?:们)?(?=看|查|买|取|打|列|显|下)|能不能|可不可以|可以|能否)\s*,?\s*/u,
  /^(?:我们|我)?(?:想要|想|要|需要|希望)(?=\S)\s*/u,
  /^(?:看一?下|看看|查看|查询|获取|查一?下|显示|打开|列出|进行|申请|提交|新建|创建|发起|看)\s*(?:我的|我们的)?\s*/u,
  /^(?:我的|我们的)\s*/u,
  /^(?:안녕하세요|안녕|저기요)\s*[,!.]?\s+/u,
  /^(?:혹시|그냥|좀|제발|저는|저희는|나는|제|내|저희|우리|이제)\s+/u,
]

/** What comes after the command word and says no more than that. */
const tails: readonly RegExp[] = [
  /[\s.,!?~:]+$/u,
  /(?<!\p{L})(?:please|pls|plz|thanks|thank\s+you|thx|now|asap|ok|okay|right\s+away|immediately|for\s+(?:me|us)|form|card|list)$/iu,
  /(?:谢谢(?:你|您)?|多谢|好吗|可以吗|行吗|一下|吧|吗|呢|啊|列表|表单)$/u,
  /(?:을|를)?\s?(?:좀\s?)?(?:부탁(?:해요?|드려요|드립니다|드릴게요|합니다)|감사합니다|고마워요?|고맙습니다)$/u,
  /(?:을|를)?\s?(?:좀\s?)?(?:보여|열어|알려|찾아|확인해|바꿔|신청해|제출해|진행해|사|구해)\s?(?:줘요?|줄래요?|주세요|주십시오|주시겠어요|주시겠습니까|봐요?)$/u,
  /(?:을|를)?\s?(?:좀\s?)?(?:해|하여)?\s?(?:줘요?|줄래요?|주세요|주십시오|주실래요|주시겠어요|주시겠습니까|주실\s?수\s?있(?:나요|어요|을까요)|줄\s?수\s?있(?:나요|어요))$/u,
  /(?:을|를)?\s?(?:보고|하고|받고|사고|얻고)\s?싶(?:어요?|습니다|은데요?)$/u,
  /(?:을|를)?\s?(?:하려고(?:\s?(?:해요?|합니다)|요)?|할게요?|하겠습니다|합니다|할래요?|하기|하자|해요?|해야\s?(?:해요?|합니다)|할\s?수\s?있(?:나요|어요|을까요))$/u,
  /(?:이|가|을|를)?\s?(?:필요(?:해요?|합니다)?|있나요|어디\s?있(?:나요|어요))$/u,
  /\s?(?:목록|양식|보기)$/u,
]

/** The line without its pleasantries: what is left begins or ends with the command word, if it was said plainly. */
export function plainly(said: string): string {
  const seen = simplified(said)
  const withoutLeads = strippedOf(leads, seen)
  const from = seen.length - withoutLeads.length
  return said.slice(from, from + strippedOf(tails, withoutLeads).length)
}

// Each round takes something away or is the last one; politeness beyond a dozen words is left as it is.
function strippedOf(patterns: readonly RegExp[], said: string): string {
  let left = said
  for (let round = 0; round < 12; round++) {
    const before = left
    for (const pattern of patterns) left = left.replace(pattern, '')
    left = left.trim()
    if (left === '') return before.trim()
    if (left === before) break
  }
  return left
}

const notThis =
  /(?<!\p{L})(?:do\s*not|don\s*'?t|never|did\s*not|didn\s*'?t|no\s+longer)(?!\p{L})|不要|不想|不用|别(?=取消|买|购|下)|没有?(?=取消|购买)|지\s?(?:마|말|않)|(?:취소|구매)\s?안/iu
/** Somebody says that it is not to be done. */
export const isNegated = (said: string): boolean => notThis.test(said)

const chat =
  /(?<!\p{L})(?:thank|thanks|great|nice|good|fine|bad|love|sorry|congrat\p{L}*|i|we|you|your|they|he|she|this|that)(?!\p{L})|谢谢|感谢|很好|不错|喜欢|抱歉|감사|고마|고맙|좋아|좋네|좋습|수고|죄송|주셔서|덕분/iu
/** Somebody talks, rather than asks for something. */
export const isChat = (said: string): boolean => chat.test(said)
