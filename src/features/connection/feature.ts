import { refusalText } from '../../chat/error-reply.ts'
import type { Feature } from '../../chat/feature.ts'
import { routesOf } from '../../chat/routes.ts'
import { settingsPage } from '../../chat/tab-button.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import type { Shared } from '../../workflow/shared.ts'
import { connectionNotice, troubleWords } from './connection.cards.ts'
import { connectionRoutes } from './connection.routes.ts'
import { connectionNeeds, connectionService } from './connection.service.ts'

/** The partners' sign-ins to Microsoft: looked after where one of its services is in use. */
export function connectionFeature(desk: Shared): Feature {
  const { addresses, connections, directory } = desk
  const connection = connections && connectionService(desk, connections)
  return {
    name: 'connection',
    rounds: {
      'connection.look': async () => connection?.look(),
      'connection.members': async () => directory.readAnew?.(),
    },
    routes: routesOf(
      connectionRoutes,
      {
        'connection.troubles': async (turn) => {
          const { reader, now } = turn
          const troubles = (await connection?.troubles(whoOf(turn))) ?? []
          return { troubles: troubles.map((trouble) => troubleWords(trouble, reader, now)) }
        },
      },
      ({ reader }, error) => refusalText(reader, error, {}),
    ),
    occasions: {
      [connectionNeeds]: {
        kind: 'settings',
        draw: async ({ partnerId, recipient, stage, activityId }, look) => {
          const trouble = await connection?.atStage({ partnerId, agentId: recipient }, stage)
          if (trouble === undefined || (trouble === 'mended' && activityId == null)) return undefined
          return connectionNotice(trouble, look, addresses.tab(settingsPage))
        },
      },
    },
  }
}
