import type { IncomingMessage, ServerResponse } from 'node:http'
import { second } from '../clock.ts'
import { Refusal } from './refusal.ts'

/** Who sends a body in pieces has this long for all of them. */
const patience = 10 * second
/** What bodies that are not read to their end may hold together, whoever sends them: the largest of them fits twice. */
const mostTogether = 64 * 1024 * 1024
/** Levels of objects and arrays: a card in an activity has some twenty. */
const deepest = 100

let held = 0

/** @returns the parsed JSON of a body; undefined when it is empty. @throws Refusal */
export async function readJson(
  request: IncomingMessage,
  response: ServerResponse,
  largestBytes: number,
): Promise<unknown> {
  const text = await readText(request, response, 'application/json', largestBytes)
  if (text === '') return undefined
  const value = parsed(text)
  if (!isPlain(value)) throw new Refusal(400)
  return value
}

/** @returns what a form says. @throws Refusal */
export async function readForm(
  request: IncomingMessage,
  response: ServerResponse,
  largestBytes: number,
): Promise<URLSearchParams> {
  return new URLSearchParams(await readText(request, response, 'application/x-www-form-urlencoded', largestBytes))
}

async function readText(
  request: IncomingMessage,
  response: ServerResponse,
  type: string,
  largestBytes: number,
): Promise<string> {
  const bytes = await readBody(request, response, type, largestBytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refusal(400)
  }
}

/** @returns a body as it came, of that type. @throws Refusal */
export async function readBody(
  request: IncomingMessage,
  response: ServerResponse,
  type: string,
  largestBytes: number,
): Promise<Buffer> {
  if (!isOfType(request, type)) throw new Refusal(415)
  if (Number(request.headers['content-length'] ?? 0) > largestBytes) throw new Refusal(413)
  // Whoever asks before sending is told to go on only now, when nothing of the head speaks against it.
  if (request.headers.expect !== undefined) response.writeContinue()
  return readBytes(request, largestBytes)
}

function isOfType({ headers }: IncomingMessage, type: string): boolean {
  const [given = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';')
  const charset = parameters.map((it) => /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/.exec(it)?.[1]).find((it) => it)
  return given.trim() === type && (charset === undefined || charset === 'utf-8' || charset === 'us-ascii')
}

/** Counts what comes, whatever the head says of its length. */
function readBytes(request: IncomingMessage, largestBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const end = () => settle(() => resolve(Buffer.concat(chunks)))
    const refuse = (status: number) => settle(() => reject(new Refusal(status)))
    const broken = () => refuse(400)
    const take = (chunk: Buffer) => {
      size += chunk.length
      held += chunk.length
      if (size > largestBytes) return refuse(413)
      if (held > mostTogether) return refuse(503)
      chunks.push(chunk)
    }
    const deadline = setTimeout(() => refuse(408), patience)
    const settle = (outcome: () => void) => {
      clearTimeout(deadline)
      held -= size
      size = 0
      request.off('data', take).off('end', end).off('error', broken).off('close', broken)
      outcome()
    }
    request.on('data', take).on('end', end).on('error', broken).on('close', broken)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal(400)
  }
}

/** Neither so deep that a function which calls itself would run out of stack, nor with a key that copying would take for a prototype. */
function isPlain(value: unknown): boolean {
  const left = [{ value, depth: 1 }]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value, depth } = next
    if (typeof value !== 'object' || value === null) continue
    if (depth > deepest || Object.hasOwn(value, '__proto__')) return false
    for (const inner of Object.values(value)) {
      if (typeof inner === 'object' && inner !== null) left.push({ value: inner, depth: depth + 1 })
    }
  }
  return true
}
