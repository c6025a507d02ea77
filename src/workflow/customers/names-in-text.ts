import type { Agent } from '../../commerce/agent.ts'
import { nameKey } from '../../commerce/name-key.ts'
import type { ListedCustomer } from '../../commerce/order.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import type { MirrorService } from '../mirror/mirror.service.ts'
import { longestNamed, runsOf, wordRunsOf } from './name-in-words.ts'

/** Who is named in a text. */
export interface NamesInText {
  readonly customers: readonly ListedCustomer[]
  /** Customers of one name, of whom nobody knows which is meant. */
  readonly several: readonly (readonly ListedCustomer[])[]
  readonly people: readonly Agent[]
}

interface Known {
  readonly mirror: Pick<MirrorService, 'named'>
  readonly directory: Directory
}

/**
 * Every customer and colleague whose whole name stands in the lines; of names within each other the longest.
 * @param text its lines, and who it says that something is for
 */
export async function namesIn(
  { mirror, directory }: Known,
  partnerId: string,
  { lines, called: said }: { readonly lines: readonly string[]; readonly called: readonly string[] },
  may: { readonly customers: boolean; readonly people: boolean },
): Promise<NamesInText> {
  const names = [...lines.flatMap((line) => [...runsOf(line), ...wordRunsOf(line)].map(({ words }) => words)), ...said]
  const [customers, people] = await Promise.all([
    may.customers ? mirror.named(partnerId, names) : [],
    may.people ? directory.agentsNamed(partnerId, names) : [],
  ])
  const known = [
    ...customers.map((customer) => ({ name: customer.name, customer })),
    ...people.map((person) => ({ name: person.name, person })),
  ]
  const saidOf = said.map((words) => known.filter(({ name }) => nameKey(name) === nameKey(words)))
  const called = [...lines.flatMap((line) => namedIn(line, known)), ...saidOf.filter((some) => some.length > 0)]
  const each = [...new Map(called.map((some) => [nameKey(some[0]?.name ?? ''), some])).values()]
  const ofCustomers = each.map((some) => some.flatMap((one) => ('customer' in one ? [one.customer] : [])))
  return {
    customers: ofCustomers.flatMap((some) => (some.length === 1 ? some : [])),
    several: ofCustomers.filter((some) => some.length > 1),
    people: each.flatMap((some) => some.flatMap((one) => ('person' in one ? [one.person] : []))),
  }
}

function namedIn<T extends { readonly name: string }>(line: string, known: readonly T[]): (readonly T[])[] {
  const found = longestNamed([...runsOf(line), ...wordRunsOf(line)], known)
  if (found === undefined) return []
  const { from, to } = found.run
  return [found.called, ...namedIn(`${line.slice(0, from)}, ${line.slice(to)}`, known)]
}
