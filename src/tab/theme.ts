import { teamsDarkTheme, teamsHighContrastTheme, teamsLightTheme } from '@fluentui/tokens'
import { setTheme } from '@fluentui/web-components/theme/set-theme.js'

/** Teams' names of its themes. */
const themes: Record<string, typeof teamsLightTheme> = {
  default: teamsLightTheme,
  dark: teamsDarkTheme,
  contrast: teamsHighContrastTheme,
}

export function showIn(theme: string): void {
  setTheme(themes[theme] ?? teamsLightTheme)
  document.documentElement.dataset.theme = theme in themes ? theme : 'default'
}
