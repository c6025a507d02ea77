import type * as Library from 'adaptivecards'
import type { Chart as ChartLibrary } from 'chart.js'

declare global {
  // Put there by adaptivecards.js and chart.js, which index.html loads first.
  var AdaptiveCards: typeof Library
  var Chart: typeof ChartLibrary
}

export const adaptiveCards = globalThis.AdaptiveCards
export const chartLibrary = globalThis.Chart
