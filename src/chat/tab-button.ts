import type { IOpenUrlAction } from '@microsoft/teams.cards'
import type { Reader } from '../platform/language.ts'
import { wordsText } from './words.text.ts'

/** Where Teams opens the app's tab: the manifest's `entityId` of it. */
const tabEntity = 'desk'

/**
 * Where a card opens a page of the tab: `orders/<customer>/<order>`. In Teams a deep link (learn.microsoft.com, "Create deep links
 * to a tab"), whose page the tab is told as `subPageId`; on the practice page its own address, which that opens beside the chat.
 * @param appId the app's, as its manifest has it; undefined where Teams is not configured
 */
export const tabAddresses =
  (appId: string | undefined, desk: () => string): ((page: string) => string) =>
  (page) => {
    if (appId === undefined) return `${desk()}/tab/${page}`
    const context = encodeURIComponent(JSON.stringify({ subEntityId: page }))
    return `https://teams.microsoft.com/l/entity/${appId}/${tabEntity}?context=${context}`
  }

/** *Open in tab*, in the overflow: nothing on the card needs it. `primary` where nothing else stands beside the overflow. */
export const tabButton = (
  read: Reader,
  url: string,
  mode: NonNullable<IOpenUrlAction['mode']> = 'secondary',
): IOpenUrlAction => ({ type: 'Action.OpenUrl', title: wordsText[read.language].openInTab, url, mode })

/** The page of an order. */
export const orderPageOf = (customerId: string, orderId: string): string =>
  `orders/${customerId}/${encodeURIComponent(orderId)}`

/** The page of one approval. */
export const approvalPageOf = (id: string): string => `approvals/${id}`

/** The page of one support request. */
export const supportPageOf = (id: string): string => `support/${id}`

/** The page of buying for a customer; with a form that waited for its agreement, where there was one. */
export const buyPageOf = (customerId: string, kept: string): string =>
  `buy?${new URLSearchParams({ customer: customerId, kept })}`

/** The page of one's settings, which tells global admins what is wrong with the partner's. */
export const settingsPage = 'settings'

/** The page of keys and links, with an order filled in. */
export const linksPageOf = (customerId: string, orderId: string): string =>
  `links?${new URLSearchParams({ customer: customerId, order: orderId })}`
