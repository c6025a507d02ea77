import { inLanguages } from '../../platform/language.ts'

/** A file of the log that Teams itself offers to keep. */
export const activityOffersText = inLanguages({
  en: {
    description: (days: string) => `The activity log of ${days} as a CSV file, for your OneDrive.`,
    declined: 'Declined: no file was saved.',
    expired: 'This offer is over, and no file was saved. Ask for the file anew in the activity log.',
    saving: 'Saving the file in your OneDrive …',
    saved: (name: string) => `${name} is saved in your OneDrive.`,
    failed:
      'The file could not be saved in your OneDrive. Delete it there if a part of it has arrived, and press "CSV file" in the activity log: that gives a link.',
  },
  zh: {
    description: (days) => `${days} 的活动日志（CSV 文件），将保存到您的 OneDrive。`,
    declined: '已拒绝：未保存任何文件。',
    expired: '此文件的有效期已过，未保存任何文件。请在活动日志中重新获取。',
    saving: '正在将文件保存到您的 OneDrive…',
    saved: (name) => `${name} 已保存到您的 OneDrive。`,
    failed: '无法将文件保存到您的 OneDrive。如果已有部分内容，请将其删除，然后在活动日志中按“CSV 文件”获取链接。',
  },
  ko: {
    description: (days) => `${days} 활동 로그의 CSV 파일이며, OneDrive에 저장됩니다.`,
    declined: '거절했습니다. 저장된 파일이 없습니다.',
    expired: '이 제안의 기한이 지나 파일을 저장하지 않았습니다. 활동 로그에서 다시 요청하세요.',
    saving: 'OneDrive에 파일을 저장하는 중…',
    saved: (name) => `${name} 파일을 OneDrive에 저장했습니다.`,
    failed:
      'OneDrive에 파일을 저장하지 못했습니다. 일부만 저장되었다면 삭제하고, 활동 로그에서 "CSV 파일"을 눌러 링크를 받으세요.',
  },
})
