import '@fluentui/web-components/button.js'
import { useState } from 'preact/hooks'
import { chatMorningsText } from '../../features/settings/chat-mornings.text.ts'
import { chatReadingText } from '../../features/settings/chat-reading.text.ts'
import { ownSettingsText } from '../../features/settings/own-settings.text.ts'
import type { Outcome as Came, ChatSettings as Chat, Choice } from '../../features/settings/settings.routes.ts'
import { useActingBy } from '../acting.ts'
import { useAsked } from '../asked.ts'
import { Field } from '../parts/fields.tsx'
import { Outcome, Warnings } from '../parts/outcome.tsx'
import { Shown } from '../parts/shown.tsx'
import { Suggesting } from '../parts/suggesting.tsx'
import { useWords } from '../session.ts'

/** Which channels and group chats get a summary each morning, and how the desk writes there. */
export function ChatSettings() {
  const words = useWords(chatMorningsText)
  const asked = useAsked('settings.chats', {})
  return (
    <Shown asked={asked}>
      {({ chats, languages, warnings }) => (
        <>
          <Warnings lines={warnings} />
          {chats.length === 0 && <p>{words.noChats}</p>}
          {chats.map((chat) => (
            <section key={chat.id} class="chat">
              <h2>{chat.title}</h2>
              <Morning chat={chat} />
              <Reading {...{ chat, languages }} />
            </section>
          ))}
        </>
      )}
    </Shown>
  )
}

function Morning({ chat }: { chat: Chat }) {
  const words = useWords(chatMorningsText)
  const { save } = useWords(ownSettingsText)
  const { act, waiting, refused } = useActingBy('settings.save-morning')
  const [time, setTime] = useState(chat.time)
  const [came, setCame] = useState<Came>()
  return (
    <form
      class="form"
      onSubmit={async (event) => {
        event.preventDefault()
        setCame(await act({ chat: chat.id, time }))
      }}
    >
      <Outcome notice={came?.notice} problem={came?.problem ?? came?.mistakes.chat} refused={refused} />
      <Field label={words.time} hint={words.timeHint} mistake={came?.mistakes.time}>
        {(described) => (
          <input {...described} type="time" value={time} onInput={({ currentTarget: { value } }) => setTime(value)} />
        )}
      </Field>
      <div>
        <fluent-button type="submit" disabled={waiting} aria-label={`${save} · ${words.time} · ${chat.title}`}>
          {save}
        </fluent-button>
      </div>
    </form>
  )
}

function Reading({ chat, languages }: { chat: Chat; languages: readonly Choice[] }) {
  const { title, hint } = useWords(chatReadingText)
  const words = useWords(ownSettingsText)
  const { act, waiting, refused } = useActingBy('settings.save-reading')
  const [language, setLanguage] = useState(chat.language)
  const [timeZone, setTimeZone] = useState(chat.timeZone)
  const [came, setCame] = useState<Came>()
  return (
    <form
      class="form"
      onSubmit={async (event) => {
        event.preventDefault()
        setCame(await act({ chat: chat.id, language, timeZone }))
      }}
    >
      <Outcome notice={came?.notice} problem={came?.problem} refused={refused} />
      <div class="beside">
        <Field label={words.language} mistake={came?.mistakes.language}>
          {(described) => (
            <select {...described} value={language} onChange={({ currentTarget: { value } }) => setLanguage(value)}>
              {languages.map((choice) => (
                <option key={choice.value} value={choice.value}>
                  {choice.title}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={words.timeZone} hint={words.timeZoneHint} mistake={came?.mistakes.timeZone}>
          {(described) => (
            <Suggesting
              {...{ described, route: 'settings.zones', about: { own: false } }}
              value={timeZone}
              typed={setTimeZone}
            />
          )}
        </Field>
      </div>
      <p class="hint">{hint}</p>
      <div>
        <fluent-button type="submit" disabled={waiting} aria-label={`${words.save} · ${title} · ${chat.title}`}>
          {words.save}
        </fluent-button>
      </div>
    </form>
  )
}
