import { fileTypeFromBuffer } from 'file-type'
import { cut } from '../../../platform/text.ts'
import type { Refusal } from './support-file.ts'

/** What is taken, by media type, and how the names of such files end. The first ending stands for the kind. */
const fileKinds = {
  'application/pdf': ['pdf'],
  'image/png': ['png', 'apng'],
  'image/jpeg': ['jpg', 'jpeg', 'jfif'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/tiff': ['tif', 'tiff'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'application/vnd.oasis.opendocument.text': ['odt'],
  'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
  'application/vnd.oasis.opendocument.presentation': ['odp'],
  'text/plain': ['txt', 'log'],
  'text/csv': ['csv'],
  'message/rfc822': ['eml'],
} as const satisfies Record<string, readonly [string, ...string[]]>
export type FileKind = keyof typeof fileKinds

export const isFileKind = (type: string | null | undefined): type is FileKind =>
  type !== null && type !== undefined && Object.hasOwn(fileKinds, type)

export type Judgement = { readonly type: FileKind } | { readonly refusal: Refusal; readonly type?: FileKind }

/** Judges a file by its content; what its name says of it must agree. */
export async function judge(content: Uint8Array, name: string): Promise<Judgement> {
  if (content.length === 0) return { refusal: 'empty' }
  const extension = extensionOf(name)
  const judged = await kindOf(content, extension)
  if ('refusal' in judged || extension === undefined) return judged
  const endings: readonly string[] = fileKinds[judged.type]
  return endings.includes(extension) ? judged : { refusal: 'name', type: judged.type }
}

/** A picture without an ending gets its kind's: phones send photos without names. */
export const named = (name: string, { type }: { readonly type: FileKind }): string =>
  extensionOf(name) === undefined && type.startsWith('image/') ? `${name}.${fileKinds[type][0]}` : name

/** `report.PDF` → `pdf`; a name without a dot, or with a dot at its end or beginning alone, says nothing of the kind. */
export const extensionOf = (name: string): string | undefined => /[^.]\.([^.]+)$/.exec(name)?.[1]?.toLowerCase()

async function kindOf(content: Uint8Array, extension: string | undefined): Promise<Judgement> {
  const type = await sniff(content)
  if (isFileKind(type)) return isZip(content) && hasMacros(content) ? { refusal: 'macros' } : { type }
  // Some first letters are those of another format: a text is one whatever it begins with.
  const text = plainText(content)
  if (text !== undefined) return textKind(text, extension)
  return { refusal: refusalOf(type) }
}

/** What the library does not get to the end of, such as a torn archive, is of no kind. */
async function sniff(content: Uint8Array): Promise<string | undefined> {
  const found = await fileTypeFromBuffer(content).catch(() => undefined)
  return found?.mime === 'image/apng' ? 'image/png' : found?.mime
}

const refusalsOfTypes: readonly [RegExp, Refusal][] = [
  [/macroenabled/i, 'macros'],
  [
    /^application\/(x-msdownload|x-elf|x-mach-binary|java-vm|java-archive|wasm|x\.ms\.shortcut|vnd\.android)/,
    'program',
  ],
  [/x-cfb$/, 'old-office'],
  [
    /zip|gzip|x-(rar|7z|tar|xz|bzip2|lzip|lz4|compress|cpio|unix-archive|ace|arj|lzh)|zstd|cab-compressed|x-iso/,
    'archive',
  ],
]
const refusalOf = (type = ''): Refusal => refusalsOfTypes.find(([types]) => types.test(type))?.[1] ?? 'kind'

const isZip = (content: Uint8Array): boolean => content[0] === 0x50 && content[1] === 0x4b

/** Parts of office documents that run. Names of parts are never compressed, so looking for the bytes finds them. */
const runs = /vbaproject|vbadata\.xml|xl\/macrosheets\/|basic\/script-lc\.xml|scripts\/python\//i
const hasMacros = (content: Uint8Array): boolean =>
  runs.test(Buffer.from(content.buffer, content.byteOffset, content.length).toString('latin1'))

/** @returns undefined unless it is UTF-8, or UTF-16 with a byte order mark, without control characters besides tabs and line ends. */
function plainText(content: Uint8Array): string | undefined {
  const [first, second] = content
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(content)
    return /[^\P{Cc}\t\n\r]/u.test(text) ? undefined : text
  } catch {
    return undefined
  }
}

const page = /^\s*<(?:!doctype|html|head|body|script|svg|iframe|meta|\?xml|\?php|%)/i

function textKind(text: string, extension: string | undefined): Judgement {
  if (text.startsWith('#!')) return { refusal: 'program' }
  if (page.test(text.slice(0, 4_096).replace(/<!--[\s\S]*?-->/g, ''))) return { refusal: 'web-page' }
  if (extension === 'csv') return { type: 'text/csv' }
  return { type: extension === 'eml' ? 'message/rfc822' : 'text/plain' }
}

const longestName = 200

/** A name that is safe to show and to save under: no path, nothing invisible, nothing that turns the reading direction round. */
export function cleanName(given: string): string {
  const last = given.toWellFormed().normalize('NFC').split(/[\\/]/).at(-1) ?? ''
  const seen = last
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[ .]+|[ .]+$/g, '')
  const name = seen === '' ? 'file' : seen
  const ending = extensionOf(name)
  const tail = ending === undefined || ending.length > 20 ? '' : `.${ending}`
  return cut(name, longestName, tail)
}
