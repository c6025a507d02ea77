const width = 120

/** A call with an object, on one line where it fits. */
export function wrapped(call: string, entries: readonly string[]): string {
  const line = `${call}{ ${entries.join(', ')} })`
  return line.length + 2 <= width ? line : `${call}{\n${entries.map((entry) => `  ${entry},\n`).join('')}})`
}

export const property = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name))

/** With the quotes that the formatter would choose. */
export function literal(text: string): string {
  const json = JSON.stringify(text)
  if (text.includes("'") && !text.includes('"')) return json
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}
