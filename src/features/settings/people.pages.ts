import type { z } from 'zod'
import { refusalText } from '../../chat/error-reply.ts'
import { type Route, routesOf } from '../../chat/routes.ts'
import type { Turn } from '../../chat/turn.ts'
import { wordsText } from '../../chat/words.text.ts'
import type { Agent } from '../../commerce/agent.ts'
import { roles } from '../../commerce/agent.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import { elsewhereLine, lets } from './people.cards.ts'
import { type PersonRow, peopleAtOnce, peopleRoutes } from './people.routes.ts'
import type { PeopleService } from './people.service.ts'
import { newPersonStep, personStep } from './people.step.ts'
import { peopleText } from './people.text.ts'
import { outcomeOf, saved } from './settings.pages.ts'
import type { SettingsValues } from './settings-values.ts'

type Told = z.input<(typeof peopleRoutes)['people.set']['tells']>

/** Who works for the partner and what they may do, as a page of the tab: changed as the card changes it. */
export const peoplePages = (people: PeopleService): Record<string, Route> =>
  routesOf(
    peopleRoutes,
    {
      'people.list': async (turn, { text, from }) => {
        const { reader } = turn
        const words = peopleText[reader.language]
        const found = await people.search(whoOf(turn), { text, from, limit: peopleAtOnce + 1 })
        const granted = await people.granted(whoOf(turn))
        return {
          people: await rowsOf(people, turn, found.slice(0, peopleAtOnce)),
          more: found.length > peopleAtOnce,
          grants: granted.map((role) => ({
            role,
            title: wordsText[reader.language].roles[role],
            lets: lets(words, role),
          })),
          elsewhere: elsewhereLine(granted, reader),
        }
      },
      'people.set': async (turn, { id, roles: given, seen }) => {
        const known = roles.filter((role) => seen.includes(role))
        const values = { person: { id: id.toLowerCase(), roles: known } }
        return told(people, turn, await saved(personStep(people), turn, values, { given }))
      },
      'people.enter': async (turn, { id, name, roles: given }) =>
        told(people, turn, await saved(newPersonStep(people), turn, {}, { id, name, given })),
    },
    ({ reader }, error) => refusalText(reader, error, peopleText[reader.language].errors),
  )

/** With the person as they are now, for whoever may still see them. */
async function told(people: PeopleService, turn: Turn, move: Awaited<ReturnType<typeof saved>>): Promise<Told> {
  const { person, to } = 'values' in move ? { ...(move.values as SettingsValues), to: move.to } : {}
  const outcome = outcomeOf(move)
  if (person === undefined || to === 'wishes') return outcome
  const [row] = await rowsOf(people, turn, [await people.find(whoOf(turn), person.id)])
  return { ...outcome, person: row }
}

async function rowsOf(people: PeopleService, turn: Turn, found: readonly Agent[]): Promise<PersonRow[]> {
  const { reader } = turn
  const words = peopleText[reader.language]
  const granted = await people.granted(whoOf(turn))
  const grants = await people.grantsOf(
    whoOf(turn),
    found.map(({ id }) => id),
  )
  return found.map(({ id, name, roles: held }) => ({
    id,
    name,
    roles: held.map((role) => {
      const here = granted.includes(role)
      const grant = grants.find((it) => it.personId === id && it.role === role)
      const when = grant && reader.dateTime(grant.at)
      return {
        ...{ role, here, title: wordsText[reader.language].roles[role] },
        given: !here
          ? words.givenElsewhere
          : when === undefined
            ? words.givenBefore
            : words.givenBy(grant?.by ?? words.operator, when),
      }
    }),
  }))
}
