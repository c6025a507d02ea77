import type { Ground } from '../../commerce/ground.ts'
import { isWithin, second } from '../../platform/clock.ts'
import type { ServiceConfig } from '../../platform/config.ts'
import { DomainError } from '../../platform/errors.ts'
import { openApplications } from './applications.ts'
import { type AskedGraph, connectingService } from './connecting.service.ts'
import { connectionsRepository } from './connections.repository.ts'
import { connectionsService } from './connections.service.ts'
import { bearerOf, partnerProfile } from './profile.ts'
import { signingIn } from './signing-in.ts'
import { signInTokens } from './tokens.ts'

/** The partners' sign-ins to Microsoft's services. @throws ConfigurationError when the certificate cannot be read */
export function openSignIn(ground: Pick<Ground, 'database' | 'clock' | 'vault' | 'log'>, config: ServiceConfig) {
  const { log } = ground
  const applications = openApplications(config)
  const repository = connectionsRepository(ground)
  const tokens = signInTokens(ground, repository, applications)
  const profile = partnerProfile(applications.addresses)
  const signIn = signingIn(applications)
  let triedAt = Number.NEGATIVE_INFINITY
  return {
    addresses: applications.addresses,
    tokens,
    signIn,
    sendEventsTo: (partnerId: string, url: string) => profile.sendEventsTo(bearerOf(tokens, partnerId), url),
    connections: connectionsService(ground, { repository, applications, tokens, profile }, config),
    /** With the stand-in of Graph, or Graph itself. */
    connecting: (graph: AskedGraph) => connectingService(ground, repository, applications, profile, graph),
    /**
     * Signs partners in that nobody has signed in for, at a stand-in on this machine, which takes these refresh tokens. One that does
     * not answer is tried again by the next call.
     */
    practise: async (graph: AskedGraph, partnerIds: readonly string[]): Promise<void> => {
      if (isWithin(betweenTries, triedAt)) return
      const { connect } = connectingService(ground, repository, applications, profile, graph)
      for (const partnerId of await repository.without(partnerIds, applications.clientId)) {
        try {
          await connect(partnerId, await signIn.byRefreshToken(partnerId, `practice-${partnerId}`))
          log.info({ partnerId }, 'signed in at the stand-in')
        } catch (error) {
          if (!(error instanceof DomainError)) throw error
          triedAt = Date.now()
          log.warn({ partnerId, reason: error.code }, 'not signed in at the stand-in')
        }
      }
    },
  }
}

/** A stand-in that does not answer is not asked at every round. */
const betweenTries = 15 * second

export type SignInRoom = ReturnType<typeof openSignIn>
