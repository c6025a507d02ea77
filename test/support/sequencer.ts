import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that mostly wait (for processes, leases, Teams’ pace), or that take long by themselves. */
const waiting = /[\\/](?:faults|platform[\\/](?:[a-z]+-script|dev|slicing|walkthrough)\.|browser)/

/** Begins with what takes long without using much of a core, so that it is done beside the rest and not after it. */
export class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const projects = Map.groupBy(sorted, ({ project }) => project.name)
    return [...projects.values()].flatMap((specs) =>
      specs.toSorted((a, b) => Number(waiting.test(b.moduleId)) - Number(waiting.test(a.moduleId))),
    )
  }
}
