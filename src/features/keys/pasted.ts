import { z } from 'zod'
import { lineField, wordsField } from '../../chat/fields.ts'
import { asOneLine } from '../../platform/plain-text.ts'
import { type AddressFault, readAddress } from '../../workflow/links/pasted-address.ts'

/** More than an address or a key has: what is too long is said to be. */
const mostPasted = 20_000
const pastedField = wordsField(mostPasted)

/** Characters of what a file is called. */
export const longestFileName = 60

/** The fields of the cards that take something pasted. Secrets: none of them is kept in values, nor shown again. */
export const linkForm = z.object({ link: pastedField })
export const keyForm = z.object({ productKey: pastedField })
export const pasteForm = z.object({ link: pastedField, productKey: pastedField, file: lineField() })
export type PasteForm = z.infer<typeof pasteForm>

export type PasteFault =
  | AddressFault
  /** Neither a link nor a key. */
  | 'nothing'
  /** A key was asked for. */
  | 'no-key'
  | 'file-too-long'
  /** An address or a key, where words were asked for. */
  | 'file-secret'

export type PasteFaults = { readonly [F in keyof PasteForm]?: PasteFault }

/** What was pasted, as far as it was pasted; at least a link or a key. */
export interface Paste {
  readonly address?: string | undefined
  readonly key?: string | undefined
  /** Empty where it was not named. */
  readonly file: string
}

/** Reads what was pasted, or says what is wrong at which field. */
export function readPaste(
  { link, productKey, file }: PasteForm,
  hosts: readonly string[],
): { readonly paste: Paste } | { readonly faults: PasteFaults } {
  if (link === '' && productKey === '') return { faults: { link: 'nothing', ...fileFault(file) } }
  const address = link === '' ? undefined : readAddress(link, hosts)
  const key = productKey === '' ? undefined : readKey(productKey)
  const faults: PasteFaults = {
    ...(address !== undefined && 'fault' in address && { link: address.fault }),
    ...(productKey !== '' && key === undefined && { productKey: 'no-key' as const }),
    ...fileFault(file),
  }
  if (Object.keys(faults).length > 0) return { faults }
  return {
    paste: { address: address !== undefined && 'address' in address ? address.address : undefined, key, file },
  }
}

/** `W269N-…`: five groups of five letters and digits, parted or not. @returns undefined for anything else. */
export function readKey(pasted: string): string | undefined {
  const line = asOneLine(pasted).toUpperCase()
  if (!keyLook.test(line)) return undefined
  return line.replace(/[\s-]/g, '').match(/.{5}/g)?.join('-')
}

const keyLook = /^(?:[A-Z0-9]{5}[\s-]?){4}[A-Z0-9]{5}$/

function fileFault(file: string): { file?: PasteFault } {
  if (readKey(file) !== undefined || /:\/\/|\w\.[a-z]{2,}\//i.test(file)) return { file: 'file-secret' }
  return file.length > longestFileName ? { file: 'file-too-long' } : {}
}
