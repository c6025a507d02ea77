import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { deskFlags } from '../scripts/node-flags.mjs'
import { freePort } from '../test/support/free-port.ts'

export interface RunningBot {
  readonly url: string
  readonly pid: number
  /** Resident memory in MB, by the kernel's count. */
  memory(): Promise<number>
  stop(): Promise<void>
}

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url))

export const startPeer = (name: 'echo-bot' | 'multi-turn-bot'): Promise<RunningBot> =>
  start(file(`peers/${name}.ts`), {}, false)

/** The desk as `npm start` runs it, in a process of its own. */
export const startDesk = (environment: Record<string, string>): Promise<RunningBot> =>
  start(file('../src/main.ts'), { LOG_LEVEL: 'warn', ...environment }, true)

async function start(program: string, environment: Record<string, string>, healthy: boolean): Promise<RunningBot> {
  const port = await freePort()
  const child = spawn(process.execPath, [...(healthy ? deskFlags : []), program], {
    env: { ...process.env, PORT: String(port), ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const origin = `http://127.0.0.1:${port}`
  if (healthy) await ready(`${origin}/health/ready`, child)
  else await once(child, 'message')
  return {
    url: `${origin}/api/messages`,
    pid: child.pid ?? 0,
    memory: () => residentMegabytes(child.pid ?? 0),
    stop: async () => {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 1_200; tries++) {
    if (child.exitCode !== null) throw new Error(`the desk ended with ${child.exitCode} while starting`)
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok === true) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('the desk was not ready within 30 seconds')
}

async function residentMegabytes(pid: number): Promise<number> {
  const { readFile } = await import('node:fs/promises')
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1_024
}
