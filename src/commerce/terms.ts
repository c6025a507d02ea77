const monthsOf: Readonly<Record<string, number>> = { P1M: 1, P1Y: 12, P3Y: 36 }

/**
 * When so many terms that begin then are over, in calendar months of UTC. A day that the last month does not have becomes its last
 * one; of years, February 29 becomes March 1. Undefined for what does not end (`perpetual`), and for a term that is not known.
 */
export function termsLater(term: string, from: Date, terms: number): Date | undefined {
  const months = (monthsOf[term] ?? 0) * terms
  if (months === 0) return undefined
  const end = new Date(from)
  if (months % 12 === 0) {
    end.setUTCFullYear(from.getUTCFullYear() + months / 12)
    return end
  }
  end.setUTCMonth(from.getUTCMonth() + months, 1)
  const lastDay = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate()
  end.setUTCDate(Math.min(from.getUTCDate(), lastDay))
  return end
}
