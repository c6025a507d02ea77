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

/** It answers, and takes nothing now: the disk, the memory or the connections are full, it does not read or write files, it is read-only. */
const takesNothing = /^(53\w{3}|58030|25006)$/

/** Whether asking again later helps, and until then nothing can be changed. */
export const isDatabaseUnable = (error: unknown): boolean =>
  isDatabaseAway(error) || codesOf(error).some((code) => takesNothing.test(code))

/** Its own and its causes'. Prisma keeps what the server said beside its own cause, and not as an Error. */
function codesOf(error: unknown): string[] {
  const codes: string[] = []
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 5; depth++) {
    const { code, cause, meta } = at as { code?: unknown; cause?: unknown; meta?: { driverAdapterError?: unknown } }
    if (typeof code === 'string') codes.push(code)
    at = cause ?? meta?.driverAdapterError
  }
  return codes
}

/** Whether the database was waited for as long as one waits. */
export const isTooLate = (error: unknown): boolean =>
  error instanceof Error && /query read timeout/i.test(error.message)
