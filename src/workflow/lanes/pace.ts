import { hour, minute, second } from '../../platform/clock.ts'
import type { PaceTime } from './pace-time.ts'
import { type Limit, RateWindows } from './rate-windows.ts'

/** Teams' documented limits (Rate limits for bots): per app and tenant, and per bot and conversation. */
export const teamsLimits = {
  tenant: [{ count: 50, milliseconds: second }],
  conversation: [
    { count: 7, milliseconds: second },
    { count: 8, milliseconds: 2 * second },
    { count: 60, milliseconds: 30 * second },
    { count: 1_800, milliseconds: hour },
  ],
} as const satisfies Record<string, readonly Limit[]>

/** Leave to make one request. */
export interface Slot {
  /** From when on, by the pace's time. */
  readonly at: number
  answered(): void
  /** It was not made. */
  giveBack(): void
}

/** A request that another replica made. */
export interface Attempt {
  readonly conversationId: string
  /** Since its answer. */
  readonly millisecondsAgo: number
  /** Nobody saw an answer: since its start. */
  readonly unmeasured?: boolean
}

/** A little before its time, so that what has to be written down first is written by then. */
const lead = 15
/** Even at the start, 50 requests do not leave at once: so neither side has to swallow a burst. */
const spacing = 17
/** A conversation that is not free by then lets the others go first. */
const patience = 100
/** How long an answer may have taken that nobody measured. */
const unmeasuredFor = second

interface Conversation {
  readonly windows: RateWindows
  tenantId: string | undefined
}

/** Counts requests for each tenant and conversation that this process serves, and says when the next may start. */
export class Pace {
  private readonly time: PaceTime
  private readonly tenants = new Map<string, TenantPace>()
  private readonly conversations = new Map<string, Conversation>()
  private forgottenAt: number

  constructor(time: PaceTime) {
    this.time = time
    this.forgottenAt = time.now()
  }

  tenant(id: string): TenantPace {
    const known = this.tenants.get(id)
    if (known !== undefined) return known
    const made = new TenantPace(this.time, (conversationId) => this.conversation(conversationId, id).windows)
    this.tenants.set(id, made)
    return made
  }

  get conversationsCounted(): number {
    return this.conversations.size
  }

  /** From when on one more request may go to a conversation. */
  earliestIn(conversationId: string): number {
    return this.conversations.get(conversationId)?.windows.earliest() ?? Number.NEGATIVE_INFINITY
  }

  /**
   * A request that asks for no leave, since a person waits for it.
   * @returns what is called when it was answered, and tells whose it was, as far as that is known.
   */
  observe(conversationId: string, tenantId: string | undefined): () => string | undefined {
    const conversation = this.conversation(conversationId, tenantId)
    const tenant = conversation.tenantId === undefined ? undefined : this.tenant(conversation.tenantId)
    conversation.windows.begin()
    tenant?.observed()
    this.forget()
    return () => {
      conversation.windows.answered(this.time.now())
      tenant?.answeredObserved()
      return conversation.tenantId
    }
  }

  /** Counts what the replicas sent that had the tenant since this one gave it back: what was before is counted already. */
  load(tenantId: string, attempts: readonly Attempt[]): void {
    const now = this.time.now()
    const tenant = this.tenant(tenantId)
    const others = attempts.filter(({ millisecondsAgo }) => now - millisecondsAgo >= tenant.givenBackAt)
    const endOf = ({ millisecondsAgo, unmeasured = false }: Attempt) =>
      Math.min(now, now - millisecondsAgo + (unmeasured ? unmeasuredFor : 0))
    tenant.windows.load(others.map(endOf))
    for (const [conversationId, its] of Map.groupBy(others, (attempt) => attempt.conversationId)) {
      this.conversation(conversationId, tenantId).windows.load(its.map(endOf))
    }
  }

