import type { CardElement } from '@microsoft/teams.cards'
import { plain, state, text } from '../../chat/card-parts.ts'
import { refusalText } from '../../chat/error-reply.ts'
import type { StoredRefusal } from '../../platform/errors.ts'
import { inLanguages, type Reader } from '../../platform/language.ts'

const heldText = inLanguages({
  en: 'It is kept, and goes on by itself once that is mended: for a day, then it is given up.',
  zh: '请求已保留，问题解决后会自动继续；一天后仍未解决则放弃。',
  ko: '요청은 보관되며, 문제가 해결되면 자동으로 진행됩니다. 하루가 지나면 취소됩니다.',
})

/** Why Partner Center refused, where that was kept with what it says. */
export const refusalLine = (read: Reader, refusal: StoredRefusal | null): string | undefined =>
  refusal?.facts == null ? undefined : plain(refusalText(read, { code: refusal.code, facts: refusal.facts }))

/** What stands against a wish, and that it is kept; nothing where nothing does. */
export function heldBox(read: Reader, refusal: StoredRefusal | null): CardElement[] {
  const why = refusalLine(read, refusal)
  if (why === undefined) return []
  return [state('attention', text(why), text(heldText[read.language], { spacing: 'Small' }))]
}
