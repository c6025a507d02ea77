import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** Secrets at rest: AES-256-GCM, a fresh 96-bit nonce each, bound by `context` to the row that they belong to. */
export class Vault {
  private readonly key: Buffer
  private readonly macKeys = new Map<string, Buffer>()

  /** @param key 32 bytes. */
  constructor(key: Buffer) {
    if (key.length !== 32) throw new RangeError(`an AES-256 key has 32 bytes, not ${key.length}`)
    this.key = key
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
    if (!sealed.startsWith('v1.')) throw new Error('not a sealed value')
    const bytes = Buffer.from(sealed.slice(3), 'base64url')
    const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, 12), { authTagLength: 16 })
    decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(-16))
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8')
  }

  /** HMAC-SHA256 with a key of its own for each purpose: nobody who has only the database can make one. */
  mac(text: string, purpose: string): Buffer {
    let key = this.macKeys.get(purpose)
    if (key === undefined) {
      key = Buffer.from(hkdfSync('sha256', this.key, '', purpose, 32))
      this.macKeys.set(purpose, key)
    }
    return createHmac('sha256', key).update(text).digest()
  }
}

/** What tells one desk from another to whoever has its key, and nothing to anybody else. */
export const deskMark = (vault: Vault): string =>
  vault.mac('this desk', 'desk-mark').subarray(0, 16).toString('base64url')

/** An address part that cannot be guessed: 192 random bits, URL-safe. */
export const newToken = (): string => randomBytes(24).toString('base64url')

/** What is stored of a token: its SHA-256. No salt is needed for 192 random bits. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url')
