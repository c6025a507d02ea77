import { z } from 'zod'
import { act, type Move, type Step } from '../../chat/card-flow.ts'
import { filledLine, lineField, tickedField } from '../../chat/fields.ts'
import type { Turn } from '../../chat/turn.ts'
import { may } from '../../commerce/access.ts'
import { type Agent, type Role, roles } from '../../commerce/agent.ts'
import { RolesChanged } from '../../commerce/ports/people.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import { newPersonCard, peopleCard, personCard, rolesLine, shownPeople } from './people.cards.ts'
import { type PeopleService, personName } from './people.service.ts'
import { peopleText } from './people.text.ts'
import type { SettingsValues } from './settings-values.ts'

const nothing = z.object({})

const given = tickedField(roles)

const objectId = z.string().toLowerCase().pipe(z.guid())
/** Picked by name where Teams has its people picker, which gives an object ID; or typed. Names are told by nobody but Graph. */
const newPersonForm = z
  .object({
    picked: lineField().default(''),
    id: lineField().default(''),
    name: z.union([z.string().regex(/^\s*$/), personName]).default(''),
    given,
  })
  .transform(({ picked, id, ...more }) => ({ ...more, picked: picked || id, id: id || picked }))
  .pipe(z.object({ picked: objectId, id: objectId, name: z.string(), given: z.array(z.enum(roles)) }))

/** Who works for the partner: the list, one person's roles, and somebody new. */
export const peopleSteps = (people: PeopleService): Step<SettingsValues>[] => [
  listStep(people),
  personStep(people),
  newPersonStep(people),
]

const listStep = (people: PeopleService): Step<SettingsValues> => ({
  id: 'people',
  show: async (turn, { from = 0 }, entry, buttons) => {
    const page = await people.search(whoOf(turn), { from, limit: shownPeople + 1 })
    const names = await people.typed(whoOf(turn), page)
    return peopleCard({ turn, people: page, names, from, granted: await people.granted(whoOf(turn)), entry, buttons })
  },
  acts: {
    show: act({
      inputs: z.object({ person: filledLine() }),
      mistake: (turn) => peopleText[turn.reader.language].choosePerson,
      run: async (turn, values: SettingsValues, { person }) =>
        toPerson(turn, people, values, await people.find(whoOf(turn), person)),
    }),
    more: act({
      inputs: nothing,
      run: async (_turn, values: SettingsValues) => ({ values: { ...values, from: (values.from ?? 0) + shownPeople } }),
    }),
    first: act({ inputs: nothing, run: async (_turn, values: SettingsValues) => ({ values: { ...values, from: 0 } }) }),
    new: act({ inputs: nothing, run: async (_turn, values: SettingsValues) => ({ to: 'new-person', values }) }),
    back: act({ inputs: nothing, run: async (_turn, values: SettingsValues) => ({ to: 'wishes', values }) }),
  },
})

/** What was seen of a person: the roles that are granted here. */
async function toPerson(
  turn: Turn,
  people: PeopleService,
  values: SettingsValues,
  { id, roles }: Agent,
  entry = {},
): Promise<Move<SettingsValues>> {
  const granted = await people.granted(whoOf(turn))
  return {
    to: 'person',
    values: { ...values, person: { id, roles: roles.filter((role) => granted.includes(role)) } },
    entry,
  }
}

export const personStep = (people: PeopleService): Step<SettingsValues> => ({
  id: 'person',
  show: async (turn, { person }, entry, buttons) =>
    personCard({
      turn,
      granted: await people.granted(whoOf(turn)),
      person: await people.find(whoOf(turn), person?.id ?? ''),
      entry,
      buttons,
    }),
  acts: {
    save: act({
      inputs: z.object({ given }),
      mistake: (turn) => peopleText[turn.reader.language].chooseRoles,
      run: (turn, values: SettingsValues, typed) => saveRoles(people, turn, values, typed.given),
    }),
    back: act({ inputs: nothing, run: async (_turn, values: SettingsValues) => ({ to: 'people', values }) }),
  },
})

/** Who gives up the role that leads here goes back to their own settings. */
async function saveRoles(
  people: PeopleService,
  turn: Turn,
  values: SettingsValues,
  ticked: Role[],
): Promise<Move<SettingsValues>> {
  const words = peopleText[turn.reader.language]
  const { id = '', roles: seen = [] } = values.person ?? {}
  try {
    const after = await people.setRoles(whoOf(turn), { id, roles: ticked, seen })
    const person = after.id === turn.agent.id ? { agent: after } : {}
    if ('agent' in person && !may(after, 'change-settings')) {
      return { to: 'wishes', values, entry: { notice: words.resigned }, person }
    }
    return {
      ...(await toPerson(turn, people, values, after, {
        notice: words.saved(after.name, rolesLine(after, turn.reader)),
      })),
      person,
    }
  } catch (error) {
    if (!(error instanceof RolesChanged)) throw error
    const problem = words.errors[error.code](error.facts)
    return toPerson(turn, people, values, error.facts.holds, { typed: { given: ticked.join(',') }, problem })
  }
}

export const newPersonStep = (people: PeopleService): Step<SettingsValues> => ({
  id: 'new-person',
  // Who may not change settings is told so before they fill it in.
  show: async (turn, _values, entry, buttons) => {
    await people.search(whoOf(turn), { limit: 1 })
    return newPersonCard({ turn, granted: await people.granted(whoOf(turn)), entry, buttons })
  },
  acts: {
    save: act({
      inputs: newPersonForm,
      mistake: (turn, field) => {
        const words = peopleText[turn.reader.language]
        return { id: words.idWanted, picked: words.idWanted, name: words.nameWanted }[field] ?? words.chooseRoles
      },
      run: async (turn, values: SettingsValues, typed) => {
        const words = peopleText[turn.reader.language]
        if (typed.picked !== typed.id)
          return { values, entry: { typed: asTyped(typed), mistakes: { id: words.twoPeople } } }
        const name = typed.name.trim() || (await people.nameOf(whoOf(turn), typed.id))
        if (name === undefined)
          return { values, entry: { typed: asTyped(typed), mistakes: { name: words.nameWanted } } }
        return enter(people, turn, values, { ...typed, name })
      },
    }),
    back: act({ inputs: nothing, run: async (_turn, values: SettingsValues) => ({ to: 'people', values }) }),
  },
})

const asTyped = (typed: z.infer<typeof newPersonForm>) => ({ ...typed, given: typed.given.join(',') })

async function enter(
  people: PeopleService,
  turn: Turn,
  values: SettingsValues,
  { id, name, given: ticked }: z.infer<typeof newPersonForm>,
): Promise<Move<SettingsValues>> {
  const words = peopleText[turn.reader.language]
  try {
    const person = await people.enter(whoOf(turn), { id, name, roles: ticked })
    return toPerson(turn, people, values, person, {
      notice: words.entered(person.name, rolesLine(person, turn.reader)),
    })
  } catch (error) {
    if (!(error instanceof RolesChanged)) throw error
    return toPerson(turn, people, values, error.facts.holds, {
      typed: { given: ticked.join(',') },
      problem: words.alreadyHere(error.facts.holds.name),
    })
  }
}
