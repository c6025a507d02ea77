import './settings.css'
import { useLocation } from 'preact-iso'
import { useAsked } from '../asked.ts'
import { pagesText } from '../pages.ts'
import { Warnings } from '../parts/outcome.tsx'
import { Page } from '../parts/page.tsx'
import { useMe, useWords } from '../session.ts'
import { ApprovalRules } from './approval-rules.tsx'
import { ChatSettings } from './chat-settings.tsx'
import { NoticeRules } from './notice-rules.tsx'
import { OwnSettings } from './own-settings.tsx'
import { settingsPageText } from './settings.text.ts'

const parts = { own: OwnSettings, approvals: ApprovalRules, notices: NoticeRules, chats: ChatSettings }
type Part = keyof typeof parts
const all = Object.keys(parts) as Part[]

/** One's own settings; for whoever may change them, the partner's too. */
export default function Settings() {
  const titles = useWords(pagesText)
  const words = useWords(settingsPageText)
  const { may } = useMe()
  const { query } = useLocation()
  const offered = may.includes('change-settings') ? all : []
  const of = offered.find((part) => part === query.of) ?? 'own'
  const Part = parts[of]
  return (
    <Page title={titles.settings}>
      {offered.length > 0 && (
        <nav class="tabs" aria-label={titles.settings}>
          {offered.map((part) => (
            <a key={part} href={`/tab/settings?of=${part}`} aria-current={part === of ? 'true' : undefined}>
              {words.parts[part]}
            </a>
          ))}
        </nav>
      )}
      {offered.length > 0 && of === 'own' && <Connection />}
      <Part />
    </Page>
  )
}

/** What is wrong with the connection to Partner Center, or will be, and who has to do what. */
function Connection() {
  const { told } = useAsked('connection.troubles', {})
  return <Warnings lines={(told?.troubles ?? []).map(({ title, mend }) => `${title} · ${mend}`)} />
}
