import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashToken, newToken, Vault } from '../../src/platform/secrets.ts'

const vault = new Vault(Buffer.alloc(32, 1))
const secret = '8F9FN-2JWYW-12345-67890-XWRTF'

test('what was sealed comes back in its own place, whatever it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, context) => {
      expect(vault.unseal(vault.seal(text, context), context)).toBe(text)
    }),
  )
})

test('a sealed value does not show the secret, and is another one each time', () => {
  const [one, two] = [vault.seal(secret, 'a'), vault.seal(secret, 'a')]
  expect(one).not.toBe(two)
  expect(Buffer.from(one.slice(3), 'base64url').includes(secret)).toBe(false)
})

test('a sealed value cannot be moved to another place', () => {
  const sealed = vault.seal(secret, 'product-key/CSP-1001/0')
  expect(() => vault.unseal(sealed, 'product-key/CSP-1001/1')).toThrow()
})

test('a sealed value cannot be opened with another key', () => {
  const sealed = vault.seal(secret, 'a')
  expect(() => new Vault(Buffer.alloc(32, 2)).unseal(sealed, 'a')).toThrow()
})

test('a sealed value of which one bit was changed does not open', () => {
  const bytes = Buffer.from(vault.seal(secret, 'a').slice(3), 'base64url')
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(() => vault.unseal(`v1.${changed.toString('base64url')}`, 'a')).toThrow()
  }
})

test.for(['', 'v1.', 'v2.abcd', secret, 'v1.AAAA'])('%j is no sealed value', (value) => {
  expect(() => vault.unseal(value, 'a')).toThrow()
})

test('a sealed value that was cut short does not open: a short authentication tag is none', () => {
  const bytes = Buffer.from(vault.seal(secret, 'a').slice(3), 'base64url')
  for (let length = 0; length < bytes.length; length += 1) {
    expect(() => vault.unseal(`v1.${bytes.subarray(0, length).toString('base64url')}`, 'a')).toThrow()
  }
})

test.for([0, 16, 31, 33])('a key of %i bytes is refused', (length) => {
  expect(() => new Vault(Buffer.alloc(length))).toThrow(RangeError)
})

test('tokens are URL-safe, have 192 bits, and their hashes do not show them', () => {
  const tokens = Array.from({ length: 200 }, newToken)
  expect(new Set(tokens).size).toBe(200)
  for (const token of tokens) {
    expect(token).toMatch(/^[\w-]{32}$/)
    expect(hashToken(token)).toBe(hashToken(token))
    expect(hashToken(token)).not.toContain(token)
  }
  expect(new Set(tokens.map(hashToken)).size).toBe(200)
})

test('what an older key has sealed is read, sealed anew with the newest, and then needs the older one no more', () => {
  const [old, older, newest] = [2, 3, 4].map((byte) => Buffer.alloc(32, byte)) as [Buffer, Buffer, Buffer]
  const sealed = new Vault(older).seal(secret, 'a')
  const rotated = new Vault(newest, [old, older])
  expect(rotated.unseal(sealed, 'a')).toBe(secret)
  const anew = rotated.resealed(sealed, 'a') ?? ''
  expect(new Vault(newest).unseal(anew, 'a')).toBe(secret)
  expect(rotated.resealed(anew, 'a')).toBeUndefined()
  expect(() => rotated.resealed(sealed, 'b')).toThrow()
  expect(() => new Vault(newest, [old]).unseal(sealed, 'a')).toThrow()
})

test('a seal of an older key is known as the desk’s own, and no other one', () => {
  const [old, newest] = [Buffer.alloc(32, 2), Buffer.alloc(32, 4)]
  const mac = new Vault(old).mac('said', 'purpose')
  const rotated = new Vault(newest, [old])
  expect(rotated.isMac(mac, 'said', 'purpose')).toBe(true)
  expect(rotated.isMac(rotated.mac('said', 'purpose'), 'said', 'purpose')).toBe(true)
  expect(rotated.mac('said', 'purpose').equals(mac)).toBe(false)
  expect(rotated.isMac(mac, 'something else', 'purpose')).toBe(false)
  expect(rotated.isMac(mac, 'said', 'another purpose')).toBe(false)
  expect(new Vault(newest).isMac(mac, 'said', 'purpose')).toBe(false)
})
