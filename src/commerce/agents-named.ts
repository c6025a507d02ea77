import { isGuid } from '../platform/guid.ts'
import type { Agent } from './agent.ts'
import type { Directory } from './ports/directory.ts'
import { namedBy, nameIn, typedName } from './typed-name.ts'

/** How somebody would type each of these people, by their ids. */
export async function typedNames(
  directory: Directory,
  partnerId: string,
  people: readonly Agent[],
): Promise<ReadonlyMap<string, string>> {
  const names = people.map(({ name }) => name)
  const namesakes = names.length === 0 ? [] : await directory.agentsNamed(partnerId, names)
  return new Map(people.map((person) => [person.id, typedName(person, namesakes)]))
}

/** Who is meant by an object id, or by a name as far as it is one person's alone. */
export async function agentMeant(directory: Directory, partnerId: string, typed: string): Promise<Agent | undefined> {
  const text = typed.trim()
  if (text === '') return undefined
  const known = isGuid(text) ? await directory.agent(partnerId, text.toLowerCase()) : undefined
  if (known !== undefined) return known
  const called = namedBy(text, await directory.agentsNamed(partnerId, [text, nameIn(text)]))
  const [only, other] = called.length > 0 ? called : await directory.agents(partnerId, { text, limit: 2 })
  return other === undefined ? only : undefined
}
