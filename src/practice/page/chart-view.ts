import type { Chart, ChartConfiguration, Plugin } from 'chart.js'
import { type ChartData, chartKinds } from './chart-data.ts'
import { charactersOf, make } from './dom.ts'
import { chartLibrary } from './library.ts'
import { locale } from './words.ts'

/** A picture for the eyes, a legend in words, and a table with the same numbers for who listens. */
export function chartView(source: Readonly<Record<string, unknown>>): HTMLElement {
  const data = chartKinds[String(source.type)]?.(source)
  if (!data) return make('div')
  const canvas = make('canvas', { attributes: { 'aria-hidden': 'true' } })
  const picture = make('div', { className: `chart-picture chart-${data.kind}` }, canvas)
  if (data.kind === 'horizontal') picture.style.height = `${rowsHeight(data)}rem`
  if (data.centre !== '') picture.append(make('div', { className: 'chart-centre', ariaHidden: 'true' }, data.centre))
  const title = source.showTitle === true && make('figcaption', {}, data.title)
  const figure = make('figure', { className: 'chart' }, title || undefined, picture, legendOf(data), tableOf(data))
  const { fontFamily, fontSize } = getComputedStyle(document.body)
  chartLibrary.defaults.font = { family: fontFamily, size: Number.parseFloat(fontSize) * 0.86 }
  chartLibrary.defaults.color = coloured('--subtle')
  chartLibrary.defaults.borderColor = coloured('--line')
  new chartLibrary(canvas, configuration(data))
  return figure
}

/** Call before charts are taken out: each listens to the window's size. */
export function removeCharts(within: HTMLElement): void {
  for (const canvas of within.querySelectorAll('canvas')) chartLibrary.getChart(canvas)?.destroy()
}

const coloured = (variable: string): string => {
  const probe = make('span')
  probe.style.color = `var(${variable})`
  document.body.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}

const rowsHeight = ({ labels, axis, numberTitle }: ChartData): number =>
  labels.reduce((height, label) => height + Math.max(2.25, linesOf(label).length * 1.1 + 0.5), 0) +
  (axis ? 2 : 0.5) +
  (numberTitle === '' ? 0 : 1.25)

function legendOf({ kind, legend, labels, series }: ChartData): HTMLElement | undefined {
  const round = kind === 'pie' || kind === 'donut' || kind === 'gauge'
  const names = round ? labels : series.map(({ name }) => name)
  if (!legend || names.every((name) => name === '')) return undefined
  const colours = round ? (series[0]?.colours ?? []) : series.map((one) => one.colours[0] ?? '')
  const items = names.map((name, at) => {
    const sign = make('span', { className: 'chart-sign' })
    sign.style.backgroundColor = colours[at] ?? ''
    return make('li', {}, sign, name)
  })
  return make('ul', { className: 'chart-legend', ariaHidden: 'true' }, ...items)
}

function tableOf({ title, labels, series, labelTitle, numberTitle, centre }: ChartData): HTMLElement {
  const heads = [labelTitle, ...series.map(({ name }) => name || numberTitle)]
  const said = (value: number | undefined) => (value === undefined ? '' : value.toLocaleString(locale))
  const table = make(
    'table',
    {},
    make('caption', {}, [title, centre].filter((part) => part !== '').join(': ')),
    make('tr', {}, ...heads.map((head) => make('th', { scope: 'col' }, head))),
    ...labels.map((label, at) =>
      make(
        'tr',
        {},
        make('th', { scope: 'row' }, label),
        ...series.map(({ values }) => make('td', {}, said(values[at]))),
      ),
    ),
  )
  return make('div', { className: 'unseen' }, table)
}

function configuration(data: ChartData): ChartConfiguration {
  const plugins = { legend: { display: false } }
  const common = { animation: false as const, responsive: true, maintainAspectRatio: false, locale, plugins }
  switch (data.kind) {
    case 'pie':
    case 'donut':
    case 'gauge':
      return { type: 'doughnut', data: datasets(data), options: { ...common, ...round(data) }, plugins: [needle(data)] }
    case 'line':
      return { type: 'line', data: datasets(data), options: { ...common, scales: scales(data, 'x', 'y') } }
    case 'vertical':
      return {
        type: 'bar',
        data: datasets(data),
        options: { ...common, scales: scales(data, 'x', 'y') },
        plugins: [figures(data)],
      }
    case 'horizontal': {
      const options = {
        ...common,
        indexAxis: 'y' as const,
        layout: { padding: { right: 40 } },
        scales: scales(data, 'y', 'x'),
      }
      return { type: 'bar', data: datasets(data), options, plugins: [figures(data)] }
    }
  }
}

