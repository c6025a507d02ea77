import { inLanguages } from '../../platform/language.ts'

/** What was copied in Partner Center, pasted. */
export const pasteText = inLanguages({
  en: {
    why: "Microsoft's service does not give this by itself: copy it on the customer's Software page, and paste it here.",
    open: 'Open the Software page',
    link: 'Download link',
    key: 'Product key',
    file: 'Which file it is (optional)',
    fileHint: '2019, English, ISO 64-bit',
    keep: 'Keep',
  },
  zh: {
    why: 'Microsoft 的服务不直接提供：请在客户的“软件”页面复制，并粘贴到此处。',
    open: '打开“软件”页面',
    link: '下载链接',
    key: '产品密钥',
    file: '文件说明（可选）',
    fileHint: '2019、简体中文、ISO 64 位',
    keep: '保存',
  },
  ko: {
    why: 'Microsoft 서비스는 직접 제공하지 않습니다. 고객의 소프트웨어 페이지에서 복사하여 여기에 붙여 넣으세요.',
    open: '소프트웨어 페이지 열기',
    link: '다운로드 링크',
    key: '제품 키',
    file: '파일 설명(선택 사항)',
    fileHint: '2019, 한국어, ISO 64비트',
    keep: '보관',
  },
})
