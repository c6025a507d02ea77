import { onPath } from './on-path.ts'

/** A Chromium that is installed: `CHROMIUM_PATH`, or one on PATH. */
export const findChromium = (): string | undefined =>
  process.env.CHROMIUM_PATH || onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable')
