import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { isExecutable, onPath } from './on-path.ts'

const installed = ['/usr/lib/libreoffice/program/soffice', '/opt/libreoffice/program/soffice']

/** A LibreOffice that is installed: `LIBREOFFICE_PATH`, one on PATH, or where Debian puts it. */
export const findLibreOffice = (): string | undefined =>
  process.env.LIBREOFFICE_PATH || onPath('soffice', 'localc', 'libreoffice') || installed.find(isExecutable)

/** A cell as LibreOffice keeps it. */
export interface SheetCell {
  readonly text: string
  /** What it would calculate; undefined for what it took as text, number or date. */
  readonly formula: string | undefined
}

/** Opens a CSV file in LibreOffice Calc as a person does who presses *OK* in its import dialog, and reads what became of it. */
export async function openedInCalc(csv: Uint8Array): Promise<SheetCell[][]> {
  const program = findLibreOffice()
  if (program === undefined) throw new Error('LibreOffice is not installed')
  const folder = await mkdtemp(path.join(tmpdir(), 'csp-desk-calc-'))
  try {
    await writeFile(path.join(folder, 'log.csv'), csv)
    // Separator, quote, UTF-8, from the first line; a profile of its own, so that no other LibreOffice is asked to do it.
    await promisify(execFile)(program, [
      `-env:UserInstallation=${pathToFileURL(path.join(folder, 'profile'))}`,
      ...['--headless', '--norestore', '--infilter=CSV:44,34,76,1', '--convert-to', 'fods', '--outdir', folder],
      path.join(folder, 'log.csv'),
    ])
    return cellsOf(await readFile(path.join(folder, 'log.fods'), 'utf8'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Rows and cells of a flat OpenDocument sheet; rows and cells that repeat are written once. */
function cellsOf(document: string): SheetCell[][] {
  const sheet = /<table:table .*?<\/table:table>/s.exec(document)?.[0] ?? ''
  return [...sheet.matchAll(/<table:table-row\b[^>]*?>(.*?)<\/table:table-row>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<table:table-cell\b([^>]*?)(?:\/>|>(.*?)<\/table:table-cell>)/gs)].flatMap(
      ([, attributes = '', content = '']) => {
        const cell = { text: textOf(content), formula: /table:formula="([^"]*)"/.exec(attributes)?.[1] }
        const times = Number(/number-columns-repeated="(\d+)"/.exec(attributes)?.[1] ?? 1)
        return times > 100 ? [] : Array<SheetCell>(times).fill(cell)
      },
    ),
  )
}

function textOf(content: string): string {
  const paragraphs = [...content.matchAll(/<text:p\b[^>]*?(?:\/>|>(.*?)<\/text:p>)/gs)].map(([, words = '']) => words)
  return paragraphs
    .map((words) =>
      unescaped(
        words
          .replace(/<text:s\/>/g, ' ')
          .replace(/<text:tab\/>/g, '\t')
          .replace(/<[^>]*>/g, ''),
      ),
    )
    .join('\n')
}

const unescaped = (words: string): string =>
  words
    .replace(/&#(\d+);|&#x([0-9a-f]+);/gi, (_, decimal, hex) =>
      String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16)),
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