  private conversation(id: string, tenantId: string | undefined): Conversation {
    const known = this.conversations.get(id)
    if (known !== undefined) {
      known.tenantId ??= tenantId
      return known
    }
    const made = { windows: new RateWindows(teamsLimits.conversation), tenantId }
    this.conversations.set(id, made)
    return made
  }

  /** Forgets what is idle, once a minute. */
  forget(): void {
    const now = this.time.now()
    if (now - this.forgottenAt < minute) return
    this.forgottenAt = now
    for (const [id, { windows }] of this.conversations) if (windows.isIdle(now)) this.conversations.delete(id)
    for (const [id, tenant] of this.tenants) if (tenant.isIdle(now)) this.tenants.delete(id)
  }
}

interface Waiter {
  readonly conversationId: string
  resolve(slot: Slot | undefined): void
}

/** Lets a tenant's requests go one after the other, each as soon as the tenant's and its conversation's windows allow it. */
export class TenantPace {
  readonly windows = new RateWindows(teamsLimits.tenant)
  /** Before that, no other replica can have sent since this one did. */
  givenBackAt = Number.NEGATIVE_INFINITY
  private readonly time: PaceTime
  private readonly windowsOf: (conversationId: string) => RateWindows
  private waiters: Waiter[] = []
  private last = Number.NEGATIVE_INFINITY
  private silentUntil = Number.NEGATIVE_INFINITY
  private callOff: (() => void) | undefined

  constructor(time: PaceTime, windowsOf: (conversationId: string) => RateWindows) {
    this.time = time
    this.windowsOf = windowsOf
  }

  /**
   * Waits for leave to make a request, first come, first served.
   * @returns undefined when the conversation is not free soon, or everybody was sent away: to be asked for again.
   */
  slot(conversationId: string): Promise<Slot | undefined> {
    return new Promise((resolve) => {
      this.waiters.push({ conversationId, resolve })
      this.serve()
    })
  }

  /** Until when nothing may be sent at all: Teams said so. */
  get pausedUntil(): number {
    return this.silentUntil
  }

  /** Nothing is sent for so long, and whoever waits is sent away. */
  pause(milliseconds: number): void {
    this.silentUntil = Math.max(this.silentUntil, this.time.now() + milliseconds)
    this.sendAway()
  }

  sendAway(): void {
    const waiters = this.waiters
    this.waiters = []
    for (const { resolve } of waiters) resolve(undefined)
  }

  observed(): void {
    this.windows.begin()
  }

  answeredObserved(): void {
    this.windows.answered(this.time.now())
    this.serve()
  }

  isIdle(now: number): boolean {
    const isForgettable = this.givenBackAt + hour < now && this.silentUntil < now
    return isForgettable && this.waiters.length === 0 && this.windows.isIdle(now)
  }

  private serve(): void {
    this.callOff?.()
    this.callOff = undefined
    for (let waiter = this.waiters[0]; waiter !== undefined; waiter = this.waiters[0]) {
      const at = Math.max(this.windows.earliest(), this.last + spacing, this.silentUntil)
      // As many as the window holds are on their way: the next answer calls this again.
      if (at === Number.POSITIVE_INFINITY) return
      const early = at - lead - this.time.now()
      if (early > 0) {
        this.callOff = this.time.after(early, () => this.serve())
        return
      }
      this.waiters.shift()
      waiter.resolve(this.give(waiter.conversationId, at))
    }
  }

  private give(conversationId: string, tenantAt: number): Slot | undefined {
    const conversation = this.windowsOf(conversationId)
    const at = Math.max(tenantAt, conversation.earliest(), this.time.now())
    if (at > this.time.now() + patience) return undefined
    this.windows.begin()
    conversation.begin()
    this.last = at
    return {
      at,
      answered: () => {
        const now = this.time.now()
        this.windows.answered(now)
        conversation.answered(now)
        this.serve()
      },
      giveBack: () => {
        this.windows.giveBack()
        conversation.giveBack()
        this.serve()
      },
    }
  }
}
