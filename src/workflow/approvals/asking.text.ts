import { wordsText } from '../../chat/words.text.ts'
import type { Role } from '../../commerce/agent.ts'
import type { ErrorTexts } from '../../platform/errors.ts'
import { inLanguages, type Reader } from '../../platform/language.ts'
import type { ApprovalError } from './approvals.errors.ts'

/** What is said before something is asked for, and how asking and deciding are refused. */
export const askingText = inLanguages({
  en: {
    tooLong: (most: string) => `${most} characters at most.`,
    asks: '**This needs an approval.**',
    asksAs: (rule: string) => `**This needs an approval**, as do ${rule}.`,
    beforehand: 'Nothing happens before somebody else has approved it; you are told.',
    whyAsk: 'Reason for the approvers (optional)',
    errors: (read: Reader) =>
      ({
        'approvals.unknown': () => 'There is no such approval here. Nothing was changed.',
        'approvals.own-request': () => 'You asked for this yourself: somebody else decides. Nothing was changed.',
        'approvals.not-your-request': () => 'Only the person who asked can withdraw it. Nothing was changed.',
        'approvals.nobody-can-approve': (e) =>
          `This needs an approval, and nobody else here can give it. It takes a second person with the role ${rolesOf(read, e)}; a global administrator can grant it. Nothing was changed.`,
        'approvals.rule-changed': (e) =>
          e.needed
            ? 'This needs an approval now. Nothing was done. Look at it and press again to ask for it.'
            : 'This does not need an approval any more. Nothing was done. Look at it and press again.',
        'approvals.amount-changed': (e) => `The total is ${read.money(e.amount)} now, not what was approved.`,
        'approvals.requester-lost-role': () => 'The person who asked may not do this any more.',
        'approvals.approver-lost-role': () => 'The person who approved may not do this any more.',
      }) satisfies ErrorTexts<ApprovalError> as ErrorTexts<ApprovalError>,
  },
  zh: {
    tooLong: (most) => `最多 ${most} 个字符。`,
    asks: '**此操作需要审批。**',
    asksAs: (rule) => `**此操作需要审批**：${rule}都需要审批。`,
    beforehand: '在他人批准之前不会执行任何操作；结果会通知您。',
    whyAsk: '给审批人的说明（可选）',
    errors: (read) => ({
      'approvals.unknown': () => '没有这个审批。未做任何更改。',
      'approvals.own-request': () => '这是您自己的申请：须由他人决定。未做任何更改。',
      'approvals.not-your-request': () => '只有申请人可以撤回。未做任何更改。',
      'approvals.nobody-can-approve': (e) =>
        `此操作需要审批，但这里没有其他人可以审批。需要另一位拥有${rolesOf(read, e)}角色的人；全局管理员可以授予。未做任何更改。`,
      'approvals.rule-changed': (e) =>
        e.needed
          ? '此操作现在需要审批。尚未执行。请核对后再次按下以申请审批。'
          : '此操作不再需要审批。尚未执行。请核对后再次按下。',
      'approvals.amount-changed': (e) => `现在的总计为 ${read.money(e.amount)}，与批准时不同。`,
      'approvals.requester-lost-role': () => '申请人已无权执行此操作。',
      'approvals.approver-lost-role': () => '批准人已无权批准此操作。',
    }),
  },
  ko: {
    tooLong: (most) => `최대 ${most}자입니다.`,
    asks: '**승인이 필요합니다.**',
    asksAs: (rule) => `**승인이 필요합니다.** ${rule}에는 승인이 필요합니다.`,
    beforehand: '다른 사람이 승인하기 전에는 아무것도 처리되지 않으며, 결과를 알려 드립니다.',
    whyAsk: '승인자에게 전할 사유(선택 사항)',
    errors: (read) => ({
      'approvals.unknown': () => '해당 승인 항목이 없습니다. 변경된 것은 없습니다.',
      'approvals.own-request': () => '본인이 요청한 항목입니다. 다른 사람이 결정해야 합니다. 변경된 것은 없습니다.',
      'approvals.not-your-request': () => '요청한 사람만 철회할 수 있습니다. 변경된 것은 없습니다.',
      'approvals.nobody-can-approve': (e) =>
        `승인이 필요하지만 여기에 승인할 수 있는 다른 사람이 없습니다. ${rolesOf(read, e)} 역할을 가진 두 번째 사람이 필요하며, 전역 관리자가 부여할 수 있습니다. 변경된 것은 없습니다.`,
      'approvals.rule-changed': (e) =>
        e.needed
          ? '이제 승인이 필요합니다. 처리된 것은 없습니다. 검토한 뒤 다시 눌러 승인을 요청하세요.'
          : '더 이상 승인이 필요하지 않습니다. 처리된 것은 없습니다. 검토한 뒤 다시 누르세요.',
      'approvals.amount-changed': (e) => `이제 합계가 ${read.money(e.amount)}이며 승인된 금액과 다릅니다.`,
      'approvals.requester-lost-role': () => '요청한 사람에게 더 이상 권한이 없습니다.',
      'approvals.approver-lost-role': () => '승인한 사람에게 더 이상 권한이 없습니다.',
    }),
  },
})

const rolesOf = (read: Reader, { roles }: { readonly roles: readonly Role[] }): string =>
  read.list(
    roles.map((role) => wordsText[read.language].roles[role]),
    'disjunction',
  )
