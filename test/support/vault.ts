import { Vault } from '../../src/platform/secrets.ts'

/** The desk's encryption key in tests. */
export const testKey = Buffer.alloc(32, 7)

export const testVault = (): Vault => new Vault(testKey)
