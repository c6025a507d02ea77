import { randomBytes } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import type { Who } from '../../commerce/access.ts'
import { answered, type TabTokens, tabScope, tokenOf } from './tab-tokens.ts'

export interface PracticeTokens extends TabTokens {
  /** What the practice page answers `authentication.getAuthToken()` with. */
  tokenFor(who: Who): Promise<string>
}

const issuer = 'practice'

/** Tokens of the stand-in for Teams, signed with a key that lasts as long as the desk runs. There are none once Teams is configured. */
export function practiceTokens(): PracticeTokens {
  const key = randomBytes(32)
  return {
    tokenFor: ({ partnerId, agentId }) =>
      new SignJWT({ oid: agentId, tid: partnerId, scp: tabScope })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(issuer)
        .setExpirationTime('1h')
        .sign(key),
    callerOf: (authorization) =>
      answered(async () => {
        const token = tokenOf(authorization)
        return token === undefined
          ? undefined
          : (await jwtVerify(token, key, { algorithms: ['HS256'], issuer })).payload
      }),
  }
}
