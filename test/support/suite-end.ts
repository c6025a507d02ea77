/** What the suites that run now have left to do when they end, the innermost first. */
const running: (() => Promise<void>)[][] = []

export const suiteBegins = (): void => void running.unshift([])

/** For what a hook opens: done when the tests that the hook is for are over. */
export const atSuiteEnd = (work: () => Promise<void>): void => void running[0]?.push(work)

/** @returns what went wrong. */
export async function suiteEnds(): Promise<unknown[]> {
  const errors: unknown[] = []
  for (const work of running.shift()?.reverse() ?? []) await work().catch((error: unknown) => errors.push(error))
  return errors
}
