import { colourNamed, colourSet } from './chart-colours.ts'

/** A chart of a card in one shape for all kinds: numbers by label and series. */
export interface ChartData {
  readonly kind: 'pie' | 'donut' | 'gauge' | 'line' | 'vertical' | 'horizontal'
  readonly title: string
  readonly labels: readonly string[]
  readonly series: readonly Series[]
  /** What the labels are of, and what the numbers are. */
  readonly labelTitle: string
  readonly numberTitle: string
  readonly stacked: boolean
  /** Of everything, as a share. */
  readonly whole: boolean
  readonly axis: boolean
  readonly legend: boolean
  readonly values: boolean
  readonly range: { readonly min?: number; readonly max?: number }
  /** In the middle of a donut or below a gauge. */
  readonly centre: string
  readonly thin: boolean
  /** Where a gauge's needle stands, of its whole. */
  readonly needle: number | undefined
}

export interface Series {
  readonly name: string
  readonly values: readonly (number | undefined)[]
  /** One for the series, or one for each of its values. */
  readonly colours: readonly string[]
}

type Source = Readonly<Record<string, unknown>>

/** What each kind of chart of a card draws; the bot's JSON is taken as it comes, and what is not there is nothing. */
export const chartKinds: Record<string, (source: Source) => ChartData> = {
  'Chart.Pie': (source) => ({ ...parts(source), kind: 'pie' }),
  'Chart.Donut': (source) => ({ ...parts(source), kind: 'donut', centre: text(source.value) }),
  'Chart.VerticalBar': (source) => ({ ...points(source), kind: 'vertical', values: source.showBarValues === true }),
  'Chart.VerticalBar.Grouped': (source) => ({
    ...several(source),
    kind: 'vertical',
    stacked: source.stacked === true,
    values: source.showBarValues === true,
  }),
  'Chart.HorizontalBar': (source) => ({
    ...points(source),
    kind: 'horizontal',
    // A horizontal chart's x axis has the numbers.
    ...{ labelTitle: text(source.yAxisTitle), numberTitle: text(source.xAxisTitle) },
    whole: source.displayMode === 'PartToWhole',
    axis: source.displayMode === undefined || source.displayMode === 'AbsoluteWithAxis',
    values: true,
  }),
  'Chart.HorizontalBar.Stacked': stackedRows,
  'Chart.Line': (source) => ({ ...several(source), kind: 'line' }),
  'Chart.Gauge': gauge,
}

const common = (source: Source): ChartData => ({
  kind: 'vertical',
  title: text(source.title),
  labels: [],
  series: [],
  labelTitle: text(source.xAxisTitle),
  numberTitle: text(source.yAxisTitle),
  stacked: false,
  whole: false,
  axis: true,
  legend: source.showLegend !== false,
  values: false,
  range: { ...min(number(source.yMin)), ...max(number(source.yMax)) },
  centre: '',
  thin: source.thickness === 'Thin',
  needle: undefined,
})

function parts(source: Source): ChartData {
  const data = list(source.data)
  return {
    ...common(source),
    labels: data.map(({ legend }) => text(legend)),
    series: [
      { name: '', values: data.map(({ value }) => number(value)), colours: coloursOf(data, source, data.length) },
    ],
  }
}

/** One number for each label; one colour for all unless they have their own. */
function points(source: Source): ChartData {
  const data = list(source.data)
  const [first = ''] = colourSet(source.colorSet, 1)
  const usual = colourNamed(source.color) ?? first
  return {
    ...common(source),
    labels: data.map(({ x }) => text(x)),
    series: [
      {
        name: '',
        values: data.map(({ y }) => number(y)),
        colours: data.map(({ color }) => colourNamed(color) ?? usual),
      },
    ],
    legend: false,
  }
}

function several(source: Source): ChartData {
  const data = list(source.data)
  const colours = coloursOf(data, source, data.length)
  const labels = [...new Set(data.flatMap(({ values }) => list(values).map(({ x }) => text(x))))]
  return {
    ...common(source),
    labels,
    series: data.map(({ legend, values }, at) => {
      const known = new Map(list(values).map(({ x, y }) => [text(x), number(y)]))
      return { name: text(legend), values: labels.map((label) => known.get(label)), colours: [colours[at] ?? ''] }
    }),
  }
}

function stackedRows(source: Source): ChartData {
  const rows = list(source.data)
  const names = [...new Set(rows.flatMap(({ data }) => list(data).map(({ legend }) => text(legend))))]
  const all = rows.flatMap(({ data }) => list(data))
  const owners = names.map((name) => all.find(({ legend }) => text(legend) === name) ?? {})
  const colours = coloursOf(owners, source, names.length)
  return {
    ...common(source),
    ...{ kind: 'horizontal', stacked: true, labelTitle: text(source.yAxisTitle), numberTitle: text(source.xAxisTitle) },
    labels: rows.map(({ title }) => text(title)),
    series: names.map((name, at) => ({
      name,
      values: rows.map(({ data }) => number(list(data).find(({ legend }) => text(legend) === name)?.value)),
      colours: [colours[at] ?? ''],
    })),
  }
}

function gauge(source: Source): ChartData {
  const [from, to] = [number(source.min) ?? 0, number(source.max) ?? 100]
  const value = number(source.value) ?? from
  const segments = list(source.segments)
  const share = to === from ? 0 : Math.min(1, Math.max(0, (value - from) / (to - from)))
  const whole = segments.length > 0 ? segments : [{ size: value - from }, { size: to - value, color: 'neutral' }]
  const shown = source.valueFormat === 'Fraction' ? `${value}/${to}` : `${Math.round(share * 100)} %`
  return {
    ...common(source),
    kind: 'gauge',
    labels: whole.map(({ legend }) => text(legend)),
    series: [
      { name: '', values: whole.map(({ size }) => number(size)), colours: coloursOf(whole, source, whole.length) },
    ],
    legend: source.showLegend !== false && segments.length > 0,
    centre: [shown, text(source.subLabel)].filter((part) => part !== '').join(' · '),
    needle: source.showNeedle === false || segments.length === 0 ? undefined : share,
  }
}

const coloursOf = (data: readonly Source[], source: Source, count: number): string[] => {
  const usual = colourSet(source.colorSet, count)
  return data.map(({ color }, at) => colourNamed(color) ?? colourNamed(source.color) ?? usual[at] ?? '')
}

const list = (value: unknown): readonly Source[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : []
const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
const number = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined
const min = (value: number | undefined) => (value === undefined ? {} : { min: value })
const max = (value: number | undefined) => (value === undefined ? {} : { max: value })
