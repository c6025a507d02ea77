/** Partner Center's own pages, for people to open. */
export const partnerCenterPages = 'https://partner.microsoft.com'

/**
 * Where Partner Center gives a customer's keys and downloads: Customers > the customer > Software. Microsoft documents no address of
 * it; a customer's pages are known to be `…/commerce/customers/{tenant}/subscriptions` and the like.
 */
export const softwarePage = (customerId: string): string =>
  `${partnerCenterPages}/commerce/customers/${encodeURIComponent(customerId)}/software`
