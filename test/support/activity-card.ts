import { elementsOf, type Person } from './desk.ts'

/** The entries on the card, one line each: `Key shown · Mina Park · SQL Server 2019 Standard · CSP-1002 · Contoso`. */
export function listed(person: Person): string[] {
  const lines: string[] = []
  let entry = false
  for (const { type, text, isSubtle } of elementsOf(person.card().card)) {
    if (type === 'ActionSet') break
    if (type !== 'TextBlock') continue
    const words = String(text).replaceAll('**', '').replace(/\\(.)/g, '$1')
    if (isSubtle !== true) {
      const [, ...said] = words.split(' · ')
      entry = said.length === 2
      if (entry) lines.push(said.join(' · '))
    } else if (entry) {
      lines.push(`${lines.pop()} · ${words}`)
      entry = false
    }
  }
  return lines
}

/** All pages of what the card asks for, from the newest on. @param older the button's title in the person's language */
export async function allListed(person: Person, older = 'Older'): Promise<string[]> {
  const all = [...listed(person)]
  while (person.mayPress().includes(older)) {
    await person.presses(older)
    all.push(...listed(person))
  }
  return all
}

interface ChartElement {
  readonly type: string
  readonly data: readonly {
    readonly legend?: string
    readonly x?: string
    readonly y?: number
    readonly values?: readonly { readonly x: string; readonly y: number }[]
  }[]
  readonly fallback: { readonly type: string; readonly rows: readonly { readonly cells: readonly object[] }[] }
}

/** The chart elements of the card; `table` is what stands in for one, row by row. */
export function chartsOn(person: Person): (ChartElement & { readonly table: string[][] })[] {
  const charts = elementsOf(person.card().card).filter(({ type }) => String(type).startsWith('Chart.'))
  return (charts as unknown as ChartElement[]).map((chart) => ({
    ...chart,
    table: chart.fallback.rows.map(({ cells }) =>
      cells.map((cell) =>
        elementsOf(cell)
          .filter(({ type }) => type === 'TextBlock')
          .map(({ text }) => String(text))
          .join(),
      ),
    ),
  }))
}
