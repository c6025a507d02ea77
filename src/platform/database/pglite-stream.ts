import { Duplex } from 'node:stream'
import type { EmbeddedServer } from './embedded-server.ts'

const sslRequest = 80_877_103
const terminate = 0x58

/**
 * Lets node-postgres speak its wire protocol to an in-process PGlite without a port: `new pg.Pool({ max: 1, stream })`.
 * PGlite has one session, so the pool must have one connection; a new one takes the session over from the one before.
 */
export class PGliteStream extends Duplex {
  private readonly server: EmbeddedServer
  private waiting: Buffer = Buffer.alloc(0)
  private greeted = false

  constructor(server: EmbeddedServer) {
    super()
    this.server = server
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
    const reply = (data: Uint8Array) => void this.push(Buffer.from(data))
    for (let message = this.nextMessage(); message !== undefined; message = this.nextMessage()) {
      const bytes = new Uint8Array(message)
      if (!this.greeted) {
        if (message.readInt32BE(4) === sslRequest) {
          this.push(Buffer.from('N'))
          continue
        }
        this.greeted = true
        await this.server.connect(this, bytes, reply)
      } else if (message[0] === terminate) {
        this.push(null)
        return
      } else {
        await this.server.answer(this, bytes, reply)
      }
    }
  }

  /** One whole protocol message, or undefined until its last byte is here; nothing more once the connection was given up. */
  private nextMessage(): Buffer | undefined {
    if (this.destroyed) return undefined
    const lengthAt = this.greeted ? 1 : 0
    if (this.waiting.length < lengthAt + 4) return undefined
    const length = lengthAt + this.waiting.readInt32BE(lengthAt)
    if (this.waiting.length < length) return undefined
    const message = this.waiting.subarray(0, length)
    this.waiting = this.waiting.subarray(length)
    return message
  }
}
