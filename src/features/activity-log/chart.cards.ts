import type { CardElement, IGroupedVerticalBarChart, IHorizontalBarChart, ITable } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import { card, plain, subtle, text } from '../../chat/card-parts.ts'
import { buttonRow, type FlowButtons } from '../../chat/press.ts'
import type { Reader } from '../../platform/language.ts'
import { askedWords } from './activity-log.cards.ts'
import { activityLogText } from './activity-log.text.ts'
import type { Asked } from './asked.ts'
import { type ChartText, chartText } from './chart.text.ts'
import type { Bar, Chart, Series } from './chart.ts'
import { barName, nameOf, partOf, perUnit } from './chart-words.ts'
import type { Names } from './names.ts'

interface ChartCard {
  readonly read: Reader
  readonly asked: Asked
  readonly chart: Chart
  readonly names: Names
  readonly buttons: FlowButtons
}

/** Two charts; a host that has none shows tables that say the same numbers. */
export function chartCard({ read, asked, chart, names, buttons }: ChartCard): Card {
  const words = chartText[read.language]
  const { nothing, back } = activityLogText[read.language]
  const named = (series: Series) => nameOf(words, series, names, read)
  return card({
    title: words.chartTitle,
    subject: askedWords(asked, names, read),
    body: [
      text(plain(words.allEntries(read.number(chart.entries)))),
      ...(chart.entries === 0 ? [text(nothing)] : charts(words, chart, named, read)),
      buttonRow(buttons.button('back', { title: back })),
    ],
  })
}

function charts(words: ChartText, chart: Chart, named: (series: Series) => string, read: Reader): CardElement[] {
  return [
    text(perUnit(words, chart.unit), { weight: 'Bolder', spacing: 'Medium' }),
    perUnitChart(words, chart, named, read),
    text(words.perPerson, { weight: 'Bolder', spacing: 'Medium' }),
    perPersonChart(words, chart, named, read),
  ]
}

/** The numbers stand in the legend too: colours alone would tell nothing to who cannot see them. */
function perUnitChart(
  words: ChartText,
  { unit, bars, people }: Chart,
  named: (series: Series) => string,
  read: Reader,
): IGroupedVerticalBarChart {
  return {
    type: 'Chart.VerticalBar.Grouped',
    title: perUnit(words, unit),
    stacked: true,
    showLegend: true,
    colorSet: 'categorical',
    xAxisTitle: words[unit],
    yAxisTitle: words.entries,
    data: people.map(({ of, entries }) => ({
      legend: `${named(of)}: ${read.number(entries)}`,
      values: bars.map((bar) => ({ x: barName(bar, unit, read), y: partOf(bar, of) })),
    })),
    fallback: table(
      [words[unit], words.entries, words.who],
      bars
        .filter(({ entries }) => entries > 0)
        .map((bar) => [barName(bar, unit, read), read.number(bar.entries), partsWords(bar, named, read)]),
    ),
  }
}

function perPersonChart(
  words: ChartText,
  { people }: Chart,
  named: (series: Series) => string,
  read: Reader,
): IHorizontalBarChart {
  return {
    type: 'Chart.HorizontalBar',
    title: words.perPerson,
    displayMode: 'AbsoluteWithAxis',
    xAxisTitle: words.entries,
    data: people.map(({ of, entries }) => ({ x: named(of), y: entries })),
    fallback: table(
      [words.who, words.entries],
      people.map(({ of, entries }) => [named(of), read.number(entries)]),
    ),
  }
}

const partsWords = ({ parts }: Bar, named: (series: Series) => string, read: Reader): string =>
  parts.map(({ of, entries }) => `${named(of)} ${read.number(entries)}`).join(' · ')

/** The second column holds numbers. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): ITable {
  const row = (cells: readonly string[], heading: boolean) => ({
    type: 'TableRow' as const,
    cells: cells.map((words, column) => ({
      type: 'TableCell' as const,
      items: [
        heading
          ? text(plain(words), { weight: 'Bolder', ...(column === 1 && right) })
          : column === 2
            ? subtle(words)
            : text(plain(words), column === 1 ? right : {}),
      ],
    })),
  })
  return {
    type: 'Table',
    firstRowAsHeaders: true,
    showGridLines: false,
    columns: header.map((_, column) => ({ width: [3, 2, 5][column] ?? 1 })),
    rows: [row(header, true), ...rows.map((cells) => row(cells, false))],
  }
}

const right = { horizontalAlignment: 'Right' } as const
