import type { Page } from 'playwright-core'
import type { z } from 'zod'
import { activityLogRoutes } from '../../src/features/activity-log/activity-log.routes.ts'

/**
 * Answers the tab's questions for a log of so many entries, generated: `Entry 1` is the newest. What the desk itself takes to
 * read one is measured with its repository.
 */
export async function answerWithLongLog(page: Page, total: number): Promise<void> {
  const step = Math.max(500, Math.ceil(total / 2_000))
  const at = new Date('2026-11-22T00:00:00Z').toISOString()
  const marks = Array.from({ length: Math.floor(total / step) }, (_, mark) => ({
    at,
    number: String(total - (mark + 1) * step + 1),
  }))
  await page.route('**/tab/api/activity.ask', (asked) =>
    asked.fulfill({
      json: {
        mistakes: {},
        answer: { ...{ total, step, marks, person: '', customer: '' }, question: 'q', words: 'All', mayCheck: false },
      },
    }),
  )
  await page.route('**/tab/api/activity.rows', (request) => {
    const { after, skip, count } = rowsAsked.parse(request.request().postDataJSON())
    const first = (after === undefined ? 0 : total - Number(after.number) + 1) + skip
    const rows = Array.from({ length: Math.min(count, total - first) }, (_, row) => ({
      number: String(total - first - row),
      at: { at, words: 'Nov 22, 2026' },
      what: `Entry ${first + row + 1}`,
      who: 'Mina Park',
      about: ['CSP-1001', 'Contoso'],
    }))
    return request.fulfill({ json: { rows } })
  })
}

const rowsAsked = activityLogRoutes['activity.rows'].asks as z.ZodType<
  z.output<(typeof activityLogRoutes)['activity.rows']['asks']>
>
