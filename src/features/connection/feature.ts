import type { Feature } from '../../chat/feature.ts'
import type { Shared } from '../../workflow/shared.ts'
import { connectionNotice } from './connection.cards.ts'
import { connectionNeeds, connectionService } from './connection.service.ts'

/** The partners' sign-ins to Microsoft: looked after where one of its services is in use. */
export function connectionFeature(desk: Shared): Feature {
  const { connections, directory } = desk
  const connection = connections && connectionService(desk, connections)
  return {
    name: 'connection',
    rounds: {
      'connection.look': async () => connection?.look(),
      'connection.members': async () => directory.readAnew?.(),
    },
    occasions: {
      [connectionNeeds]: {
        kind: 'settings',
        draw: async ({ partnerId, recipient, stage, activityId }, { reader, now }) => {
          const trouble = await connection?.atStage({ partnerId, agentId: recipient }, stage)
          if (trouble === undefined || (trouble === 'mended' && activityId == null)) return undefined
          return connectionNotice(trouble, reader, now)
        },
      },
    },
  }
}
