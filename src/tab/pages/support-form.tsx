import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { supportFilesText } from '../../features/support/files/support-files.text.ts'
import type { SupportFields } from '../../features/support/requests/support.routes.ts'
import { supportFormText } from '../../features/support/requests/support-form.text.ts'
import { useActing } from '../acting.ts'
import { ask, type Tells } from '../api.ts'
import { useAsked } from '../asked.ts'
import { newKey } from '../new-key.ts'
import { CustomerField } from '../parts/customer-field.tsx'
import { Buttons, Select, TextField } from '../parts/fields.tsx'
import { Files, useFiles } from '../parts/files.tsx'
import { Problem, Shown } from '../parts/shown.tsx'
import { useWords } from '../session.ts'

type Told = Tells<'support.form'>
type Mistakes = Partial<Record<keyof SupportFields, string>>

interface About {
  readonly customer: string | undefined
  readonly order: string | undefined
}

interface Form {
  /** The id that its request will have; left out, one is made. */
  readonly request?: string | undefined
  /** Left out where it is the page's own title. */
  readonly titled?: true
  sent(id: string): void
  /** What else can be opened from there. */
  readonly below?: ComponentChildren
}

/** The request as on the card, filled in with what is known or was typed there; a mistake stands at its field. */
export function SupportForm({ customer, order, ...form }: About & Form) {
  const { request } = form
  const about = { ...(customer && { customer }), ...(order && { order }), ...(request && { request }) }
  return <Shown asked={useAsked('support.form', about)}>{(told) => <Filling told={told} {...form} />}</Shown>
}

const impacts = ['critical', 'moderate', 'minimal'] as const

function Filling({ told, request, titled, sent, below }: { told: Told } & Form) {
  const words = useWords(supportFormText)
  const ofFiles = useWords(supportFilesText)
  const [key] = useState(() => request ?? newKey())
  const [fields, setFields] = useState<SupportFields>(told.fields)
  const [chosen, setChosen] = useState(told.customer)
  const [wrong, setWrong] = useState<{ words: string; mistakes: Mistakes }>()
  const files = useFiles(told)
  const acting = useActing()
  const mistakes = wrong?.mistakes ?? {}
  const type = (field: keyof SupportFields) => (value: string) => setFields((last) => ({ ...last, [field]: value }))
  const line = (field: keyof SupportFields, label: string, longest: number, more: object = {}) => (
    <TextField
      label={label}
      value={fields[field]}
      longest={longest}
      mistake={mistakes[field]}
      onType={type(field)}
      {...more}
    />
  )
  useEffect(() => {
    if (wrong !== undefined) document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [wrong])
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void acting.act(async () => {
          const answer = await ask('support.send', { key, fields, fileIds: files.chosen })
          if (answer.kind === 'sent') sent(answer.id)
          else setWrong(answer)
        })
      }}
    >
      {titled && <h2>{words.title}</h2>}
      <p class="faint subject">{words.subject}</p>
      {wrong !== undefined && (
        <fluent-message-bar intent="error" layout="multiline" role="alert">
          {wrong.words}
        </fluent-message-bar>
      )}
      <p class="kind">
        <span class="faint">{words.type}</span> · {words.problemType}
      </p>
      <p class="faint kind">{words.allWanted}</p>
      <Select
        label={words.impact}
        value={fields.impact}
        none="–"
        choices={impacts.map((value) => ({ value, words: words.impacts[value] }))}
        mistake={mistakes.impact}
        onPick={type('impact')}
      />
      {line('title', words.titleField, 100)}
      <CustomerField
        label={words.customer}
        value={chosen ?? fields.customer}
        mistake={mistakes.customer}
        onType={(text) => {
          setChosen(text)
          type('customer')(text.split(' · ').at(-1) ?? text)
        }}
        onChoose={type('customer')}
      />
      {line('about', words.about, 100)}
      {line('reason', words.reason, 1_000, { lines: true, placeholder: words.reasonHint })}
      <div class="beside">
        {line('amount', words.amount, 30, { inputMode: 'decimal' })}
        {line('currency', words.currency, 3)}
      </div>
      <fieldset>
        <legend>{words.contact}</legend>
        {line('contactName', words.name, 100)}
        {line('contactEmail', words.email, 254, { inputMode: 'email' })}
        {line('contactPhone', words.phone, 40, { inputMode: 'tel' })}
      </fieldset>
      {told.takesFiles && (
        <section>
          <h2>{ofFiles.files}</h2>
          <Files files={files} limits={told.limits} />
        </section>
      )}
      {acting.refused !== undefined && <Problem refused={acting.refused} />}
      <Buttons>
        <fluent-button type="submit" appearance="primary" disabled={acting.busy || files.busy}>
          {words.send}
        </fluent-button>
      </Buttons>
      {below}
    </form>
  )
}
