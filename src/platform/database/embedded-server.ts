import type { PGlite } from '@electric-sql/pglite'

/** PGlite's WebAssembly module, as far as it tells whether it lives. */
interface Backend {
  _PostgresMainLoopOnce(): void
  stackRestore(pointer: number): void
  readonly FS: { quit(): void }
}

/** What PGlite throws and catches itself when a statement fails: everything else that comes out of its module is its end. */
const statementFailed = 100

/**
 * PGlite as the one backend that node-postgres talks to. It has one session: whoever connects takes it over, clean, and what the
 * connection before still had to say is no longer heard. A PGlite that broke off is never asked again; its files are opened anew.
 */
export class EmbeddedServer {
  private readonly reopen: (() => Promise<PGlite>) | undefined
  private database: PGlite
  private brokeOff: unknown
  private connection: object | undefined
  private last: Promise<unknown> = Promise.resolve()

  constructor(database: PGlite, reopen?: () => Promise<PGlite>) {
    this.database = database
    this.reopen = reopen
    this.watch()
  }

  /** Gives the session to `connection`, as new, and greets it. */
  async connect(connection: object, startup: Uint8Array, reply: (data: Uint8Array) => void): Promise<void> {
    this.connection = connection
    await this.alone(connection, async () => {
      if (this.brokeOff !== undefined) await this.replace()
      for (const message of cleaning) await this.tell(message, () => {})
      await this.tell(startup, reply)
    })
  }

  /** @throws EmbeddedSessionLost when the session went to another connection, or PGlite breaks off over this message. */
  answer(connection: object, message: Uint8Array, reply: (data: Uint8Array) => void): Promise<void> {
    return this.alone(connection, () => this.tell(message, reply))
  }

  async close(): Promise<void> {
    this.connection = undefined
    await this.last
    // Closing makes a checkpoint: nothing that broke off may write the files any more.
    if (this.brokeOff === undefined) await this.database.close()
    else this.abandon()
  }

  private alone(connection: object, work: () => Promise<void>): Promise<void> {
    const turn = this.last.then(() => {
      if (this.connection !== connection) throw new EmbeddedSessionLost('was taken over by another connection')
      return work()
    })
    this.last = turn.catch(() => {})
    return turn
  }

  private async tell(message: Uint8Array, reply: (data: Uint8Array) => void): Promise<void> {
    const { database } = this
    if (this.brokeOff !== undefined) throw new EmbeddedSessionLost('broke off', this.brokeOff)
    try {
      await database.runExclusive(() =>
        database.execProtocolRawStream(message, {
          // What a dying backend still says would make a failed statement look done.
          onRawData: (data) => void (this.brokeOff === undefined && reply(data)),
        }),
      )
    } catch (error) {
      this.brokeOff ??= error
    }
    if (this.brokeOff !== undefined) throw new EmbeddedSessionLost('broke off', this.brokeOff)
  }

  private async replace(): Promise<void> {
    if (this.reopen === undefined) {
      this.brokeOff = undefined
      return
    }
    this.abandon()
    this.database = await this.reopen()
    this.brokeOff = undefined
    this.watch()
  }

  private abandon(): void {
    try {
      backendOf(this.database).FS.quit()
    } catch {
      // It is dead: what matters is that its files are let go of.
    }
  }

  /** PGlite swallows its own end and asks the dead backend on and on: that must reach us, and end its loop. */
  private watch(): void {
    const backend = backendOf(this.database)
    const once = backend._PostgresMainLoopOnce.bind(backend)
    const restore = backend.stackRestore.bind(backend)
    let end: unknown
    backend._PostgresMainLoopOnce = () => {
      end = undefined
      try {
        once()
      } catch (error) {
        if ((error as { status?: unknown } | null)?.status !== statementFailed) {
          end = error ?? new Error('no reason')
          this.brokeOff = end
        }
        throw error
      }
    }
    backend.stackRestore = (pointer) => {
      restore(pointer)
      if (end !== undefined) throw end
    }
  }
}

/** What PostgreSQL says when a backend crashed: a new connection may work. */
export class EmbeddedSessionLost extends Error {
  readonly code = '57P02'
  constructor(what: string, cause?: unknown) {
    super(`the session of the embedded database ${what}`, { cause })
    this.name = 'EmbeddedSessionLost'
  }
}

/** A message of the wire protocol: its letter, its length, and a text that a NUL ends. */
function message(letter: string, text = ''): Uint8Array {
  const body = text === '' ? Buffer.alloc(0) : Buffer.from(`${text}\0`)
  const head = Buffer.alloc(5, letter)
  head.writeInt32BE(4 + body.length, 1)
  return new Uint8Array(Buffer.concat([head, body]))
}

/** Ends what the connection before left half said, undoes it, and forgets what it prepared, set, locked and listened to. */
const cleaning = [
  message('S'),
  message('Q', 'rollback'),
  message('Q', 'discard all'),
  // Beyond this depth the WebAssembly stack ends before PostgreSQL notices, and the backend with it.
  message('Q', `set max_stack_depth = '100kB'`),
]

const backendOf = (database: PGlite): Backend => (database as unknown as { mod: Backend }).mod
