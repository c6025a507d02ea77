import { BarController, BarElement, CategoryScale, Chart, Legend, LinearScale, Tooltip } from 'chart.js'
import type { LogChart } from '../../features/activity-log/activity-log.routes.ts'

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Legend, Tooltip)

/** Fluent UI's data colours, three to one at least on the page of either theme: one for each of the people, the last for the others. */
const colours: readonly (readonly [light: string, dark: string])[] = [
  ['#4f6bed', '#8094f2'],
  ['#038387', '#4db6ba'],
  ['#8764b8', '#b093d8'],
  ['#9a6a00', '#e0b040'],
  ['#c4314b', '#e37d80'],
  ['#707070', '#adadad'],
]

/** Draws it, and anew whenever the theme changes. @returns what takes it away. */
export function drawBars(canvas: HTMLCanvasElement, { bars, people, unit }: LogChart, locale: string): () => void {
  let chart = draw()
  const observer = new MutationObserver(() => {
    chart.destroy()
    chart = draw()
  })
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  return () => {
    observer.disconnect()
    chart.destroy()
  }

  function draw(): Chart {
    const style = getComputedStyle(canvas)
    const dark = document.documentElement.dataset.theme !== 'default'
    const line = style.getPropertyValue('--colorNeutralStroke2')
    const scale = { stacked: true, grid: { color: line }, ticks: { color: style.color } }
    return new Chart(canvas, {
      type: 'bar',
      data: {
        labels: bars.map(({ name }) => name),
        datasets: people.map(({ name, entries }, at) => ({
          // The numbers stand in the legend too: colours alone would tell nothing to who cannot tell them apart.
          label: `${name}: ${entries.toLocaleString(locale)}`,
          data: bars.map(({ parts }) => parts[at] ?? 0),
          backgroundColor: colours[Math.min(at, colours.length - 1)]?.[dark ? 1 : 0],
        })),
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        locale,
        font: { family: style.fontFamily },
        scales: {
          x: { ...scale, title: { display: true, text: unit, color: style.color } },
          y: { ...scale, beginAtZero: true, ticks: { ...scale.ticks, precision: 0 } },
        },
        plugins: { legend: { position: 'bottom', labels: { color: style.color } } },
      },
    }) as Chart
  }
}