const round = ({ kind, thin }: ChartData) => ({
  cutout: kind === 'pie' ? 0 : thin || kind === 'gauge' ? '80%' : '60%',
  ...(kind === 'gauge' && { rotation: -90, circumference: 180 }),
})

function datasets({ kind, labels, series, whole }: ChartData): ChartConfiguration['data'] {
  const total = series.flatMap(({ values }) => values).reduce<number>((sum, value) => sum + (value ?? 0), 0)
  const border = kind === 'pie' || kind === 'donut' || kind === 'gauge' ? { borderColor: coloured('--raised') } : {}
  return {
    labels: [...labels],
    datasets: series.map(({ name, values, colours }) => ({
      label: name,
      data: values.map((value) => (value === undefined ? null : whole && total > 0 ? value / total : value)),
      backgroundColor: colours.length === 1 ? colours[0] : [...colours],
      ...(kind === 'line' && { borderColor: colours[0], pointRadius: 3 }),
      ...(kind !== 'line' && { borderWidth: 1, maxBarThickness: 32, ...border }),
    })) as never,
  }
}

function scales({ labelTitle, numberTitle, stacked, whole, axis, range }: ChartData, labels: string, numbers: string) {
  const title = (text: string) => ({ display: text !== '', text })
  const share = (value: number | string) => Number(value).toLocaleString(locale, { style: 'percent' })
  return {
    [labels]: {
      stacked,
      title: title(labelTitle),
      grid: { display: false },
      ticks: { callback: inLines, autoSkip: labels === 'x' },
    },
    [numbers]: {
      ...{ stacked, display: axis, beginAtZero: true, title: title(numberTitle) },
      ...(range.min !== undefined && { suggestedMin: range.min }),
      ...(range.max !== undefined && { suggestedMax: range.max }),
      ticks: { precision: 0, maxTicksLimit: 6, ...(whole && { callback: share, precision: 2 }) },
    },
  }
}

const longestLine = 16

/** A long label on several lines. */
function inLines(this: { getLabelForValue(value: number): string }, value: number | string): string[] {
  return linesOf(this.getLabelForValue(Number(value)))
}

/** In Latin letters: those of East Asia are twice as wide. */
const widthOf = (words: string): number =>
  charactersOf(words).reduce((width, sign) => width + (sign >= '\u1100' ? 2 : 1), 0)

function linesOf(label: string): string[] {
  const lines: string[] = []
  // Behind a space, and behind each character of a language that has none.
  for (const part of label.split(/(?<=\s)|(?<=[\u3040-\u9fff])/u)) {
    const longer = `${lines.at(-1) ?? ''}${part}`
    if (lines.length > 0 && widthOf(longer.trim()) <= longestLine) lines[lines.length - 1] = longer
    else lines.push(part)
  }
  return lines.map((line) => line.trim())
}

/** Numbers at the end of their bars. */
const figures = ({ kind, values, whole, series }: ChartData): Plugin => ({
  id: 'figures',
  afterDatasetsDraw: (chart: Chart) => {
    const { ctx, data } = chart
    if (!values || series.length !== 1) return
    ctx.save()
    ctx.fillStyle = coloured('--text')
    ctx.textAlign = kind === 'horizontal' ? 'left' : 'center'
    ctx.textBaseline = kind === 'horizontal' ? 'middle' : 'bottom'
    for (const [at, bar] of chart.getDatasetMeta(0).data.entries()) {
      const value = data.datasets[0]?.data[at]
      if (typeof value !== 'number') continue
      const figure = value.toLocaleString(locale, whole ? { style: 'percent' } : {})
      ctx.fillText(figure, bar.x + (kind === 'horizontal' ? 4 : 0), bar.y - (kind === 'horizontal' ? 0 : 2))
    }
    ctx.restore()
  },
})

const needle = ({ needle: share }: ChartData): Plugin => ({
  id: 'needle',
  afterDatasetsDraw: (chart: Chart) => {
    const { ctx } = chart
    const arc = chart.getDatasetMeta(0).data[0] as { x: number; y: number; outerRadius?: number } | undefined
    if (share === undefined || arc?.outerRadius === undefined) return
    const angle = Math.PI * (1 + share)
    ctx.save()
    ctx.strokeStyle = coloured('--text')
    ctx.lineWidth = 3
    ctx.lineCap = 'round'
    ctx.beginPath()
    ctx.moveTo(arc.x, arc.y)
    ctx.lineTo(arc.x + Math.cos(angle) * arc.outerRadius * 0.9, arc.y + Math.sin(angle) * arc.outerRadius * 0.9)
    ctx.stroke()
    ctx.restore()
  },
})
