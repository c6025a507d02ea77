import { noticeRulesText } from '../../features/settings/notice-rules.text.ts'
import { useActingBy } from '../acting.ts'
import { useAsked } from '../asked.ts'
import { Shown } from '../parts/shown.tsx'
import { useMe, useWords } from '../session.ts'
import { RulesForm } from './rules-form.tsx'

/** When the partner's people are told. */
export function NoticeRules() {
  const words = useWords(noticeRulesText)
  const { locale } = useMe()
  const asked = useAsked('settings.notices', {})
  const acting = useActingBy('settings.save-notices')
  const number = (value: number) => value.toLocaleString(locale)
  return (
    <Shown asked={asked}>
      {(told) => {
        const { times, hours, days, downloads } = told.most
        return (
          <RulesForm
            {...{ told, acting: acting as never }}
            about={words.forAll}
            lines={({ chats }) => [
              {
                name: 'hoursBefore',
                label: words.hoursBefore,
                hint: words.hoursHint(number(times), number(hours)),
              },
              { name: 'downloads', label: words.downloads(number(downloads)) },
              { name: 'daysBefore', label: words.daysBefore, hint: words.daysHint(number(times), number(days)) },
              { name: 'from', label: words.from, hint: words.fromHint, placeholder: words.fromExample },
              { name: 'channel', label: words.channel, choices: chats },
            ]}
          />
        )
      }}
    </Shown>
  )
}
