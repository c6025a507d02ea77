/** Gathers what is asked for within a few milliseconds into one piece of work: one statement instead of many. */
export class Gathering<T, R> {
  private readonly work: (items: readonly T[]) => Promise<readonly R[]>
  private readonly milliseconds: number
  private gathered: Asked<T, R>[] = []

  /** @param work answers each item, in their order. */
  constructor(work: (items: readonly T[]) => Promise<readonly R[]>, milliseconds: number) {
    this.work = work
    this.milliseconds = milliseconds
  }

  add(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      if (this.gathered.length === 0) setTimeout(() => this.go(), this.milliseconds)
      this.gathered.push({ item, resolve, reject })
      if (this.gathered.length >= most) this.go()
    })
  }

  private go(): void {
    const asked = this.gathered
    if (asked.length === 0) return
    this.gathered = []
    this.work(asked.map(({ item }) => item)).then(
      (answers) => {
        asked.forEach(({ resolve }, index) => void resolve(answers[index] as R))
      },
      (error: unknown) => {
        for (const { reject } of asked) reject(error)
      },
    )
  }
}

interface Asked<T, R> {
  readonly item: T
  resolve(answer: R): void
  reject(error: unknown): void
}

const most = 500
