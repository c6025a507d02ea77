import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { sampleAgents, samplePartners } from '../../src/directory/sample-agents.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { Door } from '../../src/platform/http/door.ts'
import { createLog } from '../../src/platform/log.ts'
import { addConnectorRoutes } from '../../src/practice/connector.ts'
import { createGuard } from '../../src/practice/guard.ts'
import { TeamsStandIn } from '../../src/practice/teams-stand-in.ts'
import { freePort } from './free-port.ts'

/** What `npm start` runs. */
export const mainFile = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** The desk as a process of its own, that can be killed and started again; Teams' stand-in lives here and survives. */
export class KillableDesk {
  readonly teams: TeamsStandIn
  private readonly environment: Record<string, string>
  private readonly port: number
  private readonly connector: Door
  private child: ChildProcess | undefined

  private constructor(environment: Record<string, string>, port: number, connector: Door, teams: TeamsStandIn) {
    this.environment = environment
    this.port = port
    this.connector = connector
    this.teams = teams
  }

  static async open(environment: Record<string, string>): Promise<KillableDesk> {
    const log = createLog('silent')
    const connector = new Door(log)
    const [port, connectorPort] = [await freePort(), await freePort()]
    const address = () => `http://127.0.0.1:${connectorPort}`
    const teams = new TeamsStandIn({
      botUrl: () => `http://127.0.0.1:${port}/api/messages`,
      serviceUrl: () => `${address()}/practice/connector/`,
      filesUrl: () => `${address()}/practice/files/`,
      people: sampleAgents.map((agent) => ({
        ...agent,
        partnerName: samplePartners.find(({ id }) => id === agent.partnerId)?.name ?? '',
      })),
      clock: systemClock,
      bot: { id: '28:killable', name: 'CSP Desk' },
    })
    addConnectorRoutes(connector, createGuard(address), teams.connector, log)
    await connector.listen(connectorPort, '127.0.0.1')
    const desk = new KillableDesk(environment, port, connector, teams)
    await desk.start()
    return desk
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Of the process that runs now. */
  get pid(): number | undefined {
    return this.child?.pid
  }

  /** Resolves once turns are accepted. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', mainFile], {
      env: { ...process.env, PORT: String(this.port), LOG_LEVEL: 'error', NODE_ENV: 'test', ...this.environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    this.child = child
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    for (let tries = 0; tries < 2_400; tries++) {
      if (child.exitCode !== null) throw new Error(`the desk ended while starting: ${said}`)
      const ready = await fetch(`http://127.0.0.1:${this.port}/health/ready`).catch(() => undefined)
      if (ready?.ok === true) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    await this.kill()
    throw new Error(`the desk was not ready within two minutes: ${said}`)
  }

  /** SIGKILL: nothing is closed, nothing is finished. */
  async kill(): Promise<void> {
    const { child } = this
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  /** SIGTERM, as a supervisor sends it. @returns how it ended, and after how many milliseconds. */
  async stop(): Promise<{ code: number | null; took: number }> {
    const { child } = this
    if (child === undefined) throw new Error('the desk does not run')
    const began = performance.now()
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    const [code] = (await ended) as [number | null]
    return { code, took: performance.now() - began }
  }

  async close(): Promise<void> {
    await this.kill()
    this.connector.cutOff()
    await this.connector.stop()
  }
}
