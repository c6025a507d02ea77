import { inLanguages } from '../../platform/language.ts'

/** The check of the log's chain. */
export const checkText = inLanguages({
  en: {
    checkTitle: 'Check of the activity log',
    checkIntro: 'Each entry is chained to the one before it. A changed, removed or moved entry breaks the chain.',
    checking: (checked: string, upTo: string) => `Checked ${checked} of ${upTo} ${upTo === '1' ? 'entry' : 'entries'}`,
    checkGoesOn: 'This goes on by itself, and the card shows how far it is.',
    holds: (entries: string) =>
      `The chain holds: ${entries} ${entries === '1' ? 'entry' : 'entries'}, none changed, removed or moved.`,
    empty: 'The log has no entries yet.',
    end: 'Last entry',
    when: 'Checked',
    breaks: (entry: string) => `The chain breaks at entry ${entry}.`,
    hows: {
      changed: 'This entry says something else than when it was written.',
      missing: 'This entry is gone.',
      foreign: 'This entry was not written by the desk, or was moved here.',
      end: 'The end of the chain is not where the desk left it: entries after it are gone or were added.',
    },
    entryTime: 'Time in the entry',
    next: 'Keep the database as it is, and make a copy of it. Whoever runs the server looks further with: npm run activity -- verify',
    again: 'Check again',
    checkGone: 'There is no such check any more, or somebody changed what was kept of it. Check again.',
  },
  zh: {
    checkTitle: '检查活动日志',
    checkIntro: '每条记录都与前一条相链接。记录被更改、删除或移动时，链就会断开。',
    checking: (checked, upTo) => `已检查 ${checked} 条，共 ${upTo} 条`,
    checkGoesOn: '检查会自动继续，卡片会显示进度。',
    holds: (entries) => `日志链完整：共 ${entries} 条，没有被更改、删除或移动的记录。`,
    empty: '日志中还没有记录。',
    end: '最后一条',
    when: '检查时间',
    breaks: (entry) => `日志链在第 ${entry} 条断开。`,
    hows: {
      changed: '此记录的内容与写入时不同。',
      missing: '此记录已丢失。',
      foreign: '此记录不是由工作台写入的，或是从别处移来的。',
      end: '日志链的末尾与工作台写入的不一致：其后的记录已丢失，或有记录被添加。',
    },
    entryTime: '记录中的时间',
    next: '请保持数据库原样并做一份副本。服务器管理员可以用以下命令进一步检查：npm run activity -- verify',
    again: '重新检查',
    checkGone: '此检查已不存在，或其记录被人更改。请重新检查。',
  },
  ko: {
    checkTitle: '활동 로그 검사',
    checkIntro: '각 항목은 앞 항목에 연결되어 있습니다. 항목이 변경, 삭제되거나 옮겨지면 체인이 끊어집니다.',
    checking: (checked, upTo) => `${upTo}건 중 ${checked}건 검사함`,
    checkGoesOn: '검사는 자동으로 계속되며 진행 상황이 카드에 표시됩니다.',
    holds: (entries) => `체인이 온전합니다. ${entries}건 중 변경, 삭제되거나 옮겨진 항목이 없습니다.`,
    empty: '로그에 아직 항목이 없습니다.',
    end: '마지막 항목',
    when: '검사 시각',
    breaks: (entry) => `체인이 ${entry}번 항목에서 끊어집니다.`,
    hows: {
      changed: '이 항목의 내용이 기록될 때와 다릅니다.',
      missing: '이 항목이 없습니다.',
      foreign: '이 항목은 데스크가 기록한 것이 아니거나 다른 곳에서 옮겨졌습니다.',
      end: '체인의 끝이 데스크가 남긴 곳과 다릅니다. 그 뒤의 항목이 사라졌거나 추가되었습니다.',
    },
    entryTime: '항목의 시각',
    next: '데이터베이스를 그대로 두고 사본을 만드세요. 서버 담당자는 다음 명령으로 더 자세히 확인할 수 있습니다. npm run activity -- verify',
    again: '다시 검사',
    checkGone: '이 검사가 더 이상 없거나 그 기록이 변경되었습니다. 다시 검사하세요.',
  },
})

export type CheckText = typeof checkText.en
