import { nameKey } from './name-key.ts'

/** A person or a chat: names are not theirs alone, ids are. */
interface Named {
  readonly id: string
  readonly name: string
}

/** As somebody would type it. Of several with one name, each has the end of its id behind it: `Kim Minjun · 00a3`. */
export function typedName({ id, name }: Named, known: readonly Named[]): string {
  const others = known.filter((other) => other.id !== id && nameKey(other.name) === nameKey(name))
  if (others.length === 0) return name
  const ends = [4, 8, 12].map((length) => bare(id).slice(-length))
  const end = ends.find((it) => others.every((other) => !bare(other.id).endsWith(it))) ?? bare(id)
  return `${name} · ${end}`
}

/** The name in what `typedName` writes. */
export const nameIn = (typed: string): string => withEnd.exec(typed)?.groups?.name ?? typed

/** Those who are meant; several where the words tell nobody apart. */
export function namedBy<T extends Named>(typed: string, known: readonly T[]): T[] {
  const { name = '', end = '' } = withEnd.exec(typed)?.groups ?? {}
  return known.filter(
    (one) =>
      nameKey(one.name) === nameKey(typed) ||
      (end !== '' && nameKey(one.name) === nameKey(name) && bare(one.id).endsWith(end.toLowerCase())),
  )
}

const withEnd = /^(?<name>.*\S)\s*·\s*(?<end>[\da-z]{4,})$/isu

/** `19:3f…a3@thread.tacv2` names a chat by what stands before the `@`. */
const bare = (id: string): string =>
  id
    .toLowerCase()
    .replace(/@.*$/u, '')
    .replace(/[^\da-z]/gu, '')
