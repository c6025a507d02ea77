import type { CardElement, IActionSet, IColumnSet, IContainer, ITextBlock } from '@microsoft/teams.cards'
import type { Card } from './card.ts'
import type { Link, Paper, Part, Run } from './paper.routes.ts'
import { startPress } from './press.ts'

/**
 * What a card says, for a page that draws it: so both say the same. Lists to choose from and the steps of a flow are left out; a
 * page has its own.
 */
export function paperOf({ body = [] }: Card): Paper {
  const [header, ...rest] = body
  const [title = '', subject] = header === undefined ? [] : linesIn(header)
  return { title, ...(subject !== undefined && { subject }), ...boxesOf(rest) }
}

/** Elements of a card by themselves: a box that says what holds, for one. */
export function boxesOf(elements: readonly (CardElement | undefined)[]): Pick<Paper, 'boxes'> {
  const boxes: Paper['boxes'] = []
  for (const element of elements) {
    if (element === undefined) continue
    const tone = toneOf(element)
    const parts = tone === 'none' ? partsOf(element) : itemsOf(element).flatMap(partsOf)
    const last = boxes.at(-1)
    if (tone === 'none' && last?.tone === 'none') last.parts.push(...parts)
    else if (parts.length > 0) boxes.push({ tone, parts })
  }
  return { boxes }
}

const tones: Readonly<Record<string, Paper['boxes'][number]['tone']>> = {
  ...{ good: 'good', warning: 'warning', attention: 'bad', emphasis: 'plain' },
}

const toneOf = (element: CardElement) =>
  (element.type === 'Container' && tones[(element as IContainer).style ?? '']) || 'none'

const itemsOf = (element: CardElement): readonly CardElement[] =>
  element.type === 'Container' ? (element as IContainer).items : []

function partsOf(element: CardElement): Part[] {
  switch (element.type) {
    case 'TextBlock':
      return textParts(element)
    case 'FactSet':
      return [
        { kind: 'facts', facts: element.facts.map(({ title, value }) => ({ name: read(title), value: read(value) })) },
      ]
    case 'Input.Toggle':
      return [toggleOf(element)]
    case 'Input.Text': {
      if (element.isVisible === false) return []
      const { id = '', label = '', value = '', isMultiline: lines = false, maxLength: longest } = element
      return [{ kind: 'field', name: id, label, value, lines, ...(longest !== undefined && { longest }) }]
    }
    case 'Container':
      return element.items.flatMap(partsOf)
    case 'ColumnSet':
      return [sidesOf(element)]
    case 'ActionSet': {
      const links = linksOf(element)
      return links.length === 0 ? [] : [{ kind: 'links', links }]
    }
    default:
      return []
  }
}

const toggleOf = ({ id = '', label = '', title, value }: Extract<CardElement, { type: 'Input.Toggle' }>) => ({
  kind: 'toggle' as const,
  ...{ name: id, label, title: title.replaceAll(joiner, ''), ticked: value === 'true' },
})

function sidesOf({ columns = [] }: IColumnSet): Part {
  const [left = [], ...others] = columns.map(({ items }) => items.flatMap(partsOf))
  return {
    kind: 'sides',
    left: left.filter((part) => part.kind === 'text' || part.kind === 'toggle'),
    right: others.flat().filter((part) => part.kind === 'text'),
  }
}

function linksOf({ actions }: IActionSet): Link[] {
  return actions.flatMap((action): Link[] => {
    const { title = '' } = action
    if (action.type === 'Action.OpenUrl') return [{ title, leads: { to: 'web', url: action.url } }]
    const data = action.type === 'Action.Execute' && typeof action.data === 'object' ? { ...action.data } : {}
    const { verb, act, approval } = data as Record<string, unknown>
    if (act === 'withdraw' && typeof approval === 'string')
      return [{ title, leads: { to: 'withdraw', approvalId: approval } }]
    const started = startPress.safeParse(data)
    if (verb !== 'start' || !started.success) return []
    const { command, customerId, orderId, about } = started.data
    return [
      {
        title,
        leads: {
          to: 'page',
          command,
          ...(customerId !== undefined && { customerId }),
          ...(orderId !== undefined && { orderId }),
          ...(about !== undefined && { about }),
        },
      },
    ]
  })
}

/** Lines that begin as a list does are one, unless a word joiner says otherwise. */
function textParts({ text, weight, isSubtle }: ITextBlock): Part[] {
  const look = isSubtle === true ? 'faint' : weight === 'Bolder' ? 'strong' : 'plain'
  const parts: Part[] = []
  for (const line of text.split('\n')) {
    const last = parts.at(-1)
    if (!line.startsWith('- ')) parts.push({ kind: 'text', runs: runsOf(line), look })
    else if (last?.kind === 'list') last.items.push(runsOf(line.replace('- ', '')))
    else parts.push({ kind: 'list', items: [runsOf(line.replace('- ', ''))] })
  }
  return parts
}

/** The little Markdown that the desk writes: what is stressed, and signs that a backslash makes signs of (`plain`). */
function runsOf(text: string): Run[] {
  const runs: Run[] = []
  let strong = false
  for (const [piece] of text.matchAll(/\*\*|\\[\s\S]|[^*\\]+|[\s\S]/gu)) {
    const words = piece.replace(/^\\(?=[\s\S])/u, '').replaceAll(joiner, '')
    const last = runs.at(-1)
    if (piece === '**') strong = !strong
    else if (last?.strong === strong) last.words += words
    else if (words !== '') runs.push({ words, strong })
  }
  return runs
}

const read = (text: string): string =>
  runsOf(text)
    .map(({ words }) => words)
    .join('')

function linesIn(element: CardElement): string[] {
  if (element.type === 'TextBlock') return [read(element.text)]
  if (element.type === 'Container') return element.items.flatMap(linesIn)
  // Beside the title stands where one is in the task.
  if (element.type === 'ColumnSet') return (element.columns?.[0]?.items ?? []).flatMap(linesIn)
  return []
}

const joiner = '\u2060'
