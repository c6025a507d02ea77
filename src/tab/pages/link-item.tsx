import '@fluentui/web-components/button.js'
import '@fluentui/web-components/progress-bar.js'
import { useId, useState } from 'preact/hooks'
import type { LinkRow } from '../../features/keys/keys.routes.ts'
import { keysText } from '../../features/keys/keys.text.ts'
import { useActing } from '../acting.ts'
import { ask } from '../api.ts'
import { newKey } from '../new-key.ts'
import { CopyField } from '../parts/copy-field.tsx'
import { Select, TextField } from '../parts/fields.tsx'
import { Problem } from '../parts/shown.tsx'
import { useWords } from '../session.ts'
import { KeyButton } from './key-button.tsx'
import { linksText } from './links.text.ts'

type Open =
  | { kind: 'address'; address: string; said: string }
  | { kind: 'message'; message: string; language: 'en' | 'zh' | 'ko'; remark: string }
  | { kind: 'replace' }
  | { kind: 'paste'; key: string; typed: string; fault: string | undefined }

/** One link: what is left of it, and what may be done with it. */
export function LinkItem({ first }: { first: LinkRow }) {
  const words = useWords(linksText)
  const cards = useWords(keysText)
  const acting = useActing()
  const [link, setLink] = useState(first)
  const [said, setSaid] = useState('')
  const [open, setOpen] = useState<Open>()
  const about = { link: link.id, revision: link.revision }
  const show = (told: { said: string; link?: LinkRow | undefined }) => {
    setSaid(told.said)
    if (told.link !== undefined) setLink(told.link)
    setOpen(undefined)
  }
  const renew = () =>
    link.takesPaste
      ? setOpen({ kind: 'paste', key: newKey(), typed: '', fault: undefined })
      : void acting.act(async () => show(await ask('links.renew', { ...about, key: newKey() })))
  const paste = ({ key, typed }: Extract<Open, { kind: 'paste' }>) =>
    acting.act(async () => {
      const told = await ask('links.renew', { ...about, key, leadsTo: typed })
      // What was pasted is a secret that is gone once it was sent: a mistake asks for it once more.
      if (told.fault === undefined) show(told)
      else setOpen({ kind: 'paste', key, typed: '', fault: told.fault })
    })
  const copy = () =>
    acting.act(async () => setOpen({ kind: 'address', ...(await ask('links.copy', { link: link.id })) }))
  const forward = (language?: 'en' | 'zh' | 'ko') =>
    acting.act(async () => {
      const told = await ask('links.forward', { link: link.id, ...(language !== undefined && { language }) })
      setOpen({ kind: 'message', ...told })
    })
  return (
    <div class="link-item">
      <div class="row">
        <div>
          <p>
            <strong>{link.product}</strong>
          </p>
          <p>{link.file}</p>
          <p class="faint">
            {link.customer} ·{' '}
            <a href={`/tab/orders/${link.customerId}/${encodeURIComponent(link.orderId)}`}>{link.number}</a>
          </p>
        </div>
        {link.alive ? (
          <div class="left">
            <Left title={words.time} hundredths={link.time.left} words={link.time.words} more={link.time.until} />
            <Left title={words.downloads} hundredths={link.downloads.left} words={link.downloads.words} />
          </div>
        ) : (
          <p class="left">{link.ended}</p>
        )}
      </div>
      {!link.revoked && (
        <p class="acts">
          {link.alive && (
            <fluent-button size="small" disabled={acting.busy} onClick={() => void copy()}>
              {cards.copy}
            </fluent-button>
          )}
          <fluent-button size="small" disabled={acting.busy} onClick={renew}>
            {cards.renew}
          </fluent-button>
          {link.alive && (
            <>
              <fluent-button size="small" disabled={acting.busy} onClick={() => void forward()}>
                {cards.forward}
              </fluent-button>
              <KeyButton line={link} />
            </>
          )}
          <fluent-button size="small" disabled={acting.busy} onClick={() => setOpen({ kind: 'replace' })}>
            {cards.replace}
          </fluent-button>
        </p>
      )}
      <p role="status" class="said">
        {said}
      </p>
      {acting.refused !== undefined && <Problem refused={acting.refused} />}
      {open?.kind === 'address' && (
        <div class="opened">
          <CopyField label={words.address} value={open.address} />
          <p class="faint">
            {open.said}{' '}
            <a href={open.address} target="_blank" rel="noopener noreferrer">
              {words.download}
            </a>
          </p>
          <Close close={() => setOpen(undefined)} />
        </div>
      )}
      {open?.kind === 'message' && (
        <div class="opened">
          <Select
            label={cards.messageLanguage}
            value={open.language}
            choices={(['en', 'zh', 'ko'] as const).map((value) => ({ value, words: cards.languageNames[value] }))}
            onPick={(value) => void forward(value as 'en' | 'zh' | 'ko')}
          />
          <CopyField label={words.message} value={open.message} lines />
          <p class="faint">{open.remark}</p>
          <Close close={() => setOpen(undefined)} />
        </div>
      )}
      {open?.kind === 'replace' && (
        <div class="opened">
          <p>{cards.replaceWarning}</p>
          <p class="acts">
            <fluent-button
              size="small"
              appearance="primary"
              disabled={acting.busy}
              onClick={() => void acting.act(async () => show(await ask('links.replace', about)))}
            >
              {cards.replace}
            </fluent-button>
            <fluent-button size="small" onClick={() => setOpen(undefined)}>
              {words.keepAddress}
            </fluent-button>
          </p>
        </div>
      )}
      {open?.kind === 'paste' && (
        <form
          class="opened"
          onSubmit={(event) => {
            event.preventDefault()
            void paste(open)
          }}
        >
          <TextField
            label={cards.linkToCopy}
            value={open.typed}
            mistake={open.fault}
            onType={(typed) => setOpen({ ...open, typed })}
          />
          <p class="acts">
            <fluent-button size="small" appearance="primary" disabled={acting.busy} onClick={() => void paste(open)}>
              {cards.renew}
            </fluent-button>
            <fluent-button size="small" onClick={() => setOpen(undefined)}>
              {words.close}
            </fluent-button>
          </p>
        </form>
      )}
    </div>
  )
}

const Close = ({ close }: { close(): void }) => (
  <fluent-button size="small" onClick={close}>
    {useWords(linksText).close}
  </fluent-button>
)

function Left({ title, hundredths, words, more }: { title: string; hundredths: number; words: string; more?: string }) {
  const id = useId()
  return (
    <div>
      <p id={id}>
        <span class="unseen">{title}: </span>
        {words}
      </p>
      <fluent-progress-bar aria-labelledby={id} value={hundredths} max={100} />
      {more !== undefined && <p class="faint">{more}</p>}
    </div>
  )
}
