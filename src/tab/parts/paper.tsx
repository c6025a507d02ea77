import './paper.css'
import type { Link, Paper, Part, Run } from '../../chat/paper.routes.ts'
import { addressOf } from './address.ts'
import { TextField, Tick } from './fields.tsx'

/** What is typed into the fields of a paper, by their names. */
export interface Typed {
  readonly values: Readonly<Record<string, string>>
  type(name: string, value: string): void
  readonly mistakes?: Readonly<Record<string, string | undefined>>
}

interface Doors {
  readonly typed?: Typed | undefined
  /** Takes back what waits for an approval; left out, that is not offered. */
  readonly withdraw?: ((approvalId: string) => void) | undefined
}

/** What a card says, drawn as a page. */
export function Boxes({ boxes, ...doors }: Pick<Paper, 'boxes'> & Doors) {
  return (
    <div class="paper">
      {boxes.map((box, at) => (
        <div key={at} class={`box ${box.tone}`}>
          {box.parts.map((part, place) => (
            <Piece key={place} part={part} {...doors} />
          ))}
        </div>
      ))}
    </div>
  )
}

function Piece({ part, typed, withdraw }: { part: Part } & Doors) {
  switch (part.kind) {
    case 'text':
      return (
        <p class={part.look}>
          <Runs runs={part.runs} />
        </p>
      )
    case 'list':
      return (
        <ul>
          {part.items.map((runs, at) => (
            <li key={at}>
              <Runs runs={runs} />
            </li>
          ))}
        </ul>
      )
    case 'facts':
      return (
        <dl class="facts">
          {part.facts.map(({ name, value }, at) => (
            <div key={at}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )
    case 'toggle':
      return <PaperTick part={part} typed={typed} />
    case 'field':
      return (
        <TextField
          label={part.label}
          value={typed?.values[part.name] ?? part.value}
          lines={part.lines}
          longest={part.longest}
          readOnly={typed === undefined}
          mistake={typed?.mistakes?.[part.name]}
          onType={(value) => typed?.type(part.name, value)}
        />
      )
    case 'sides':
      return (
        <div class="sides">
          <div>
            {part.left.map((left, at) => (
              <Piece key={at} part={left} typed={typed} />
            ))}
          </div>
          <div class="figures">
            {part.right.map((right, at) => (
              <Piece key={at} part={right} />
            ))}
          </div>
        </div>
      )
    case 'links':
      return (
        <p class="links">
          {part.links.map((link) => (
            <LeadsTo key={link.title} link={link} withdraw={withdraw} />
          ))}
        </p>
      )
  }
}

function PaperTick({ part, typed }: { part: Extract<Part, { kind: 'toggle' }>; typed: Typed | undefined }) {
  const { name, label, title, ticked } = part
  return (
    <Tick
      title={title}
      label={label}
      ticked={(typed?.values[name] ?? String(ticked)) === 'true'}
      mistake={typed?.mistakes?.[name]}
      onTick={(is) => typed?.type(name, String(is))}
    />
  )
}

const Runs = ({ runs }: { runs: readonly Run[] }) => (
  <>{runs.map(({ words, strong }, at) => (strong ? <strong key={at}>{words}</strong> : words))}</>
)

function LeadsTo({ link: { title, leads }, withdraw }: { link: Link; withdraw: Doors['withdraw'] }) {
  if (leads.to === 'web')
    return (
      <a href={leads.url} target="_blank" rel="noreferrer">
        {title}
      </a>
    )
  if (leads.to === 'withdraw')
    return withdraw === undefined ? null : (
      <fluent-button size="small" onClick={() => withdraw(leads.approvalId)}>
        {title}
      </fluent-button>
    )
  const to = addressOf(leads)
  return to === undefined ? null : <a href={to}>{title}</a>
}
