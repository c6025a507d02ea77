import { askJson, Silent } from '../platform/ask-json.ts'
import { second } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'

/**
 * Tells a stand-in for Microsoft's services what time the practice page has, so that what it shows late shows when that clock is
 * moved. One that is silent, or has a clock of its own, is left alone.
 * @param url where it is, on this machine
 */
export async function tellTime(url: string, now: Date, log: Log): Promise<void> {
  const body = JSON.stringify({ now: now.toISOString() })
  const headers = { 'content-type': 'application/json' }
  try {
    const { status } = await askJson(`${url}/clock`, { method: 'PUT', headers, body, patience: 2 * second })
    if (status !== 204) log.info({ status }, 'the stand-in keeps its own time')
  } catch (err) {
    if (!(err instanceof Silent)) throw err
    log.info({ err }, 'the stand-in was not told the time')
  }
}
