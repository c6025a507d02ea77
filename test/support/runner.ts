import { expect, type RunnerTestCase, type RunnerTestSuite, TestRunner, vi } from 'vitest'
import { noteStatements, takeStatements } from './statements.ts'
import { suiteBegins, suiteEnds } from './suite-end.ts'

noteStatements()

declare module 'vitest' {
  interface TaskMeta {
    assertions?: number
    /** Of a file: what its databases have answered, a statement by its kind. */
    statements?: Record<string, string>
  }
}

/** Files share a worker: what one leaves open, or has replaced, is not the next one's. Counts assertions. */
export default class DeskTestRunner extends TestRunner {
  override async onBeforeRunSuite(suite: RunnerTestSuite): Promise<void> {
    suiteBegins()
    await super.onBeforeRunSuite(suite)
  }

  override async onAfterRunSuite(suite: RunnerTestSuite): Promise<void> {
    for (const error of await suiteEnds()) {
      const { name, message, stack } = error as Error
      suite.result ??= { state: 'fail' }
      suite.result.state = 'fail'
      suite.result.errors = [...(suite.result.errors ?? []), { name, message, ...(stack !== undefined && { stack }) }]
    }
    if ('filepath' in suite) {
      vi.useRealTimers()
      vi.unstubAllEnvs()
      vi.unstubAllGlobals()
      suite.meta.statements = takeStatements()
    }
    await super.onAfterRunSuite(suite)
  }

  override onAfterTryTask(test: RunnerTestCase): void {
    test.meta.assertions = expect.getState().assertionCalls
    super.onAfterTryTask(test)
  }
}
