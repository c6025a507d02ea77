import type { Reporter, TestModule } from 'vitest/node'

const shown = 10

/** Prints which files took longest, and what each project counted: where a run's minutes go. */
export class SlowReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    if (modules.length < 2) return
    const slowest = [...modules].sort((a, b) => took(b) - took(a)).slice(0, shown)
    const lines = slowest.map(
      (module) =>
        `${(took(module) / 1000).toFixed(1).padStart(9)} s  ${module.project.name}  ${module.relativeModuleId}`,
    )
    process.stdout.write(['', ' Slowest files', ...lines, ' Counted', ...counted(modules), '', ''].join('\n'))
  }
}

const took = (module: TestModule): number => {
  const { collectDuration, setupDuration, duration } = module.diagnostic()
  return collectDuration + setupDuration + duration
}

function counted(modules: readonly TestModule[]): string[] {
  const projects = Map.groupBy(modules, (module) => module.project.name)
  return [...projects].map(([name, modules]) => {
    const tests = modules.flatMap((module) => [...module.children.allTests('passed')])
    const assertions = tests.reduce((sum, test) => sum + (test.meta().assertions ?? 0), 0)
    return `${String(tests.length).padStart(9)} tests, ${assertions} assertions passed  ${name}`
  })
}
