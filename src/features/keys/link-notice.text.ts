import { inLanguages } from '../../platform/language.ts'

/** How a link that ends is told. Times come formatted: `when` as `in 24 hours`, `at` as a date with its time. */
export const linkNoticeText = inLanguages({
  en: {
    endsSoon: (when: string) => `A download link ends ${when}`,
    fewLeft: (left: string) => `A download link has ${left} downloads left`,
    oneLeft: 'A download link has 1 download left',
    todayEnds: (when: string) => `download link ends ${when}`,
    todayLeft: (left: number, count: string) => (left === 1 ? '1 download left' : `${count} downloads left`),
    usedUp: 'A download link is used up',
    expired: 'A download link has expired',
    renewed: 'The download link is renewed',
    works: 'The download link works',
    until: (at: string, when: string, left: string) =>
      `It ends on **${at}** (${when}), or after **${left}** more downloads, whichever comes first.`,
    untilOne: (at: string, when: string) =>
      `It ends on **${at}** (${when}), or after **1** more download, whichever comes first.`,
    usedUpBody: (all: string) => `All **${all}** downloads were taken. Whoever tries it now is told to ask you.`,
    expiredBody: (at: string) => `It ended on **${at}**. Whoever tries it now is told to ask you.`,
    got: (date: string) => `You got it on ${date}.`,
    lastRenewed: (date: string) => `You last renewed it on ${date}.`,
    renewing: (days: string, downloads: string) =>
      `Renewing gives ${days} days or ${downloads} downloads on the same address.`,
    takesPaste: "It takes a fresh link of Microsoft's.",
    file: 'File',
    renew: 'Renew link',
    open: 'Get keys and downloads',
    notYours: 'There is no such link of yours. Nothing was changed.',
  },
  zh: {
    endsSoon: (when) => `一个下载链接将在 ${when}失效`,
    fewLeft: (left) => `一个下载链接还剩 ${left} 次下载`,
    oneLeft: '一个下载链接还剩 1 次下载',
    todayEnds: (when) => `下载链接将在 ${when}失效`,
    todayLeft: (_left, count) => `还剩 ${count} 次下载`,
    usedUp: '一个下载链接已用完',
    expired: '一个下载链接已过期',
    renewed: '下载链接已续期',
    works: '下载链接有效',
    until: (at, when, left) => `将于 **${at}**（${when}）失效，或再下载 **${left}** 次后失效，以先到者为准。`,
    untilOne: (at, when) => `将于 **${at}**（${when}）失效，或再下载 **1** 次后失效，以先到者为准。`,
    usedUpBody: (all) => `**${all}** 次下载均已用完。现在打开此链接的人会看到与您联系的提示。`,
    expiredBody: (at) => `已于 **${at}** 失效。现在打开此链接的人会看到与您联系的提示。`,
    got: (date) => `您于 ${date} 获取。`,
    lastRenewed: (date) => `您上次续期于 ${date}。`,
    renewing: (days, downloads) => `续期后可再用 ${days} 天或 ${downloads} 次下载，地址不变。`,
    takesPaste: '需要一个新的 Microsoft 链接。',
    file: '文件',
    renew: '续期链接',
    open: '获取密钥和下载',
    notYours: '您没有这个链接。未做任何更改。',
  },
  ko: {
    endsSoon: (when) => `다운로드 링크가 ${when}에 끝납니다`,
    fewLeft: (left) => `다운로드 링크에 남은 횟수가 ${left}회입니다`,
    oneLeft: '다운로드 링크에 남은 횟수가 1회입니다',
    todayEnds: (when) => `다운로드 링크가 ${when} 끝남`,
    todayLeft: (_left, count) => `다운로드 ${count}회 남음`,
    usedUp: '다운로드 링크를 모두 사용했습니다',
    expired: '다운로드 링크가 만료되었습니다',
    renewed: '다운로드 링크를 갱신했습니다',
    works: '다운로드 링크를 쓸 수 있습니다',
    until: (at, when, left) =>
      `**${at}**(${when})에 또는 다운로드 **${left}**회 후에 끝나며, 둘 중 먼저 도달하는 쪽을 따릅니다.`,
    untilOne: (at, when) =>
      `**${at}**(${when})에 또는 다운로드 **1**회 후에 끝나며, 둘 중 먼저 도달하는 쪽을 따릅니다.`,
    usedUpBody: (all) =>
      `다운로드 **${all}**회를 모두 썼습니다. 지금 이 링크를 여는 사람은 문의하라는 안내를 받습니다.`,
    expiredBody: (at) => `**${at}**에 끝났습니다. 지금 이 링크를 여는 사람은 문의하라는 안내를 받습니다.`,
    got: (date) => `${date}에 받은 링크입니다.`,
    lastRenewed: (date) => `${date}에 마지막으로 갱신했습니다.`,
    renewing: (days, downloads) => `갱신하면 같은 주소로 ${days}일 또는 ${downloads}회 더 쓸 수 있습니다.`,
    takesPaste: 'Microsoft의 새 링크가 필요합니다.',
    file: '파일',
    renew: '링크 갱신',
    open: '키 및 다운로드 받기',
    notYours: '본인의 링크가 아니거나 없는 링크입니다. 변경된 것은 없습니다.',
  },
})

export type LinkNoticeText = typeof linkNoticeText.en
