import type { z } from 'zod'
import { PartnerCenterUnavailable } from '../../commerce/errors.ts'
import type { Call, Calls } from './calls.ts'
import type { collection, Link } from './wire/shapes.ts'

type Collection<T extends z.ZodType> = ReturnType<typeof collection<T>>

const mostPages = 200

/** All items of a collection, page after page where it has more than one. */
export async function allOf<T extends z.ZodType>(call: Calls, asked: Call<Collection<T>>): Promise<z.output<T>[]> {
  const found: z.output<T>[] = []
  let next: Pick<Call<Collection<T>>, 'path' | 'headers'> | undefined = asked
  for (let page = 0; next !== undefined && page < mostPages; page++) {
    const { value } = await call<Collection<T>>({ ...asked, ...next })
    found.push(...(value.items ?? []))
    next = nextOf(value.links)
  }
  return found
}

/** @throws PartnerCenterUnavailable for a link that leads elsewhere: tokens are for Partner Center alone */
export function nextOf(links: { readonly [name: string]: Link } | undefined) {
  const link = links?.next
  if (link === undefined) return undefined
  const path = link.uri.replace(/^\/?v1\//, '/')
  if (!/^\/(?![/\\])/.test(path)) throw new PartnerCenterUnavailable()
  const headers = Object.fromEntries((link.headers ?? []).filter(isContinuation).map(({ key, value }) => [key, value]))
  return { path, headers }
}

const isContinuation = ({ key }: { readonly key: string }): boolean => key.toLowerCase() === 'ms-continuationtoken'
