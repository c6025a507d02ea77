import { Agent, request } from 'undici'

export interface Load {
  readonly turnsPerSecond: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
}

/** Sends turns with so many in flight for so many seconds, after a warm-up that is not counted. Any answer but 2xx ends it. */
export async function load(url: string, next: () => object, inFlight: number, seconds: number): Promise<Load> {
  const agent = new Agent({ connections: inFlight, pipelining: 1 })
  const run = async (until: number, times: number[]) => {
    const one = async () => {
      while (performance.now() < until) {
        const began = performance.now()
        await post(agent, url, next())
        times.push(performance.now() - began)
      }
    }
    await Promise.all(Array.from({ length: inFlight }, one))
  }
  await run(performance.now() + Math.min(2_000, seconds * 500), [])
  const times: number[] = []
  const began = performance.now()
  await run(began + seconds * 1_000, times)
  const elapsed = (performance.now() - began) / 1_000
  await agent.close()
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN
  return { turnsPerSecond: times.length / elapsed, p50: at(0.5), p99: at(0.99) }
}

export async function post(agent: Agent | undefined, url: string, activity: object): Promise<string> {
  const response = await request(url, {
    ...(agent !== undefined && { dispatcher: agent }),
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(activity),
  })
  const text = await response.body.text()
  if (response.statusCode >= 300) throw new Error(`the bot answered ${response.statusCode}: ${text.slice(0, 200)}`)
  return text
}
