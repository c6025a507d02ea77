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

/** What spreadsheets take for a number, a date, a time, a truth or an error, in one language or another. */
export const values = [
  '00123',
  '42',
  '4111111111111111',
  '12345678901234567890',
  '3-12',
  '1-2',
  '3/12',
  '3.12.',
  '2026-11-25',
  '25.11.2026',
  '1E5',
  '1e-5',
  '1.5E+10',
  '1,234.50',
  '1.234,50',
  "1'234",
  '2 500',
  '.5',
  '50%',
  '(5)',
  '1 1/2',
  '12:30',
  '12:30:00 PM',
  '9 am',
  '$5',
  '5 €',
  'USD 3,586.00',
  '₩5,000',
  'TRUE',
  'false',
  'WAHR',
  'Mar 3',
  '3 March 2026',
  'March 2026',
  '3-Mar',
  'May 5',
  '5. März 2026',
  '5 déc. 2026',
  '2026年11月25日',
  '11月25日',
  '上午9:30',
  '2026년 11월 25일',
  '오전 9:30',
  '2026-11-22T10:00:00Z',
  '１２３',
  '３－１２',
  '\u00A042\u200B',
  '#N/A',
  '#DIV/0!',
  '#REF!',
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
  'CSP-1001',
  'Studio 54',
  '7-Eleven',
  '3M',
  'May',
  '2nd Street Café',
  'product=Windows Server 2019; quantity=2',
  'aaaaaaaa-0000-4000-8000-000000000001',
  '한빛 2',
  '第一科技',
  '#1 Hotels',
  '',
] as const
