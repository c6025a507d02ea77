/** Whether a write failed because a unique key exists. By code: the adapter fills `meta` differently from the stock engine. */
export const isUniqueViolation = (error: unknown): boolean => {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined
  return code === 'P2002' || code === '23505'
}

/** Whether a transaction was ended because it and another one waited for each other: nothing of it was written, it may be tried again. */
export const isWriteConflict = (error: unknown): boolean => {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined
  return code === 'P2034' || code === '40P01' || code === '40001'
}
