/** Whether a write failed because a unique key exists. By code: the adapter fills `meta` differently from the stock engine. */
export const isUniqueViolation = (error: unknown): boolean => {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined
  return code === 'P2002' || code === '23505'
}
