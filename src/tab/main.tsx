import { render } from 'preact'
import { ask, Refused, readIn } from './api.ts'
import { App } from './app.tsx'
import { Outside } from './parts/outside.tsx'
import { hostReady, isDialog, joinHost, onThemeChange } from './teams.ts'
import { showIn } from './theme.ts'

const root = document.getElementById('app') as HTMLElement

async function open(): Promise<void> {
  try {
    const { locale, theme, subPage } = await joinHost()
    readIn(locale)
    showIn(theme)
    onThemeChange(showIn)
    // A dialog is told its opener's page, and has an address of its own.
    if (subPage !== undefined && !isDialog()) history.replaceState(null, '', `/tab/${subPage}`)
    hostReady()
  } catch {
    showIn('default')
    return render(<Outside locale={navigator.language} />, root)
  }
  try {
    const me = await ask('me', {})
    document.documentElement.lang = me.locale
    render(<App me={me} />, root)
  } catch (error) {
    render(
      <Outside locale={navigator.language} refused={error instanceof Refused ? error : undefined} again={open} />,
      root,
    )
  }
}

// A page of before the last deployment: its parts are there no more under their names.
addEventListener('vite:preloadError', () => location.reload())

await open()
