import { app, authentication, dialog, FrameContexts } from '@microsoft/teams-js'

/** What the host (Teams, or the practice page) says of itself and of where in the tab the person wants to be. */
export interface Host {
  readonly locale: string
  readonly theme: string
  /** The page of a deep link: `orders/…`. */
  readonly subPage: string | undefined
}

/** @throws when the page is opened by itself, in no host. */
export async function joinHost(): Promise<Host> {
  await app.initialize()
  const context = await app.getContext()
  frame = context.page.frameContext
  return { locale: context.app.locale, theme: context.app.theme, subPage: context.page.subPageId || undefined }
}

let frame: FrameContexts | undefined

/** Whether this page stands in a dialog of the host. */
export const isDialog = (): boolean => frame === FrameContexts.task

/** Opens a page of the tab in a dialog of the host. @returns false where the host has none. */
export function openDialog(page: string, title: string): boolean {
  if (!dialog.url.isSupported()) return false
  dialog.url.open({ url: new URL(page, location.origin).href, title, size: { width: 480, height: 320 } })
  return true
}

/** Closes the dialog that this page stands in. @param result what the bot is told, where it opened the dialog */
export const closeDialog = (result?: object): void => dialog.url.submit(result)

export const hostReady = (): void => void app.notifySuccess()

export const onThemeChange = (listener: (theme: string) => void): void => app.registerOnThemeChangeHandler(listener)

let token: { readonly value: string; readonly until: number } | undefined

/** A bearer token for the desk's own API; the host is asked again shortly before its end, or when the desk refused it. */
export async function tokenForDesk({ anew = false } = {}): Promise<string> {
  if (!anew && token !== undefined && Date.now() < token.until) return token.value
  const value = await authentication.getAuthToken()
  token = { value, until: endOf(value) - 60_000 }
  return value
}

/** In milliseconds; a token that does not say when it ends is asked for each time. */
function endOf(jwt: string): number {
  try {
    const [, payload = ''] = jwt.split('.')
    const bytes = Uint8Array.from(
      atob(payload.replaceAll('-', '+').replaceAll('_', '/')),
      (sign) => sign.codePointAt(0) ?? 0,
    )
    const { exp } = JSON.parse(new TextDecoder().decode(bytes)) as { exp?: number }
    return exp === undefined ? 0 : exp * 1_000
  } catch {
    return 0
  }
}
