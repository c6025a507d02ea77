import { button } from './sample-card.ts'

const paragraph = {
  type: 'TextBlock',
  wrap: true,
  text: 'A long story that is told so that the card is taller than the window. '.repeat(8),
}
const field = (id: string, label: string) => ({ type: 'Input.Text', id, label })

/** Taller than a phone. Its button answers with the same card and a mistake at the second field. */
export const tallCard = (mistake?: string) => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: 'A tall form', weight: 'Bolder', wrap: true },
    paragraph,
    field('first', 'First'),
    paragraph,
    field('second', 'Second'),
    ...(mistake === undefined ? [] : [{ type: 'TextBlock', text: mistake, color: 'Attention', wrap: true }]),
    paragraph,
    paragraph,
    { type: 'ActionSet', actions: [button('Check', 'mistake')] },
  ],
})

const months = [
  { x: 'Oct', y: 3 },
  { x: 'Nov', y: 5 },
]
const parts = [
  { legend: 'Server', value: 12 },
  { legend: 'Client', value: 8, color: 'categoricalTeal' },
]
const two = [
  { legend: 'Mina Park', values: months },
  { legend: 'Oliver Hughes', values: months, color: 'good' },
]

/** One of each kind of chart, a bar, a box of each style, and more buttons than stand in one row of a phone. */
export const lookCard = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'ProgressBar', value: 30, max: 50, fallback: 'drop' },
    ...['default', 'emphasis', 'good', 'warning', 'attention', 'accent'].map((style) => ({
      type: 'Container',
      style,
      items: [{ type: 'TextBlock', text: `A box that is ${style}`, wrap: true }],
    })),
    { type: 'Chart.Donut', title: 'Parts of a donut', data: parts, value: '20' },
    { type: 'Chart.Pie', title: 'Parts of a pie', data: parts, colorSet: 'sequential' },
    { type: 'Chart.VerticalBar', title: 'Upright', data: months, showBarValues: true, xAxisTitle: 'Month' },
    { type: 'Chart.VerticalBar.Grouped', title: 'Upright, together', data: two, stacked: true },
    { type: 'Chart.HorizontalBar', title: 'Lying', data: months, displayMode: 'PartToWhole' },
    { type: 'Chart.HorizontalBar.Stacked', title: 'Lying, together', data: [{ title: 'Contoso', data: parts }] },
    { type: 'Chart.Line', title: 'A line', data: two, colorSet: 'diverging' },
    {
      type: 'Chart.Gauge',
      title: 'A gauge',
      value: 40,
      segments: [
        { legend: 'Enough', size: 50, color: 'good' },
        { legend: 'Too much', size: 50, color: 'attention' },
      ],
    },
    {
      type: 'ActionSet',
      actions: ['Download', 'Copy link', 'Show key', 'Renew link', 'Forward'].map((title) => button(title, 'note')),
    },
  ],
}
