/**
 * Where Teams keeps the files of personal chats: the person's OneDrive for Business, `<tenant>-my.sharepoint.com` (Teams docs,
 * "Send and receive files using bot"). The same page says that bots get no files in GCC High, DoD and 21Vianet, so the SharePoint
 * of those clouds is not among them.
 */
const sharePoint = /^(?:[a-z0-9-]+\.)+sharepoint\.com$/

/** Whether a file may be fetched from there: SharePoint itself, with nothing in the address that could mean somewhere else. */
export const isSharePoint = (address: URL): boolean =>
  address.protocol === 'https:' && address.port === '' && !hasLogin(address) && sharePoint.test(address.hostname)

/** Whether it is a file that the practice page serves: only ever asked where Teams is practised. */
export const isPracticeFile = (address: URL, practice: string): boolean =>
  address.origin === new URL(practice).origin && !hasLogin(address) && address.pathname.startsWith('/practice/files/')

const hasLogin = ({ username, password }: URL): boolean => username !== '' || password !== ''

/** Whether a file may be put there: where Teams keeps files, or on a host that the configuration names. */
export const takesUploads = (address: URL, hosts: readonly string[]): boolean =>
  isSharePoint(address) ||
  (address.protocol === 'https:' && address.port === '' && !hasLogin(address) && hosts.includes(address.hostname))
