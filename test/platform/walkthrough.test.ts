import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'

const run = promisify(execFile)

it('the walk-through: its diff applies to the tree as it is, and the conversation that comes with it holds', async () => {
  const copy = mkdtempSync(path.join(tmpdir(), 'csp-desk-walkthrough-'))
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }))
  for (const name of [
    'src',
    'test',
    'prisma',
    'scripts',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'vitest.config.ts',
  ])
    cpSync(name, path.join(copy, name), { recursive: true })
  // What is made once for all runs: packages, and the prepared database.
  mkdirSync('.cache', { recursive: true })
  for (const name of ['node_modules', '.cache']) symlinkSync(path.resolve(name), path.join(copy, name))
  // Neither a repository around it nor the run that this test is part of is its business.
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:GIT_|VITEST|TEST_)/.test(name)),
  )
  const options = { cwd: copy, env: environment }
  await run('git', ['apply', path.resolve('docs/walkthrough.diff')], options)

  const scenarios = readFileSync('docs/walkthrough.diff', 'utf8').match(/(?<=^\+\+\+ b\/)test\/.*$/gm) ?? []
  const vitest = path.join(copy, 'node_modules/vitest/vitest.mjs')
  const report = path.join(copy, 'report.json')
  const { stdout } = await run(
    process.execPath,
    [vitest, 'run', ...scenarios, '--project', 'embedded', '--reporter', 'json', '--outputFile', report],
    options,
  ).catch(({ stdout, stderr }: { stdout: string; stderr: string }) => ({ stdout: `${stdout}\n${stderr}` }))
  const told = JSON.parse(readFileSync(report, 'utf8'))
  expect({ scenarios: scenarios.length, failed: told.numFailedTests, passed: told.numPassedTests }, stdout).toEqual({
    scenarios: 1,
    failed: 0,
    passed: 4,
  })
}, 240_000)
