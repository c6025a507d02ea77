import type { ErrorTexts } from '../../../platform/errors.ts'
import { inLanguages, type Reader } from '../../../platform/language.ts'
import type { FileKind } from './file-kind.ts'
import type { Refusal } from './support-file.ts'
import type { SupportFilesError } from './support-files.errors.ts'

/** What the words of a refusal are made of. */
export interface RefusedFacts {
  /** `.pdf`, as the name ends. */
  readonly ending: string
  /** What it is by its content. */
  readonly kind: string
}

type Names = Record<FileKind, string>
type Refused = Record<Refusal, (facts: RefusedFacts) => string>

const offices = {
  'application/pdf': 'PDF',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'PowerPoint',
  'text/csv': 'CSV',
} as const

export const supportFilesText = inLanguages({
  en: {
    title: (count: number): string => (count === 1 ? 'Your file' : 'Your files'),
    subject: 'For a support request',
    files: 'Files',
    coming: 'Coming',
    stored: 'Stored',
    refused: 'Not stored',
    goesWith: (request: string) => `goes with ${request}`,
    chosen: 'Files to send with it',
    howToAdd: 'To add files, send them in this chat: they wait here for your request. So do photos.',
    addByHand: 'Partner Center takes no files from here: add these to the ticket there.',
    request: 'Request',
    next: 'The next request I send',
    chooseRequest: 'Choose a request from the list.',
    waits: (until: string, count: number): string =>
      count === 1
        ? `It goes with the next request you send. Without one it is deleted on ${until}.`
        : `They go with the next request you send. Without one they are deleted on ${until}.`,
    kept: 'Kept for the next request you send.',
    attach: 'Attach',
    discard: 'Discard',
    newRequest: 'New support request',
    attached: (request: string) => `Attached to ${request}.`,
    discarded: 'Discarded.',
    nothingLeft: 'These files are no longer here: they were discarded, or waited too long for a request.',
    more: (count: string) => `${count} more.`,
    limits: (most: string, size: string) =>
      `Up to ${most} files for a request, ${size} each: PDF, pictures, Word, Excel, PowerPoint, OpenDocument, text, CSV and mails (.eml).`,
    kinds: {
      ...offices,
      'image/png': 'PNG picture',
      'image/jpeg': 'JPEG picture',
      'image/gif': 'GIF picture',
      'image/webp': 'WebP picture',
      'image/tiff': 'TIFF picture',
      'application/vnd.oasis.opendocument.text': 'OpenDocument text',
      'application/vnd.oasis.opendocument.spreadsheet': 'OpenDocument spreadsheet',
      'application/vnd.oasis.opendocument.presentation': 'OpenDocument presentation',
      'text/plain': 'text',
      'message/rfc822': 'mail',
    } as Names,
    why: {
      'none-taken': () => 'this desk takes no files',
      'too-many': () => 'there are as many files waiting as a request may have',
      elsewhere: () =>
        "it is not in Teams' own storage (SharePoint); attach it in this chat as a file or a photo of your own",
      page: () => 'Teams gave the address of a page instead of the file, as some phones do; send it from a computer',
      gone: () => 'Teams no longer gives it out; send it again',
      'not-reached': () => 'it could not be fetched from Teams; send it again',
      'too-large': () => 'it is too large',
      empty: () => 'it is empty',
      program: () => 'its content is a program or a script',
      'web-page': () => 'its content is a web page, SVG or XML',
      archive: () => 'it is an archive; send the files in it one by one',
      macros: () => 'it holds macros; save it without them',
      'old-office': () =>
        'it is in an old Office format or protected by a password; save it as .docx, .xlsx, .pptx or PDF',
      kind: () => 'it is of a kind that is not taken (texts have to be UTF-8 or UTF-16)',
      name: ({ ending, kind }) => `its name ends in ${ending}, but its content is: ${kind}`,
    } as Refused,
    errors: {
      'support.file-unknown': () => 'One of these files is no longer waiting. Nothing was changed.',
      'support.files-too-many': ({ most }) =>
        most === 1
          ? 'A request has at most one file. Nothing was changed.'
          : `A request has at most ${most} files. Nothing was changed.`,
      'support.takes-no-files': () => 'This request is closed or not there. Nothing was changed.',
      'support.teams-keeps-answers': () =>
        'This Teams app cannot show the addresses of files without keeping them in the chat. Open this chat in a current Teams.',
    } as ErrorTexts<SupportFilesError>,
  },
  zh: {
    title: () => '您的文件',
    subject: '用于支持请求',
    files: '文件',
    coming: '正在接收',
    stored: '已保存',
    refused: '未保存',
    goesWith: (request) => `随 ${request} 提交`,
    chosen: '随请求发送的文件',
    howToAdd: '要添加文件，请在此聊天中发送：文件会在这里等待您的请求。照片也可以。',
    addByHand: '合作伙伴中心不能从这里接收文件：请在那里的工单中添加这些文件。',
    request: '请求',
    next: '我发送的下一个请求',
    chooseRequest: '请从列表中选择一个请求。',
    waits: (until) => `文件将随您发送的下一个请求提交。如果没有请求，将于 ${until} 删除。`,
    kept: '文件将随您发送的下一个请求提交。',
    attach: '附加',
    discard: '丢弃',
    newRequest: '新建支持请求',
    attached: (request) => `已附加到 ${request}。`,
    discarded: '已丢弃。',
    nothingLeft: '这些文件已不在这里：已被丢弃，或等待请求的时间过长。',
    more: (count) => `还有 ${count} 个。`,
    limits: (most, size) =>
      `每个请求最多 ${most} 个文件，每个不超过 ${size}：PDF、图片、Word、Excel、PowerPoint、OpenDocument、文本、CSV 和邮件（.eml）。`,
    kinds: {
      ...offices,
      'image/png': 'PNG 图片',
      'image/jpeg': 'JPEG 图片',
      'image/gif': 'GIF 图片',
      'image/webp': 'WebP 图片',
      'image/tiff': 'TIFF 图片',
      'application/vnd.oasis.opendocument.text': 'OpenDocument 文本',
      'application/vnd.oasis.opendocument.spreadsheet': 'OpenDocument 电子表格',
      'application/vnd.oasis.opendocument.presentation': 'OpenDocument 演示文稿',
      'text/plain': '文本',
      'message/rfc822': '邮件',
    },
    why: {
      'none-taken': () => '此服务不接收文件',
      'too-many': () => '等待中的文件数已达到一个请求的上限',
      elsewhere: () => '文件不在 Teams 自己的存储（SharePoint）中；请在此聊天中作为文件或您自己的照片附加',
      page: () => 'Teams 给出的是网页地址而不是文件（某些手机会这样）；请从电脑发送',
      gone: () => 'Teams 不再提供此文件；请重新发送',
      'not-reached': () => '无法从 Teams 获取此文件；请重新发送',
      'too-large': () => '文件过大',
      empty: () => '文件为空',
      program: () => '内容是程序或脚本',
      'web-page': () => '内容是网页、SVG 或 XML',
      archive: () => '这是压缩包；请逐个发送其中的文件',
      macros: () => '文件包含宏；请另存为不含宏的文件',
      'old-office': () => '这是旧版 Office 格式或受密码保护；请另存为 .docx、.xlsx、.pptx 或 PDF',
      kind: () => '不接收此类文件（文本须为 UTF-8 或 UTF-16）',
      name: ({ ending, kind }) => `文件名以 ${ending} 结尾，但内容是：${kind}`,
    },
    errors: {
      'support.file-unknown': () => '其中一个文件已不在等待。未做任何更改。',
      'support.files-too-many': ({ most }) => `一个请求最多 ${most} 个文件。未做任何更改。`,
      'support.takes-no-files': () => '此请求已关闭或不存在。未做任何更改。',
      'support.teams-keeps-answers': () =>
        '此 Teams 应用无法在不把文件地址留在聊天中的情况下显示它们。请用新版 Teams 打开此聊天。',
    },
  },
  ko: {
    title: () => '보내신 파일',
    subject: '지원 요청용',
    files: '파일',
    coming: '받는 중',
    stored: '저장됨',
    refused: '저장되지 않음',
    goesWith: (request) => `${request}에 첨부됨`,
    chosen: '함께 보낼 파일',
    howToAdd: '파일을 추가하려면 이 채팅에서 보내세요. 요청을 보낼 때까지 여기에 보관됩니다. 사진도 보낼 수 있습니다.',
    addByHand: '파트너 센터는 여기에서 파일을 받지 않습니다. 파트너 센터의 티켓에 이 파일을 직접 추가하세요.',
    request: '요청',
    next: '다음에 보낼 요청',
    chooseRequest: '목록에서 요청을 선택하세요.',
    waits: (until) => `다음에 보내는 요청에 첨부됩니다. 요청이 없으면 ${until}에 삭제됩니다.`,
    kept: '다음에 보내는 요청에 첨부됩니다.',
    attach: '첨부',
    discard: '버리기',
    newRequest: '새 지원 요청',
    attached: (request) => `${request}에 첨부했습니다.`,
    discarded: '버렸습니다.',
    nothingLeft: '이 파일은 더 이상 여기에 없습니다. 버렸거나 요청을 너무 오래 기다렸습니다.',
    more: (count) => `${count}개 더 있습니다.`,
    limits: (most, size) =>
      `요청 하나에 파일 ${most}개까지, 파일당 ${size}까지: PDF, 그림, Word, Excel, PowerPoint, OpenDocument, 텍스트, CSV, 메일(.eml).`,
    kinds: {
      ...offices,
      'image/png': 'PNG 그림',
      'image/jpeg': 'JPEG 그림',
      'image/gif': 'GIF 그림',
      'image/webp': 'WebP 그림',
      'image/tiff': 'TIFF 그림',
      'application/vnd.oasis.opendocument.text': 'OpenDocument 텍스트',
      'application/vnd.oasis.opendocument.spreadsheet': 'OpenDocument 스프레드시트',
      'application/vnd.oasis.opendocument.presentation': 'OpenDocument 프레젠테이션',
      'text/plain': '텍스트',
      'message/rfc822': '메일',
    },
    why: {
      'none-taken': () => '이 데스크는 파일을 받지 않습니다',
      'too-many': () => '대기 중인 파일이 요청 하나에 허용되는 수에 이르렀습니다',
      elsewhere: () =>
        'Teams 자체 저장소(SharePoint)에 있는 파일이 아닙니다. 이 채팅에 파일이나 직접 찍은 사진으로 첨부하세요',
      page: () => '일부 휴대폰에서처럼 Teams가 파일 대신 웹 페이지 주소를 보냈습니다. 컴퓨터에서 보내세요',
      gone: () => 'Teams에서 더 이상 제공하지 않는 파일입니다. 다시 보내세요',
      'not-reached': () => 'Teams에서 가져오지 못했습니다. 다시 보내세요',
      'too-large': () => '너무 큽니다',
      empty: () => '비어 있습니다',
      program: () => '내용이 프로그램 또는 스크립트입니다',
      'web-page': () => '내용이 웹 페이지, SVG 또는 XML입니다',
      archive: () => '압축 파일입니다. 안에 있는 파일을 하나씩 보내세요',
      macros: () => '매크로가 들어 있습니다. 매크로 없이 저장하세요',
      'old-office': () => '이전 Office 형식이거나 암호로 보호되어 있습니다. .docx, .xlsx, .pptx 또는 PDF로 저장하세요',
      kind: () => '받지 않는 종류의 파일입니다(텍스트는 UTF-8 또는 UTF-16이어야 합니다)',
      name: ({ ending, kind }) => `이름은 ${ending}(으)로 끝나지만 내용은 다음과 같습니다: ${kind}`,
    },
    errors: {
      'support.file-unknown': () => '파일 중 하나가 더 이상 대기 중이 아닙니다. 변경된 것은 없습니다.',
      'support.files-too-many': ({ most }) => `요청 하나에 파일은 ${most}개까지입니다. 변경된 것은 없습니다.`,
      'support.takes-no-files': () => '이미 닫혔거나 없는 요청입니다. 변경된 것은 없습니다.',
      'support.teams-keeps-answers': () =>
        '이 Teams 앱은 파일 주소를 채팅에 남기지 않고는 표시할 수 없습니다. 최신 Teams에서 이 채팅을 여세요.',
    },
  },
})

export type SupportFilesText = (typeof supportFilesText)['en']

const units = [
  ['megabyte', 1024 * 1024],
  ['kilobyte', 1024],
  ['byte', 1],
] as const

/** `1.2 MB`, in the reader's way. */
export function sizeText(read: Reader, bytes: number): string {
  const [unit, length] = units.find(([, length]) => bytes >= length) ?? ['byte', 1]
  const unitDisplay = unit === 'byte' ? 'long' : 'short'
  const options = { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(read.locale, options).format(bytes / length).replace(/[\u00A0\u202F]/g, ' ')
}
