import type {
  CardElement,
  IColumn,
  IColumnSet,
  IContainer,
  IExecuteAction,
  IFactSet,
  IProgressBar,
  ITextBlock,
} from '@microsoft/teams.cards'
import { cut } from '../platform/text.ts'
import type { Card } from './card.ts'
import type { Entry } from './card-flow.ts'

/** Cards stay within Adaptive Cards 1.5, which Teams renders everywhere; what is newer carries a fallback. */
const version = '1.5'
const schema = 'https://adaptivecards.io/schemas/adaptive-card.json'

/** A card: one bold line, a subtle line with the subject, then the body. `speak` is also the toast's summary. */
export function card(parts: {
  title: string
  subject?: string | undefined
  /** `2 of 3`. */
  progress?: string | undefined
  speak?: string
  wide?: boolean
  body: readonly (CardElement | undefined)[]
}): Card {
  return {
    type: 'AdaptiveCard',
    $schema: schema,
    version,
    speak: parts.speak ?? [parts.title, parts.subject].filter((part) => part !== undefined).join('. '),
    ...(parts.wide === true && { msteams: { width: 'full' as const } }),
    body: [header(parts.title, parts.subject, parts.progress), ...parts.body.filter((part) => part !== undefined)],
  }
}

function header(title: string, subject: string | undefined, progress: string | undefined): CardElement {
  const heading: ITextBlock = {
    type: 'TextBlock',
    text: plain(title),
    weight: 'Bolder',
    size: 'Medium',
    wrap: true,
    style: 'heading',
  }
  const line: IColumnSet = {
    type: 'ColumnSet',
    columns: [
      { type: 'Column', width: 'stretch', items: [heading] },
      ...(progress === undefined
        ? []
        : [
            {
              type: 'Column' as const,
              width: 'auto',
              items: [subtle(progress)],
              verticalContentAlignment: 'Center' as const,
            },
          ]),
    ],
  }
  const items: CardElement[] = [progress === undefined ? heading : line]
  if (subject !== undefined) items.push({ ...subtle(subject), spacing: 'None' })
  return { type: 'Container', items }
}

export const text = (words: string, look: Partial<ITextBlock> = {}): ITextBlock => ({
  type: 'TextBlock',
  text: words,
  wrap: true,
  ...look,
})

export const subtle = (words: string, look: Partial<ITextBlock> = {}): ITextBlock =>
  text(plain(words), { isSubtle: true, ...look })

/** What holds, as words in an emphasised box: never by colour alone. */
export const state = (
  tone: 'good' | 'warning' | 'attention' | 'neutral',
  ...items: readonly (CardElement | undefined)[]
): IContainer => ({
  type: 'Container',
  style: tone === 'neutral' ? 'emphasis' : tone,
  spacing: 'Medium',
  items: items.filter((item) => item !== undefined),
})

/** One of a list: what it is on the left; on the right how it stands, and figures below that. */
export const listRow = (
  what: readonly CardElement[],
  standing: string,
  figures: readonly ITextBlock[],
): IColumnSet => ({
  type: 'ColumnSet',
  separator: true,
  spacing: 'Small',
  columns: [
    { type: 'Column', width: 'stretch', items: [...what] },
    {
      type: 'Column',
      width: 'auto',
      items: [
        text(`**${standing}**`, { horizontalAlignment: 'Right' }),
        ...figures.map((figure) => ({ ...figure, horizontalAlignment: 'Right' as const, spacing: 'None' as const })),
      ],
    },
  ],
})

/** A row that opens something when it is pressed, wherever on it: the mark says so. */
export const opening = (row: IColumnSet, action: IExecuteAction | undefined): IColumnSet =>
  action === undefined ? row : { ...row, selectAction: action, columns: [...(row.columns ?? []), pressMark()] }

/** One of a list that is chosen by pressing it, wherever on it: what it is, and what tells it from the others. */
export const pressRow = (action: IExecuteAction, what: string, more: string): IContainer => ({
  type: 'Container',
  style: 'emphasis',
  spacing: 'Small',
  selectAction: action,
  items: [
    {
      type: 'ColumnSet',
      columns: [
        {
          type: 'Column',
          width: 'stretch',
          items: [text(plain(what), { weight: 'Bolder' }), subtle(more, { spacing: 'None' })],
        },
        pressMark(),
      ],
    },
  ],
})

/** At the end of what is pressed as a whole. */
export const pressMark = (): IColumn => ({
  type: 'Column',
  width: 'auto',
  verticalContentAlignment: 'Center',
  items: [text('›', { size: 'Large', color: 'Accent' })],
})

/** Title and value in two columns; values are plain text. */
export const facts = (...rows: readonly (readonly [title: string, value: string | undefined])[]): IFactSet => ({
  type: 'FactSet',
  facts: rows.flatMap(([title, value]) => (value === undefined ? [] : [{ title, value: plain(value) }])),
})

/** What has just happened or what is wrong, above the form. */
export function announcements(entry: Entry): CardElement[] {
  return [
    ...(entry.notice === undefined ? [] : [state('good', text(told(entry.notice)))]),
    ...(entry.remark === undefined ? [] : [state('warning', text(told(entry.remark)))]),
    ...(entry.problem === undefined ? [] : [state('attention', text(told(entry.problem)))]),
  ]
}

/** What is told may quote what was said, which may be as long as a message: a card stays under Teams' size. */
const told = (words: string): string => plain(cut(words, 1_000, '…'))

/** A mistake, right below its field. */
export const mistake = (entry: Entry, field: string): ITextBlock[] => {
  const words = entry.mistakes[field]
  return words === undefined ? [] : [text(told(words), { color: 'Attention', weight: 'Bolder', spacing: 'Small' })]
}

/** What was typed into a field, or what it held before. */
export function typedOr(entry: Entry, field: string, kept: string | undefined): string | undefined {
  const typed = entry.typed[field]
  return typeof typed === 'string' || typeof typed === 'number' ? String(typed) : kept
}

/**
 * How much of something is left, as a bar. The number stands beside it in words: who cannot see the bar, or has a client
 * that draws none, misses nothing.
 */
export const bar = (left: number, whole: number): IProgressBar => ({
  type: 'ProgressBar',
  value: Math.max(0, Math.min(100, Math.round((left / whole) * 100))),
  max: 100,
  spacing: 'Small',
  fallback: 'drop',
})

/**
 * Teams reads a little Markdown in texts, and more than it documents; names and what people typed are shown as they are. Signs of
 * emphasis and links are escaped. What no backslash undoes everywhere (`{{DATE(…)}}`, tags, entities, and a line that begins as a
 * list, a quotation, a rule or code does: `2027. 1. 21.` is a Korean date) gets a word joiner, which is seen by nobody.
 */
export const plain = (words: string): string =>
  neutral(words.replace(/([\\`*_[\]~#])/g, '\\$1')).replace(
    /^(?=\s*(?:\d+[.)]|[-+])\s|\s*[-=]+\s*$|\s*[>|]|[ \t]{4}|\t)/gm,
    joiner,
  )

/**
 * The title of a toggle or of a choice: some clients read it as Markdown, where others would show a backslash. What could be a
 * link, a date, a tag or an entity is none with a word joiner in it.
 */
export const choiceTitle = (words: string): string => neutral(words.replace(/\](?=[([:])/g, `]${joiner}`))

const neutral = (words: string): string => words.replace(/\{(?=\{)|<(?=[a-z/!?])|&(?=#?\w+;)/gi, `$&${joiner}`)

const joiner = '\u2060'
