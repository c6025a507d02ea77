import { settingsText } from '../../features/settings/settings.text.ts'
import { useActingBy } from '../acting.ts'
import { useAsked } from '../asked.ts'
import { Shown } from '../parts/shown.tsx'
import { useWords } from '../session.ts'
import { RulesForm } from './rules-form.tsx'

/** What needs an approval in the partner. */
export function ApprovalRules() {
  const words = useWords(settingsText)
  const asked = useAsked('settings.approvals', {})
  const acting = useActingBy('settings.save-approvals')
  const amounts = { hint: words.amountsHint, placeholder: words.purchasesHint }
  return (
    <Shown asked={asked}>
      {(told) => (
        <RulesForm
          {...{ told, acting: acting as never }}
          about={words.forAll}
          lines={({ chats }) => [
            { name: 'purchases', label: words.purchases, ...amounts },
            {
              name: 'cancellations',
              label: words.cancellations,
              choices: Object.entries(words.when).map(([value, title]) => ({ value, title })),
            },
            {
              name: 'cancellationAmounts',
              label: words.cancellationAmounts,
              ...amounts,
              shown: (form) => form.cancellations === 'from',
            },
            {
              name: 'cards',
              label: words.cards,
              choices: chats,
              ...(chats.length === 1 && { hint: words.noChats }),
            },
            { name: 'waitHours', label: words.waitHours },
            { name: 'remindHours', label: words.remindHours },
          ]}
        />
      )}
    </Shown>
  )
}
