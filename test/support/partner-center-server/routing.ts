import type { Handler, Routes } from './exchange.ts'

interface Route {
  readonly endpoint: string
  readonly method: string
  readonly parts: readonly string[]
  readonly handler: Handler
}

export interface Found {
  readonly endpoint: string
  readonly params: Readonly<Record<string, string>>
  readonly handler: Handler
}

const isParameter = (part: string): boolean => part.startsWith('{')

/** Literal parts are the same in any letter case; a literal wins over a parameter. */
export function routerOf(routes: Routes): (method: string, path: string) => Found | undefined {
  const all = Object.entries(routes)
    .map(([endpoint, handler]): Route => {
      const [method = '', path = ''] = endpoint.split(' ')
      return { endpoint, method, parts: path.split('/'), handler }
    })
    .sort((a, b) => a.parts.filter(isParameter).length - b.parts.filter(isParameter).length)
  return (method, path) => {
    const parts = path.split('/').map(decoded)
    const found = all.find((route) => route.method === method && fits(route.parts, parts))
    if (found === undefined) return undefined
    const params = found.parts.flatMap((part, at) =>
      isParameter(part) ? [[part.replaceAll(/[{}]/g, ''), parts[at] ?? '']] : [],
    )
    return { endpoint: found.endpoint, params: Object.fromEntries(params), handler: found.handler }
  }
}

const fits = (wanted: readonly string[], parts: readonly string[]): boolean =>
  wanted.length === parts.length &&
  wanted.every((part, at) => (isParameter(part) ? parts[at] !== '' : part.toLowerCase() === parts[at]?.toLowerCase()))

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
