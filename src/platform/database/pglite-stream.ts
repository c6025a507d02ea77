import { Duplex } from 'node:stream'
import type { PGlite } from '@electric-sql/pglite'

const sslRequest = 80_877_103
const terminate = 0x58

/**
 * Lets node-postgres speak its wire protocol to an in-process PGlite without a port: `new pg.Pool({ max: 1, stream })`.
 * PGlite has one session, so the pool must have one connection.
 */
export class PGliteStream extends Duplex {
  private readonly database: PGlite
  private waiting: Buffer = Buffer.alloc(0)
  private greeted = false

  constructor(database: PGlite) {
    super()
    this.database = database
  }

  // What node-postgres asks of a net.Socket beyond a stream.
  connect(): this {
    setImmediate(() => this.emit('connect'))
    return this
  }
  setNoDelay(): this {
    return this
  }
  setKeepAlive(): this {
    return this
  }
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.waiting = this.waiting.length > 0 ? Buffer.concat([this.waiting, chunk]) : chunk
    this.passOn().then(() => done(), done)
  }

  private async passOn(): Promise<void> {
    for (let message = this.nextMessage(); message !== undefined; message = this.nextMessage()) {
      if (!this.greeted) {
        if (message.readInt32BE(4) === sslRequest) {
          this.push(Buffer.from('N'))
          continue
        }
        this.greeted = true
      } else if (message[0] === terminate) {
        this.push(null)
        return
      }
      const bytes = new Uint8Array(message)
      await this.database.runExclusive(() =>
        this.database.execProtocolRawStream(bytes, { onRawData: (data) => void this.push(Buffer.from(data)) }),
      )
    }
  }

  /** One whole protocol message, or undefined until its last byte is here. */
  private nextMessage(): Buffer | undefined {
    const lengthAt = this.greeted ? 1 : 0
    if (this.waiting.length < lengthAt + 4) return undefined
    const length = lengthAt + this.waiting.readInt32BE(lengthAt)
    if (this.waiting.length < length) return undefined
    const message = this.waiting.subarray(0, length)
    this.waiting = this.waiting.subarray(length)
    return message
  }
}
