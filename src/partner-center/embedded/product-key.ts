import { randomInt } from 'node:crypto'

// Letters and digits of Microsoft's keys: none that is mistaken for another.
const alphabet = '2346789BCDFGHJKMNPQRTVWXY'

/** `8F9FN-2JWYW-KH234-67890-XWRTF`-like: five groups of five, 116 random bits. A secret. */
export const newProductKey = (): string =>
  Array.from({ length: 5 }, () => Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('')).join(
    '-',
  )

/** Where a sealed key belongs: sealed values cannot be moved to another order or line. */
export const keyContext = (partnerId: string, orderId: string, line: number): string =>
  `product-key/${partnerId}/${orderId}/${line}`
