import type { CardElement, ITextInput } from '@microsoft/teams.cards'
import type { Entry } from '../../chat/card-flow.ts'
import { mistake, plain, state, text, typedOr } from '../../chat/card-parts.ts'
import type { Reader } from '../../platform/language.ts'
import { cut } from '../../platform/text.ts'
import { longestReason } from './approval.ts'
import type { ApprovalKind, ApprovalRule } from './approval-policy.ts'
import { ruleTexts } from './approval-rules.text.ts'
import { askingText } from './asking.text.ts'

/** `purchases of USD 50,000.00 or more` */
export function ruleWords(read: Reader, kind: ApprovalKind, rule: ApprovalRule): string {
  const words = ruleTexts[read.language][kind]
  return rule.when === 'from' ? words.from(read.money(rule.from)) : words[rule.when]
}

/**
 * What a form says before something is asked for that needs an approval, and a place for the reason.
 * @param rule left out when the partner has changed it since; the press will tell.
 */
export function askingParts(
  read: Reader,
  kind: ApprovalKind,
  rule: ApprovalRule | undefined,
  entry: Entry,
): CardElement[] {
  const words = askingText[read.language]
  const why: ITextInput = {
    type: 'Input.Text',
    id: 'why',
    label: words.whyAsk,
    isMultiline: true,
    maxLength: longestReason,
  }
  const typed = typedOr(entry, 'why', undefined)
  return [
    state(
      'warning',
      text(rule === undefined ? words.asks : words.asksAs(plain(ruleWords(read, kind, rule)))),
      text(words.beforehand, { spacing: 'Small' }),
    ),
    typed === undefined ? why : { ...why, value: cut(typed, longestReason * 2) },
    ...mistake(entry, 'why'),
  ]
}

export const whyTooLong = (read: Reader): string => askingText[read.language].tooLong(read.number(longestReason))
