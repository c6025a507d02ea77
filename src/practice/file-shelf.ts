import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { type Clock, minute } from '../platform/clock.ts'
import { readBody } from '../platform/http/body.ts'
import type { Door } from '../platform/http/door.ts'
import type { Guard } from './guard.ts'

/** A file as a person sends it. */
export interface PutFile {
  readonly name: string
  readonly content: Buffer
}

interface KeptFile extends PutFile {
  readonly until: number
}

/** Teams' addresses of files work for minutes. */
const kept = 10 * minute
const mostBytes = 128 * 1024 * 1024

/** The OneDrive of the stand-in: files lie here in memory, for the bot to fetch by addresses that nobody can guess. */
export class FileShelf {
  private readonly files = new Map<string, KeptFile>()
  private readonly expected = new Map<string, { readonly parts: Buffer[]; size: number }>()
  private readonly came = new Map<string, Buffer>()
  private readonly answers: ((res: ServerResponse) => void)[] = []
  private readonly clock: Clock
  private readonly url: () => string

  /** @param url what the addresses begin with, as `http://127.0.0.1:3978/practice/files/`. */
  constructor(clock: Clock, url: () => string) {
    this.clock = clock
    this.url = url
  }

  /** @returns where the bot fetches it. */
  put(file: PutFile): string {
    const id = randomBytes(24).toString('base64url')
    this.files.set(id, { ...file, until: this.clock.now().getTime() + kept })
    this.clear()
    return `${this.url()}${id}`
  }

  /** A place for a file that a bot puts here. @returns where it puts it */
  expect(): string {
    const id = randomBytes(24).toString('base64url')
    this.expected.set(id, { parts: [], size: 0 })
    return `${this.url()}${id}`
  }

  /** Takes a part of such a file, as an upload session does: in their order, none twice. @returns the HTTP status */
  take(id: string, range: string, content: Buffer): 200 | 202 | 404 | 416 {
    const file = this.expected.get(id)
    const [, from, to, whole] = (/^bytes (\d+)-(\d+)\/(\d+)$/.exec(range) ?? []).map(Number)
    if (file === undefined) return 404
    if (from !== file.size || to !== file.size + content.length - 1 || whole === undefined || to >= whole) return 416
    file.parts.push(content)
    file.size += content.length
    if (file.size < whole) return 202
    this.expected.delete(id)
    this.came.set(id, Buffer.concat(file.parts))
    return 200
  }

  /** What a bot has put there. @param address as it was given the bot */
  cameTo(address: string): Buffer | undefined {
    return this.came.get(address.split('/').at(-1) ?? '')
  }

  /** The next request for a file is answered by this: how tests let a download fail, break off or never end. */
  answerNext(answer: (res: ServerResponse) => void): void {
    this.answers.push(answer)
  }

  /** Answers a request for a file; 404 when there is none, or not any more. */
  serve(id: string, res: ServerResponse): void {
    const answer = this.answers.shift()
    if (answer !== undefined) {
      answer(res)
      return
    }
    this.clear()
    const file = this.files.get(id)
    if (file === undefined) {
      res.statusCode = 404
      res.end()
      return
    }
    res.setHeader('Content-Type', 'application/octet-stream')
    res.setHeader('Content-Length', file.content.length)
    res.setHeader('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name.toWellFormed())}`)
    res.end(file.content)
  }

  /** What is too old goes, then the oldest until the rest has room. */
  private clear(): void {
    const now = this.clock.now().getTime()
    for (const [id, { until }] of this.files) if (until <= now || this.bytes() > mostBytes) this.files.delete(id)
  }

  private bytes(): number {
    return [...this.files.values()].reduce((sum, { content }) => sum + content.length, 0)
  }
}

/** For the bot alone: no page and no other machine gets a file from here. */
export function addFileRoutes(door: Door, guard: Guard, shelf: FileShelf): void {
  const address = '/practice/files/:id'
  door.get(
    address,
    guard.connector((req, res) => shelf.serve(String(req.params.id), res)),
  )
  door.put(
    address,
    guard.connector(async (req, res) => {
      const content = await readBody(req, res, 'application/octet-stream', largestPart)
      res.statusCode = shelf.take(String(req.params.id), String(req.headers['content-range'] ?? ''), content)
      res.end()
    }),
  )
}

const largestPart = 60 * 1024 * 1024
