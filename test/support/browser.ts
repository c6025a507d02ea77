import { type Browser, chromium } from 'playwright-core'
import { findChromium } from './chromium.ts'

const quiet = '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking'
const args = `${quiet} --disable-component-update --disable-sync`.split(' ')

/** The installed Chromium, kept from calling anywhere but here. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('no Chromium is installed')
  return chromium.launch({ executablePath, args })
}
