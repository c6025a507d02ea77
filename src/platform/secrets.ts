import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/**
 * Secrets at rest: AES-256-GCM, a fresh 96-bit nonce each, bound by `context` to the row that they belong to. What is written is
 * written with one key; what was written with older ones is read as well.
 */
export class Vault {
  private readonly key: Buffer
  /** The key that is written with, and then the older ones. */
  private readonly keys: readonly Buffer[]
  private readonly macKeys = new Map<string, readonly Buffer[]>()

  /** @param key 32 bytes, and so many each of the `older` ones. */
  constructor(key: Buffer, older: readonly Buffer[] = []) {
    this.key = key
    this.keys = [key, ...older.filter((other) => !other.equals(key))]
    for (const { length } of this.keys)
      if (length !== 32) throw new RangeError(`an AES-256 key has 32 bytes, not ${length}`)
  }

  /** @param context names the place (`product-key/CSP-1001/0`); unsealing needs the same one, so sealed values cannot be swapped. */
  seal(secret: string, context: string): string {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(Buffer.from(context))
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
    return `v1.${Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url')}`
  }

  /** @throws Error when the value was changed, moved to another context, or sealed with another key. */
  unseal(sealed: string, context: string): string {
    const [key = this.key] = this.keys.filter((one) => opened(one, sealed, context) !== undefined)
    return open(key, sealed, context)
  }

  /** The same secret sealed with the key that is written with; undefined when it is already. @throws as `unseal` does */
  resealed(sealed: string, context: string): string | undefined {
    if (opened(this.key, sealed, context) !== undefined) return undefined
    return this.seal(this.unseal(sealed, context), context)
  }

  /** HMAC-SHA256 with a key of its own for each purpose: nobody who has only the database can make one. */
  mac(text: string, purpose: string): Buffer {
    const [key = this.key] = this.macKeysFor(purpose)
    return macOf(key, text)
  }

  /** Whether it was made here, with this key or an older one. */
  isMac(mac: Uint8Array, text: string, purpose: string): boolean {
    return this.macKeysFor(purpose).some((key) => Buffer.compare(macOf(key, text), mac) === 0)
  }

  private macKeysFor(purpose: string): readonly Buffer[] {
    const known = this.macKeys.get(purpose)
    if (known !== undefined) return known
    const keys = this.keys.map((key) => Buffer.from(hkdfSync('sha256', key, '', purpose, 32)))
    this.macKeys.set(purpose, keys)
    return keys
  }
}

const macOf = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

function opened(key: Buffer, sealed: string, context: string): string | undefined {
  try {
    return open(key, sealed, context)
  } catch {
    return undefined
  }
}

function open(key: Buffer, sealed: string, context: string): string {
  if (!sealed.startsWith('v1.')) throw new Error('not a sealed value')
  const bytes = Buffer.from(sealed.slice(3), 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
  decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(-16))
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8')
}

/** What tells one desk from another to whoever has its key, and nothing to anybody else. */
export const deskMark = (vault: Vault): string => vault.mac('this desk', 'desk-mark').toString('base64url')

/** Whether it is this desk's, or that of a replica which still has an older key. */
export const isDeskMark = (vault: Vault, mark: string): boolean =>
  vault.isMac(Buffer.from(mark, 'base64url'), 'this desk', 'desk-mark')

/** An address part that cannot be guessed: 192 random bits, URL-safe. */
export const newToken = (): string => randomBytes(24).toString('base64url')

/** What is stored of a token: its SHA-256. No salt is needed for 192 random bits. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url')
