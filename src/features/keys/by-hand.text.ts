import { inLanguages } from '../../platform/language.ts'
import { longestAddress } from '../../workflow/links/pasted-address.ts'
import { longestFileName, type PasteFault } from './pasted.ts'

const length = String(longestAddress)
const fileLength = String(longestFileName)

/** Where keys and links are pasted, since Partner Center gives none by itself. */
export const byHandText = inLanguages({
  en: {
    whyPaste: {
      both: "Microsoft's service gives no key and no link by itself: copy them on the customer's Software page, and paste them here.",
      link: "Microsoft's service gives no link by itself: copy it on the customer's Software page, and paste it here.",
      key: "Microsoft's service gives no key by itself: copy it on the customer's Software page, and paste it here.",
    },
    openPage: 'Open the Software page',
    where: (customer: string) =>
      `In Partner Center: Customers > ${customer} > Software. Your customer finds the same in the Microsoft 365 admin center: Billing > Your products > Software.`,
    link: 'Download link',
    key: 'Product key',
    optional: (field: string) => `${field} (optional)`,
    file: 'Which file it is',
    fileHint: '2019, English, ISO 64-bit',
    keep: { both: 'Keep link and key', link: 'Keep link', key: 'Keep key' },
    linkKept: 'The link is guarded: 14 days or 50 downloads from now.',
    keyKept: 'The key is kept, sealed. It is shown when somebody presses Show key, and that is on record.',
    noKey: 'No key is kept for it yet.',
    noLink: 'You have no link for it yet.',
    keptBy: (who: string | undefined, date: string) =>
      who === undefined ? `Pasted on ${date}.` : `Pasted by ${who} on ${date}.`,
    yourLinks: 'Your links',
    unnamed: 'File without a name',
    addLink: 'Add a link',
    addKey: 'Add key',
    replaceKey: 'Replace key',
    keyWillGo: 'The key that is kept now is forgotten when you do.',
    renewWhy:
      "Microsoft's own link ends, too. Copy a fresh one on the Software page, and paste it here: your address stays the same.",
    lost: "**This link leads to no file any more.** Renew it with a fresh link of Microsoft's; the address stays the same.",
    renewIt:
      "Renew it with a fresh link of Microsoft's, for another 14 days or 50 downloads. The address stays the same, so what you sent works again.",
    faults: (hosts: string) =>
      ({
        nothing: 'Paste a link or a key, or both.',
        'too-long': `This is longer than ${length} characters. Paste the link alone, once more.`,
        'no-address':
          'This is not a whole address. Paste the link as it was copied, once more: it begins with https://',
        'not-https': 'Only addresses that begin with https:// are taken. Paste the link once more.',
        'names-somebody': 'An address that signs somebody in (a name before @) is not taken. Paste the link once more.',
        'other-port': 'An address with a port of its own is not taken. Paste the link once more.',
        'other-host': `This leads elsewhere. Download links of ${hosts} are taken. Paste the link once more.`,
        'no-key':
          'This is not a product key. It has five groups of five letters and digits: XXXXX-XXXXX-XXXXX-XXXXX-XXXXX. Paste it once more.',
        'file-too-long': `At most ${fileLength} characters.`,
        'file-secret': 'Here only what the file is, in words: version, language, file type.',
      }) satisfies Record<PasteFault, string>,
    once: 'What was pasted is not shown again: paste it once more.',
  },
  zh: {
    whyPaste: {
      both: 'Microsoft 的服务不直接提供密钥和链接：请在客户的“软件”页面复制，并粘贴到此处。',
      link: 'Microsoft 的服务不直接提供链接：请在客户的“软件”页面复制，并粘贴到此处。',
      key: 'Microsoft 的服务不直接提供密钥：请在客户的“软件”页面复制，并粘贴到此处。',
    },
    openPage: '打开“软件”页面',
    where: (customer) =>
      `合作伙伴中心：“客户”>“${customer}”>“软件”。客户也可在 Microsoft 365 管理中心自行获取：“计费”>“您的产品”>“软件”。`,
    link: '下载链接',
    key: '产品密钥',
    optional: (field) => `${field}（可选）`,
    file: '文件说明',
    fileHint: '2019、简体中文、ISO 64 位',
    keep: { both: '保存链接和密钥', link: '保存链接', key: '保存密钥' },
    linkKept: '链接已受保护：从现在起 14 天或 50 次下载。',
    keyKept: '密钥已加密保存。按“显示密钥”才会显示，且每次显示都会记录。',
    noKey: '尚未保存其密钥。',
    noLink: '您还没有它的链接。',
    keptBy: (who, date) => (who === undefined ? `于 ${date} 粘贴。` : `由 ${who} 于 ${date} 粘贴。`),
    yourLinks: '您的链接',
    unnamed: '未命名的文件',
    addLink: '添加链接',
    addKey: '添加密钥',
    replaceKey: '更换密钥',
    keyWillGo: '保存新密钥后，现有密钥将被删除。',
    renewWhy: 'Microsoft 自己的链接也会失效。请在“软件”页面复制新链接并粘贴到此处：您的地址不变。',
    lost: '**此链接不再指向任何文件。** 请用新的 Microsoft 链接续期，地址不变。',
    renewIt: '请用新的 Microsoft 链接续期：可再用 14 天或 50 次下载。地址不变，您发出的链接会重新生效。',
    faults: (hosts) => ({
      nothing: '请粘贴链接或密钥，或两者都粘贴。',
      'too-long': `超过 ${length} 个字符。请只粘贴链接，再试一次。`,
      'no-address': '这不是完整的地址。请原样重新粘贴复制的链接：它以 https:// 开头。',
      'not-https': '只接受以 https:// 开头的地址。请重新粘贴链接。',
      'names-somebody': '不接受带登录信息（@ 前的名称）的地址。请重新粘贴链接。',
      'other-port': '不接受带端口号的地址。请重新粘贴链接。',
      'other-host': `此地址指向别处。只接受 ${hosts} 的下载链接。请重新粘贴链接。`,
      'no-key': '这不是产品密钥。密钥为五组、每组五个字母或数字：XXXXX-XXXXX-XXXXX-XXXXX-XXXXX。请重新粘贴。',
      'file-too-long': `最多 ${fileLength} 个字符。`,
      'file-secret': '此处只填写文件说明：版本、语言、文件类型。',
    }),
    once: '粘贴的内容不会再次显示：请重新粘贴。',
  },
  ko: {
    whyPaste: {
      both: 'Microsoft 서비스는 키와 링크를 직접 제공하지 않습니다. 고객의 소프트웨어 페이지에서 복사하여 여기에 붙여 넣으세요.',
      link: 'Microsoft 서비스는 링크를 직접 제공하지 않습니다. 고객의 소프트웨어 페이지에서 복사하여 여기에 붙여 넣으세요.',
      key: 'Microsoft 서비스는 키를 직접 제공하지 않습니다. 고객의 소프트웨어 페이지에서 복사하여 여기에 붙여 넣으세요.',
    },
    openPage: '소프트웨어 페이지 열기',
    where: (customer) =>
      `파트너 센터: 고객 > ${customer} > 소프트웨어. 고객은 Microsoft 365 관리 센터의 청구 > 사용자 제품 > 소프트웨어에서 직접 받을 수도 있습니다.`,
    link: '다운로드 링크',
    key: '제품 키',
    optional: (field) => `${field}(선택 사항)`,
    file: '파일 설명',
    fileHint: '2019, 한국어, ISO 64비트',
    keep: { both: '링크와 키 보관', link: '링크 보관', key: '키 보관' },
    linkKept: '링크를 보호합니다. 지금부터 14일 또는 50회입니다.',
    keyKept: '키를 암호화하여 보관했습니다. 키 표시를 눌러야 보이며, 본 사실은 기록됩니다.',
    noKey: '아직 보관된 키가 없습니다.',
    noLink: '아직 이 제품의 내 링크가 없습니다.',
    keptBy: (who, date) => (who === undefined ? `${date}에 붙여 넣음.` : `${who} 님이 ${date}에 붙여 넣음.`),
    yourLinks: '내 링크',
    unnamed: '이름 없는 파일',
    addLink: '링크 추가',
    addKey: '키 추가',
    replaceKey: '키 바꾸기',
    keyWillGo: '새 키를 보관하면 지금 보관된 키는 삭제됩니다.',
    renewWhy:
      'Microsoft의 링크도 끝납니다. 소프트웨어 페이지에서 새 링크를 복사하여 여기에 붙여 넣으세요. 내 주소는 그대로입니다.',
    lost: '**이 링크에는 더 이상 파일이 없습니다.** Microsoft의 새 링크로 갱신하세요. 주소는 그대로입니다.',
    renewIt:
      'Microsoft의 새 링크로 14일 또는 50회 더 쓸 수 있게 갱신하세요. 주소가 그대로라 보낸 링크가 다시 작동합니다.',
    faults: (hosts) => ({
      nothing: '링크나 키 또는 둘 다 붙여 넣으세요.',
      'too-long': `${length}자를 넘습니다. 링크만 다시 붙여 넣으세요.`,
      'no-address': '완전한 주소가 아닙니다. 복사한 링크를 그대로 다시 붙여 넣으세요. https://로 시작합니다.',
      'not-https': 'https://로 시작하는 주소만 받습니다. 링크를 다시 붙여 넣으세요.',
      'names-somebody': '로그인 정보(@ 앞의 이름)가 있는 주소는 받지 않습니다. 링크를 다시 붙여 넣으세요.',
      'other-port': '포트가 있는 주소는 받지 않습니다. 링크를 다시 붙여 넣으세요.',
      'other-host': `다른 곳으로 가는 주소입니다. ${hosts}의 다운로드 링크만 받습니다. 링크를 다시 붙여 넣으세요.`,
      'no-key':
        '제품 키가 아닙니다. 키는 영문자와 숫자 다섯 자씩 다섯 묶음입니다: XXXXX-XXXXX-XXXXX-XXXXX-XXXXX. 다시 붙여 넣으세요.',
      'file-too-long': `${fileLength}자까지 쓸 수 있습니다.`,
      'file-secret': '여기에는 버전, 언어, 파일 형식 등 파일 설명만 적으세요.',
    }),
    once: '붙여 넣은 내용은 다시 표시되지 않습니다. 다시 붙여 넣으세요.',
  },
})

export type ByHandText = typeof byHandText.en
