import '@fluentui/web-components/button.js'
import { useEffect, useRef } from 'preact/hooks'
import type { ApprovalRow } from '../../workflow/approvals/approvals.routes.ts'
import { approvalsText } from '../../workflow/approvals/approvals.text.ts'
import { Toned } from '../parts/toned.tsx'
import { useWords } from '../session.ts'
import { approvalsPageText } from './approvals.text.ts'

export type Decision = ApprovalRow['may'][number]

/** One approval: who asks for what, how it stands, and what the reader may do about it. */
export function ApprovalItem({
  row,
  open,
  busy,
  chosen,
  choose,
  decide,
}: {
  row: ApprovalRow
  open: boolean
  busy: boolean
  /** Undefined where there is nothing to choose. */
  chosen: boolean | undefined
  choose(on: boolean): void
  decide(decision: Decision): void
}) {
  const words = useWords(approvalsPageText)
  const item = useRef<HTMLLIElement>(null)
  // Who comes by an address of its own is led to it.
  useEffect(() => {
    if (open) item.current?.focus()
  }, [open])
  const card = useWords(approvalsText)
  const { title, what, amount, status, standing, facts, asked, until, may, order } = row
  const titles = { approve: card.approve, reject: card.rejectWhy, withdraw: card.withdraw }
  return (
    <li ref={item} class="approval" tabIndex={open ? -1 : undefined}>
      {chosen !== undefined && (
        <input
          type="checkbox"
          aria-label={words.choose(title)}
          checked={chosen}
          onChange={(event) => choose(event.currentTarget.checked)}
        />
      )}
      <div class="approval-what">
        <a href={`/tab/approvals/${row.id}`}>{title}</a>
        {what.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <details open={open}>
          <summary>{words.details}</summary>
          {standing.map((line) => (
            <p key={line}>{line}</p>
          ))}
          <dl>
            {facts.map(({ name, value }) => (
              <div key={`${name} ${value}`}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {order !== undefined && (
            <a href={`/tab/orders/${order.customerId}/${encodeURIComponent(order.orderId)}`}>{card.showOrder}</a>
          )}
        </details>
      </div>
      <div class="approval-stands">
        <Toned {...status} />
        <p>{amount}</p>
        <p class="faint">
          {until === undefined ? (
            <>
              {words.asked} <time dateTime={asked.at}>{asked.words}</time>
            </>
          ) : (
            <>
              {words.until} <time dateTime={until.at}>{until.words}</time>
            </>
          )}
        </p>
        {may.length > 0 && (
          <div class="approval-acts">
            {may.map((decision) => (
              <fluent-button
                key={decision}
                size="small"
                disabled={busy}
                aria-label={`${titles[decision]} · ${title}`}
                onClick={() => decide(decision)}
              >
                {titles[decision]}
              </fluent-button>
            ))}
          </div>
        )}
      </div>
    </li>
  )
}
