import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/** Writes how many tests of which project ran to the file that CI reads, when it asks for one. */
export class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const file = process.env.TEST_REPORT
    if (file === undefined || file === '') return
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state))
    const count = (state: string) => states.filter((it) => it === state).length
    // A file that could not be loaded has no tests to fail.
    const broken = modules.filter((module) => module.errors().length > 0).length
    const projects = [...new Set(modules.map((module) => module.project.name))]
    const report = {
      projects,
      passed: count('passed'),
      failed: count('failed') + broken + errors.length,
      skipped: count('skipped') + count('pending'),
    }
    writeFileSync(file, JSON.stringify(report))
  }
}
