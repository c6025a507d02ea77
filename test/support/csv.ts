/** Reads CSV as RFC 4180 describes it, and nothing else: an unquoted or unfinished cell is an error. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    if (text[at] !== '"') throw new Error(`an unquoted cell at ${at}`)
    let cell = ''
    for (at += 1; ; at += 1) {
      if (at >= text.length) throw new Error('a cell that never ends')
      if (text[at] !== '"') cell += text[at]
      else if (text[at + 1] === '"') cell += text[at++]
      else break
    }
    row.push(cell)
    at += 1
    if (text[at] === ',') at += 1
    else if (text.startsWith('\r\n', at)) {
      rows.push(row)
      row = []
      at += 2
    } else throw new Error(`neither a comma nor a line end at ${at}`)
  }
  if (row.length > 0) throw new Error('a line that never ends')
  return rows
}

/** What spreadsheets take for formulas, in ways that were tried against them. */
export const formulas = [
  '=HYPERLINK("http://x","y")',
  '=1+1',
  '+1',
  '-1',
  '@SUM(1)',
  ' =1+1',
  '\u00A0=1+1',
  '\u200B=1+1',
  '\uFEFF=1+1',
  '\u0000=1+1',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(1)',
  '\tcmd',
  '\nplain',
  "=cmd|' /C calc'!A0",
] as const

/** What would begin a cell of its own where the list separator is not a comma, and what guards it. */
export const splitting = [
  ['\t=1+1', "'\t'=1+1"],
  ['\r\n=1+1', "'\r\n'=1+1"],
  ['Contoso;=1+1;', "Contoso;'=1+1;"],
  ['Contoso\t=1+1\t', "Contoso\t'=1+1\t"],
  ['Contoso\r\n=1+1\r\n', "Contoso\r\n'=1+1\r\n"],
  ['Contoso; \u200B+1;@SUM(1)|-1', "Contoso; \u200B'+1;'@SUM(1)|'-1"],
] as const

/** What is text already, and stays as it is. */
export const harmless = [
  'Contoso',
  'O\'Brien & "Sons"',
  'a,b;c',
  'two\r\nlines',
  '한서준',
  '林晓雨',
  'a=1',
  '1-2',
  'CSP-1001',
  '',
] as const
