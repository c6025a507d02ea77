import type { Sentence } from '../../chat/sentence.ts'
import type { Kind } from './kinds.ts'

const english = (words: string): string => `(?<!\\p{L})(?:${words})(?!\\p{L})`
const any = (...shapes: readonly string[]): RegExp => new RegExp(shapes.join('|'), 'giu')

/** The words for a kind of entry; the first that fits counts, since `who cancelled after support` asks for what was done. */
const kindWords: readonly (readonly [Kind, RegExp])[] = [
  [
    'looks',
    any(
      english(
        '(?:saw|seen|read|viewed|opened|looked\\s+(?:at|into)|exported)\\s+(?:the\\s+|this\\s+)?(?:activity\\s+)?log',
      ),
    ),
  ],
  [
    'keys',
    any(
      english(
        '(?:(?:saw|seen|sees|viewed|showed|shown|revealed|opened|got|looked\\s+at)\\s+(?:the\\s+|a\\s+|any\\s+|which\\s+|product\\s+)?)?keys?',
      ),
      '(?:查看|看)?(?:了|过)?(?:产品|激活)?(?:密钥|金钥|激活码)',
      '(?:제품\\s?)?키(?:를|을|가)?(?![\\p{L}])',
    ),
  ],
  [
    'downloads',
    any(
      english('downloaded|downloads|downloading'),
      '下载(?:了|过)',
      '다운로드(?:를)?\\s?(?:했|한|하|받)\\p{L}*|내려받\\p{L}*',
    ),
  ],
  [
    'cancellations',
    any(english('cancell?ed|cancell?ations?|cancels?'), '取消(?:了|过)?|退订(?:了|过)?', '취소\\p{L}*'),
  ],
  [
    'purchases',
    any(
      english('bought|purchased|purchases|ordered|buys'),
      '(?:购买|采购|订购|下单|买)(?:了|过)?',
      '(?:구매|구입|주문)(?:를|을)?\\s?(?:했|한|하)\\p{L}*|샀\\p{L}*|구매|구입',
    ),
  ],
  [
    'approvals',
    any(
      english('approved|approvals?|rejected|rejections?'),
      '(?:审批|批准|拒绝)(?:了|过)?',
      '(?:승인|거부|거절)\\p{L}*',
    ),
  ],
  [
    'links',
    any(
      english(
        '(?:copied|renewed|forwarded|replaced|made|created)\\s+(?:the\\s+|a\\s+)?(?:download\\s+)?links?|links?|renewed|forwarded',
      ),
      '(?:复制|续期|续订|转发|创建|更换)?(?:了|过)?链接',
      '링크(?:를|을)?(?:\\s?(?:복사|갱신|전달|생성)\\p{L}*)?',
    ),
  ],
  [
    'support',
    any(english('support(?:\\s+requests?)?|tickets?|refunds?'), '支持请求|工单|退款', '지원\\s?요청|티켓|환불'),
  ],
  [
    'settings',
    any(
      english('(?:changed\\s+(?:the\\s+)?)?settings|(?:granted|withdrew|changed)\\s+(?:the\\s+|a\\s+)?roles?|roles?'),
      '(?:更改|修改)?(?:了|过)?(?:设置|角色)',
      '설정(?:을)?(?:\\s?변경\\p{L}*)?|역할(?:을)?(?:\\s?\\p{L}+)?',
    ),
  ],
]

/** Words of a question that name nothing. */
const asking = any(
  english(
    'what|which|when|who|whom|whose|how|anything|everything|everyone|everybody|somebody|anybody|anyone|all|did|do|does|done|has|have|had|been|was|were|is|are|happened|show|see|saw|seen|viewed|log|logs|entries|entry|list|history|events?|activities|activity|people|person|by|work|actions?|download|export|csv|file|as|it|there|any|that|ever|recent|recently',
  ),
  '看|查看|了|过|哪些|什么|有|做|发生|情况|所有|全部|导出|下载|的|最近|事|都|谁|列表',
  '(?<!\\p{L})(?:봤|본|보았|보기|보여|누가|누구|무엇|무슨|뭐|했|한|하셨|일|내역|기록|로그|전체|모든|다운로드|내보내기|최근|있|받)\\p{L}*',
)

/** Which kind of entry a sentence asks for (`who saw keys today`), and its words that say something else. */
export function askedKind({ text, customer, about }: Sentence): {
  readonly kind: Kind | undefined
  readonly rest: string
} {
  const said = customer === undefined ? text : text.replace(customer, ' ')
  const [kind, words] = kindWords.find(([, shape]) => said.search(shape) >= 0) ?? []
  const without = words === undefined ? about : about.replace(words, ' ')
  return { kind, rest: without.replace(asking, ' ').replace(/\s+/gu, ' ').trim() }
}
