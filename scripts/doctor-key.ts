import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Config } from '../src/platform/config.ts'
import { practiceKey } from '../src/practice/practice-key.ts'
import { about, type Finding } from './doctor-findings.ts'

const encryption = about('Encryption key')

/** The key that secrets are sealed with. None is made here. */
export function examineKey({ encryptionKey, dataDirectory }: Config): { key: Buffer | undefined; findings: Finding[] } {
  if (encryptionKey !== undefined) {
    if (new Set(encryptionKey).size < 8)
      return {
        key: encryptionKey,
        findings: [encryption.wrong('DESK_ENCRYPTION_KEY is not random', 'Make one: openssl rand -base64 32')],
      }
    return { key: encryptionKey, findings: [encryption.ok('32 bytes of DESK_ENCRYPTION_KEY')] }
  }
  if (existsSync(path.join(dataDirectory, 'practice.key')))
    return {
      key: practiceKey(dataDirectory),
      findings: [encryption.ok(`the practice mode's own, in ${dataDirectory}`)],
    }
  return { key: undefined, findings: [encryption.ok(`made in ${dataDirectory} when practice mode first starts`)] }
}
