/** What came of one look: all is well, something has to be mended, or it could not be asked now. */
export interface Finding {
  readonly about: string
  readonly is: 'ok' | 'wrong' | 'unasked'
  readonly says: string
  /** What to do about it. */
  readonly mend?: string | undefined
}

/** Makes the findings about one thing. */
export const about = (what: string) => ({
  ok: (says: string): Finding => ({ about: what, is: 'ok', says }),
  wrong: (says: string, mend: string): Finding => ({ about: what, is: 'wrong', says, mend }),
  unasked: (says: string, mend?: string): Finding => ({ about: what, is: 'unasked', says, mend }),
})

const words = { ok: 'ok', wrong: 'WRONG', unasked: 'not asked' }

/** `WRONG      Database      …`, with what to do below it. */
export const linesOf = (findings: readonly Finding[]): string[] =>
  findings.flatMap(({ about, is, says, mend }) => [
    `${words[is].padEnd(10)} ${about.padEnd(22)} ${says}`,
    ...(mend === undefined ? [] : [`${' '.repeat(33)} → ${mend}`]),
  ])

export const dayOf = (at: Date): string => at.toISOString().replace(/T.*/, '')
