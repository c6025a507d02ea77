import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { TeamsCommand, TeamsOptions, TeamsReport } from './notices-teams.ts'

export interface RunningTeams {
  readonly serviceUrl: string
  report(): Promise<TeamsReport>
  /** How many messages and edits it has delivered so far. */
  delivered(): Promise<number>
  stop(): Promise<void>
}

/** A stand-in for Teams' Connector that enforces the documented limits, in a process of its own. */
export async function startTeams(options: TeamsOptions): Promise<RunningTeams> {
  const program = fileURLToPath(new URL('notices-teams.ts', import.meta.url))
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, JSON.stringify(options)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [{ serviceUrl }] = (await once(child, 'message')) as [{ serviceUrl: string }]
  return {
    serviceUrl,
    report: () => ask<TeamsReport>(child, 'report'),
    delivered: async () => (await ask<{ delivered: number }>(child, 'count')).delivered,
    stop: async () => {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function ask<T>(child: ChildProcess, command: TeamsCommand): Promise<T> {
  const answered = once(child, 'message')
  child.send(command)
  return (await answered)[0] as T
}

const ticksPerSecond = 100

/** What a process has used of the processors so far, in seconds, by the kernel's count. */
export function processorSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number)
  return ((user ?? 0) + (system ?? 0)) / ticksPerSecond
}
