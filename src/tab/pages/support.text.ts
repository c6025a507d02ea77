import { inLanguages } from '../../platform/language.ts'

export const supportPageText = inLanguages({
  en: {
    drop: 'Drop files here, or choose them',
    choose: 'Choose files',
    sending: (name: string) => `${name}: being sent …`,
    notSent: (name: string) => `${name}: not sent. Choose it again.`,
    discard: (name: string) => `Discard ${name}`,
    tooLarge: (name: string, limits: string) => `${name} is too large. ${limits}`,
    attach: 'Attach',
    saved: 'Saved.',
  },
  zh: {
    drop: '将文件拖放到此处，或选择文件',
    choose: '选择文件',
    sending: (name) => `${name}：正在发送…`,
    notSent: (name) => `${name}：未能发送。请重新选择。`,
    discard: (name) => `丢弃 ${name}`,
    tooLarge: (name, limits) => `${name} 过大。${limits}`,
    attach: '附加',
    saved: '已保存。',
  },
  ko: {
    drop: '여기에 파일을 끌어다 놓거나 선택하세요',
    choose: '파일 선택',
    sending: (name) => `${name}: 보내는 중…`,
    notSent: (name) => `${name}: 보내지 못했습니다. 다시 선택하세요.`,
    discard: (name) => `${name} 삭제`,
    tooLarge: (name, limits) => `${name} 파일이 너무 큽니다. ${limits}`,
    attach: '첨부',
    saved: '저장했습니다.',
  },
})
