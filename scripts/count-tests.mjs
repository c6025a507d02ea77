// Reads vitest's JSON report: fails when a project did not run, and prints the closing line that CI reads.
import { readFileSync } from 'node:fs'

const wanted = ['embedded', 'postgresql', 'browser', 'libreoffice']
let report
try {
  report = JSON.parse(readFileSync(process.argv[2], 'utf8'))
} catch {
  console.log('The tests left no report.')
  console.log('0 passed, 1 failed, 0 skipped')
  process.exit(1)
}
const ran = new Set(report.projects)
const missing = wanted.filter((project) => !ran.has(project))
for (const project of missing) console.log(`The ${project} tests did not run.`)
const { passed, failed, skipped } = report
console.log(`${passed} passed, ${failed + missing.length} failed, ${skipped} skipped`)
process.exit(failed + missing.length > 0 ? 1 : 0)
