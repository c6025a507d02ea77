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
    this.takeIn([chunk], done)
  }

  /** What node-postgres wrote while the stream was corked: parse, bind, describe, execute and sync of one statement. */
  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.takeIn(
      chunks.map(({ chunk }) => chunk),
      done,
    )
  }

  private takeIn(chunks: Buffer[], done: (error?: Error | null) => void): void {
    this.waiting = Buffer.concat([this.waiting, ...chunks])
    this.passOn().then(() => done(), done)
  }

  private async passOn(): Promise<void> {
    const reply = (data: Uint8Array) => void this.push(Buffer.from(data))
    while (!this.greeted) {
      const startup = this.nextPart(this.lengthAt(0, 0))
      if (startup === undefined) return
      if (startup.readInt32BE(4) === sslRequest) {
        this.push(Buffer.from('N'))
        continue
      }
      this.greeted = true
      await this.server.connect(this, startup, reply)
    }
    let whole = 0
    let ends = false
    for (let next = this.lengthAt(0, 1); next > 0 && !ends; next = this.lengthAt(whole, 1)) {
      ends = this.waiting[whole] === terminate
      if (!ends) whole += next
    }
    const messages = this.nextPart(whole)
    if (messages !== undefined) await this.server.answer(this, messages, reply)
    if (ends) this.push(null)
  }

  /** Bytes of the whole message at `start`, whose length comes after `head` bytes; 0 until its last byte is here. */
  private lengthAt(start: number, head: number): number {
    if (this.waiting.length < start + head + 4) return 0
    const length = head + this.waiting.readInt32BE(start + head)
    return this.waiting.length < start + length ? 0 : length
  }

  /** Takes so many bytes; none when there are none, or when the connection was given up. */
  private nextPart(length: number): Buffer | undefined {
    if (length === 0 || this.destroyed) return undefined
    const part = this.waiting.subarray(0, length)
    this.waiting = this.waiting.subarray(length)
    return part
  }
}
