/** What a card's button asks the column for: a page of the app's tab. */
export const tabEvent = 'opens-tab'

/** Whether an address is a page of the app's tab, which Teams would know by its deep link. */
export const isTabPage = (url: string | undefined): url is string =>
  url !== undefined &&
  URL.canParse(url) &&
  new URL(url).origin === location.origin &&
  /^\/tab(\/|$)/.test(new URL(url).pathname)

export const opensTab = (url: string): CustomEvent<string> => new CustomEvent(tabEvent, { detail: url, bubbles: true })
