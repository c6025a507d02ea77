export interface Button {
  readonly type: string
  readonly title: string
  readonly verb?: string
  readonly data?: Record<string, unknown>
  readonly fallback?: { readonly data: Record<string, unknown> }
  readonly associatedInputs?: string
}

export type Element = Record<string, unknown>

/** Every object of a card that has a type, in reading order; fallbacks are left out, and what refreshes the card. */
export function elementsOf(node: unknown): Element[] {
  if (Array.isArray(node)) return node.flatMap(elementsOf)
  if (typeof node !== 'object' || node === null) return []
  const element = node as Element
  const inside = Object.entries(element).flatMap(([key, value]) =>
    ['fallback', 'data', 'refresh', 'selectAction'].includes(key) ? [] : elementsOf(value),
  )
  return 'type' in element ? [element, ...inside] : inside
}

export const buttonsOf = (card: object): Button[] =>
  elementsOf(card).filter(({ type }) => String(type).startsWith('Action.')) as unknown as Button[]

/** Rows are pressed wherever one touches them. */
export const rowsOf = (card: object): Button[] =>
  elementsOf(card).flatMap(({ selectAction }) => (selectAction === undefined ? [] : [selectAction as Button]))

export const inputsOf = (card: object): Record<string, unknown> =>
  Object.fromEntries(
    elementsOf(card)
      .filter(({ type }) => String(type).startsWith('Input.'))
      .map(({ id, value }) => [String(id), value ?? '']),
  )

export function wordsOf(card: object): string[] {
  return elementsOf(card).flatMap(({ text, title, label, facts, choices, value }) => [
    ...[text, label, title].filter((words) => typeof words === 'string').map(unescaped),
    ...((facts as { title: string; value: string }[] | undefined) ?? []).map((fact) =>
      unescaped(`${fact.title}: ${fact.value}`),
    ),
    ...((choices as { title: string; value: string }[] | undefined) ?? [])
      .filter((choice) => choice.value === value)
      .map((choice) => `[${choice.title}]`),
  ])
}

const unescaped = (words: string): string => asTyped(words.replace(/\\([\\`*_[\]~#])/g, '$1').replaceAll('**', ''))

/** Cards keep amounts and IDs on one line; tests write them as people do. */
export const asTyped = (words: string): string =>
  words.replaceAll('\u00A0', ' ').replace(/(?<=[A-Z]-|[年月])\u2060(?=\d)|(?<=\d)\u2060(?=[年月日])/g, '')
