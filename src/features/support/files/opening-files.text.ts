import { inLanguages } from '../../../platform/language.ts'

export const openingFilesText = inLanguages({
  en: {
    openFiles: 'Open files',
    nextFiles: 'Next files',
    open: (name: string) => `Open ${name}`,
    onlyYou: (minutes: string) => `Only you see the buttons that open files. They work for ${minutes} minutes.`,
  },
  zh: {
    openFiles: '打开文件',
    nextFiles: '后面的文件',
    open: (name) => `打开 ${name}`,
    onlyYou: (minutes) => `打开文件的按钮仅您可见，${minutes} 分钟内有效。`,
  },
  ko: {
    openFiles: '파일 열기',
    nextFiles: '다음 파일',
    open: (name) => `${name} 열기`,
    onlyYou: (minutes) => `파일을 여는 버튼은 본인에게만 보이며 ${minutes}분 동안 쓸 수 있습니다.`,
  },
})
