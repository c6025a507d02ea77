import { expect, it } from 'vitest'
import { entriesSaying, fileAddress, rowsOf, takes } from '../support/activity-file.ts'
import { formulas, harmless, splitting, values } from '../support/csv.ts'
import { openWorld } from '../support/desk.ts'
import { openedInCalc } from '../support/libreoffice.ts'

/** Signs that are not seen, and line ends, are not the same in a document. */
const seen = (words: string): string =>
  words
    .replace(/\r\n?/g, '\n')
    .replace(/[\u200B\uFEFF]/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .trim()

it('LibreOffice calculates what is not guarded, and takes its zeros away: otherwise the next test would show nothing', async () => {
  const [first] = await openedInCalc(Buffer.from('\uFEFF"=1+1","\'=1+1","00123","\'00123"\r\n'))
  expect(first?.[0]).toMatchObject({ formula: 'of:=1+1', text: '2' })
  expect(first?.[1]).toEqual({ formula: undefined, text: "'=1+1" })
  expect(first?.slice(2).map(({ text }) => text)).toEqual(['123', "'00123"])
})

it('LibreOffice shows the file as text, not formulas, with the words that were there', async () => {
  const said = [...formulas, ...splitting.map(([words]) => words), ...values, ...harmless].filter(
    (words) => words !== '' && !words.includes('\u0000'),
  )
  const world = await openWorld()
  await entriesSaying(world, said)
  const leila = await world.person('aaaaaaaa-0000-4000-8000-000000000009')
  await leila.says('activity')
  await leila.presses('CSV file')
  const response = await takes(fileAddress(leila))
  const bytes = new Uint8Array(await response.clone().arrayBuffer())
  const rows = await rowsOf(response)
  const sheet = await openedInCalc(bytes)
  expect(sheet.flat().filter(({ formula }) => formula !== undefined)).toEqual([])
  expect(sheet.slice(0, rows.length)).toHaveLength(rows.length)
  const words = [3, 4, 5, 6, 7, 8, 9, 10]
  expect(sheet.slice(0, rows.length).map((row) => words.map((at) => seen(row[at]?.text ?? '')))).toEqual(
    rows.map((row) => words.map((at) => seen(row[at] ?? ''))),
  )
})
