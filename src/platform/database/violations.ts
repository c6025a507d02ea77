import pg from 'pg'

/** Whether a write failed because a unique key exists. By code: the adapter fills `meta` differently from the stock engine. */
export const isUniqueViolation = (error: unknown): boolean => {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined
  return code === 'P2002' || code === '23505'
}

/**
 * Whether a prepared statement is no longer what the connection takes it for: dropped on the server, there already, or made before
 * a table changed. Nothing of it was carried out; on a new connection it works.
 */
export const isOutdatedStatement = (error: unknown): boolean => {
  const { code, message } = error instanceof Error ? (error as Error & { code?: unknown }) : {}
  return code === '26000' || code === '42P05' || (code === '0A000' && /cached plan/.test(message ?? ''))
}

/** Whether it is what the server said about one statement; anything else broke off in the middle of talking to it. */
export const leavesSessionUsable = (error: unknown): boolean =>
  error instanceof pg.DatabaseError &&
  error.severity !== 'FATAL' &&
  error.severity !== 'PANIC' &&
  !isOutdatedStatement(error)
