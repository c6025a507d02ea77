import type * as Library from 'adaptivecards'

declare global {
  // Put there by adaptivecards.js, which index.html loads first.
  var AdaptiveCards: typeof Library
}

export const adaptiveCards = globalThis.AdaptiveCards
