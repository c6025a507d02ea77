/** More texts than the desk has: lists of every length could make any number of them, and a server keeps each one per connection. */
const mostNames = 500

const names = new Map<string, string>()

/**
 * The name under which a connection prepares one of Prisma's statements, so that it is parsed once and not each time; the first
 * 500 texts have one. Shared by all connections: node-postgres knows which of them has prepared what.
 */
export function statementName({ sql }: { sql: string }): string {
  const known = names.get(sql)
  if (known !== undefined) return known
  const name = names.size < mostNames ? `prisma-${names.size}` : unnamed
  if (name !== unnamed) names.set(sql, name)
  return name
}

/** Is parsed each time. */
const unnamed = ''
