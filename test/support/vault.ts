import { Vault } from '../../src/platform/secrets.ts'

export const testVault = (): Vault => new Vault(Buffer.alloc(32, 7))
