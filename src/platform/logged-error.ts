import { fileURLToPath } from 'node:url'

const source = new URL('..', import.meta.url)
const sources = [source.href, fileURLToPath(source)]

/** Identifiers that libraries and the system put on their errors; what else they put there quotes rows, parameters, addresses or words. */
const identifiers = [
  'code',
  'statusCode',
  'status',
  'errno',
  'syscall',
  'severity',
  'schema',
  'table',
  'column',
  'dataType',
  'constraint',
  'routine',
  'originalCode',
  'kind',
] as const
const identifier = /^[\w.:/-]{1,100}$/
const mostCauses = 5
const mostFrames = 10

/**
 * What the log keeps of an error: its name, identifiers, where it happened, and the same of its causes. Messages quote what people
 * said (pg's parameters, Prisma's call, zod's input, addresses with their tokens): only those that this project's own code wrote
 * into a plain Error are kept.
 */
export function loggedError(error: unknown, depth = 0): Record<string, unknown> {
  if (typeof error !== 'object' || error === null) return { name: typeof error }
  const facts = Object.fromEntries(
    identifiers.flatMap((name) => {
      const value = read(error, name)
      const known = typeof value === 'number' || (typeof value === 'string' && identifier.test(value))
      return known ? [[name, value]] : []
    }),
  )
  const frames = error instanceof Error ? framesOf(error) : []
  const causes = depth >= mostCauses ? [] : causesOf(error)
  return {
    name: nameOf(error),
    ...facts,
    ...(isOurs(error, frames) && { message: (error as Error).message }),
    ...(frames.length > 0 && { stack: frames.join('\n') }),
    ...(causes[0] !== undefined && { cause: loggedError(causes[0], depth + 1) }),
    ...(causes[1] !== undefined && { causes: causes.slice(1, 3).map((cause) => loggedError(cause, depth + 1)) }),
  }
}

function nameOf(error: object): string {
  const name = error instanceof Error ? read(error, 'name') : undefined
  return typeof name === 'string' && /^[A-Za-z]\w{0,60}$/.test(name) ? name : 'object'
}

/** A cause, several of them (AggregateError), or where Prisma puts what the database said. */
function causesOf(error: object): unknown[] {
  const meta = read(error, 'meta')
  const several = read(error, 'errors')
  return [
    read(error, 'cause'),
    typeof meta === 'object' && meta !== null ? read(meta, 'driverAdapterError') : undefined,
    ...(error instanceof AggregateError && Array.isArray(several) ? several : []),
  ].filter((cause) => typeof cause === 'object' && cause !== null)
}

// A frame of the engine's own: a name of code, and where. The message stands above and may have lines that look like one.
const frame =
  /^at (?:[\w$.<>#[\] ]{1,120} )?\(?(?:file:\/\/|node:|\/|[A-Za-z]:\\)[^()]{1,300}:\d+:\d+\)?$|^at [\w$.<> ]{1,120} \(<anonymous>\)$/

function framesOf(error: Error): string[] {
  const stack = read(error, 'stack')
  const message = read(error, 'message')
  if (typeof stack !== 'string' || typeof message !== 'string') return []
  const at = stack.indexOf(message)
  // A message that was changed afterwards leaves the old one in the stack, and nothing says where that ends.
  if (at < 0) return []
  const lines = stack.slice(at + message.length).split('\n')
  return lines
    .map((line) => line.trim())
    .filter((line) => frame.test(line))
    .slice(0, mostFrames)
}

/** Thrown by a line of this project as a plain Error. The engine's own errors (a RangeError of Intl) quote what they were given. */
const isOurs = (error: object, [top]: readonly string[]): boolean =>
  Object.getPrototypeOf(error) === Error.prototype && sources.some((place) => top?.includes(place))

/** A property whose getter throws is no reason to lose the line. */
function read(from: object, name: string): unknown {
  try {
    return (from as Record<string, unknown>)[name]
  } catch {
    return undefined
  }
}
