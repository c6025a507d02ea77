import type { Feature } from '../../chat/feature.ts'
import { settingsDialog } from './settings.dialog.ts'
import type { SettingsService } from './settings.service.ts'

export const settingsFeature = (settings: SettingsService): Feature => ({
  name: 'settings',
  flows: [settingsDialog(settings)],
  commands: [
    {
      name: 'settings',
      words: { en: ['settings'], zh: ['设置'], ko: ['설정'] },
      // Who has no role yet is told nothing first; the home card says what they need.
      offered: ({ agent }) => agent.roles.length > 0,
      begin: async () => ({ flow: 'settings', step: 'wishes', values: {} }),
    },
  ],
})
