const awayCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
  'P2037',
])
const awayWords =
  /connection terminated|query read timeout|timeout exceeded when trying to connect|connection timeout|pool (is|after).*end|DatabaseNotReachable|ConnectionClosed/i

/** Whether an accident means that the database cannot be reached now, rather than that we did something wrong. */
export function isDatabaseAway(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const { code } = at as { code?: unknown }
    if (typeof code === 'string' && (awayCodes.has(code) || code.startsWith('08'))) return true
    if (awayWords.test(at.message)) return true
  }
  return false
}

/** Whether the database was waited for as long as one waits. */
export const isTooLate = (error: unknown): boolean =>
  error instanceof Error && /query read timeout/i.test(error.message)
