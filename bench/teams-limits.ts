/** At most `most` requests in any window of so many milliseconds, however it is laid over time. */
export interface Limit {
  readonly most: number
  readonly milliseconds: number
}

/** Documented for one app in one tenant, and for one bot in one conversation (sends and creates). */
export const tenantLimits: readonly Limit[] = [{ most: 50, milliseconds: 1_000 }]
export const conversationLimits: readonly Limit[] = [
  { most: 7, milliseconds: 1_000 },
  { most: 8, milliseconds: 2_000 },
  { most: 60, milliseconds: 30_000 },
  { most: 1_800, milliseconds: 3_600_000 },
]

/** What the stand-in saw of a tenant. */
export interface TenantRecord {
  readonly tenant: string
  readonly requests: number
  readonly taken: number
  /** Milliseconds of the injected clock. */
  readonly firstTaken: number
  readonly lastTaken: number
  /** The most requests that ever fell into a window, refused ones included; in the order of the limits. */
  readonly tenantPeaks: readonly number[]
  /** The same of its busiest conversation for each window. */
  readonly conversationPeaks: readonly number[]
  /** Refused with 429: above a limit, or because the stand-in throttles by itself. */
  readonly aboveLimit: number
  readonly throttled: number
  /** Came while a Retry-After ran, whatever it was answered: sent before the 429 that began it could be read, or after. */
  readonly underWay: number
  readonly disobeyed: number
  /** How long after the 429 was written the latest of them came, in milliseconds. */
  readonly latest: number
}

export interface TeamsLimitsOptions {
  /** Monotonic, in milliseconds. */
  now(): number
  /** Seconds of a Retry-After that is answered for no reason of the client's; undefined for none. */
  throttles?(tenant: string): number | undefined
  /** How long after a 429 was written its reader may still be reading: requests of that time were under way. */
  graceMilliseconds?: number
}

export type Ruling = { readonly taken: true } | { readonly taken: false; readonly retryAfterSeconds: number }

/**
 * Teams' documented limits as a judge: sliding windows by arrival. What is refused does not count towards the limits, which is
 * the kindest reading; it does count towards the peaks. A conversation is named by its tenant: `a:<tenant id>:<anything>`.
 */
export class TeamsLimits {
  private readonly options: TeamsLimitsOptions
  private readonly tenants = new Map<string, Tenant>()

  constructor(options: TeamsLimitsOptions) {
    this.options = options
  }

  arrives(conversation: string): Ruling {
    const at = this.options.now()
    const tenant = this.tenant(tenantOf(conversation))
    const chat = tenant.conversation(conversation)
    tenant.arrivals.add(at)
    chat.arrivals.add(at)
    if (at < tenant.pausedUntil) {
      const after = at - tenant.pausedSince
      if (after > (this.options.graceMilliseconds ?? defaultGrace)) tenant.disobeyed++
      else tenant.underWay++
      tenant.latest = Math.max(tenant.latest, after)
    }
    const throttledFor = at < tenant.throttledUntil ? undefined : this.options.throttles?.(tenant.id)
    if (throttledFor !== undefined) tenant.throttledUntil = at + throttledFor * 1_000
    if (at < tenant.throttledUntil) {
      tenant.throttled++
      return refusal(tenant.throttledUntil - at)
    }
    const wait = Math.max(tenant.taken.waitFor(at), chat.taken.waitFor(at))
    if (wait > 0) {
      tenant.aboveLimit++
      return refusal(wait)
    }
    tenant.taken.add(at)
    chat.taken.add(at)
    return { taken: true }
  }

  /** A 429 has been written: from now on its Retry-After runs for the whole tenant. */
  told(conversation: string, retryAfterSeconds: number): void {
    const tenant = this.tenant(tenantOf(conversation))
    const now = this.options.now()
    if (tenant.pausedUntil <= now) tenant.pausedSince = now
    tenant.pausedUntil = Math.max(tenant.pausedUntil, now + retryAfterSeconds * 1_000)
  }

  records(): TenantRecord[] {
    return [...this.tenants.values()].map((tenant) => tenant.record())
  }

  private tenant(id: string): Tenant {
    const known = this.tenants.get(id)
    if (known !== undefined) return known
    const tenant = new Tenant(id)
    this.tenants.set(id, tenant)
    return tenant
  }
}

const defaultGrace = 50

/** Whole seconds, as HTTP has it, and at least one. */
const refusal = (milliseconds: number): Ruling => ({
  taken: false,
  retryAfterSeconds: Math.max(1, Math.ceil(milliseconds / 1_000)),
})

export const tenantOf = (conversation: string): string => conversation.split(':')[1] ?? ''

interface Counted {
  readonly arrivals: SlidingWindows
  readonly taken: SlidingWindows
}

const counted = (limits: readonly Limit[]): Counted => ({
  arrivals: new SlidingWindows(limits),
  taken: new SlidingWindows(limits),
})

class Tenant implements Counted {
  readonly id: string
  readonly arrivals = new SlidingWindows(tenantLimits)
  readonly taken = new SlidingWindows(tenantLimits)
  private readonly conversations = new Map<string, Counted>()
  pausedSince = Number.NEGATIVE_INFINITY
  pausedUntil = Number.NEGATIVE_INFINITY
  throttledUntil = Number.NEGATIVE_INFINITY
  aboveLimit = 0
  throttled = 0
  underWay = 0
  disobeyed = 0
  latest = 0

  constructor(id: string) {
    this.id = id
  }

  conversation(id: string): Counted {
    const known = this.conversations.get(id)
    if (known !== undefined) return known
    const chat = counted(conversationLimits)
    this.conversations.set(id, chat)
    return chat
  }

  record(): TenantRecord {
    const chats = [...this.conversations.values()]
    const { id, arrivals, taken, aboveLimit, throttled, underWay, disobeyed, latest } = this
    return {
      tenant: id,
      requests: arrivals.count,
      taken: taken.count,
      firstTaken: taken.first,
      lastTaken: taken.last,
      tenantPeaks: arrivals.peaks,
      conversationPeaks: conversationLimits.map((_, at) =>
        Math.max(0, ...chats.map((chat) => chat.arrivals.peaks[at] ?? 0)),
      ),
      aboveLimit,
      throttled,
      underWay,
      disobeyed,
      latest,
    }
  }
}

/** Times in order, and how many of them lie in the newest window of each length: a window is open at its old end. */
class SlidingWindows {
  readonly peaks: number[]
  private readonly limits: readonly Limit[]
  private readonly times: number[] = []
  /** For each limit, the first time that is still in its window. */
  private readonly heads: number[]

  constructor(limits: readonly Limit[]) {
    this.limits = limits
    this.peaks = limits.map(() => 0)
    this.heads = limits.map(() => 0)
  }

  get count(): number {
    return this.times.length
  }

  get first(): number {
    return this.times[0] ?? Number.NaN
  }

  get last(): number {
    return this.times.at(-1) ?? Number.NaN
  }

  /** How many milliseconds until one more is within every limit; zero or less when it is now. */
  waitFor(at: number): number {
    const waits = this.limits.map(({ most, milliseconds }) => {
      const oldest = this.times[this.times.length - most]
      return oldest === undefined ? 0 : oldest + milliseconds - at
    })
    return Math.max(0, ...waits)
  }

  add(at: number): void {
    this.times.push(at)
    this.limits.forEach(({ milliseconds }, index) => {
      let head = this.heads[index] ?? 0
      while ((this.times[head] ?? at) <= at - milliseconds) head++
      this.heads[index] = head
      this.peaks[index] = Math.max(this.peaks[index] ?? 0, this.times.length - head)
    })
  }
}
