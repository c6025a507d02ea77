import { z } from 'zod'

const role = z.string().max(50)

const person = z.object({
  id: z.string(),
  name: z.string(),
  /** What they may do now, and by whom. */
  roles: z.array(
    z.object({
      role,
      title: z.string(),
      /** Who granted it and when, or where it is kept. */
      given: z.string(),
      /** Whether it is granted here. */
      here: z.boolean(),
    }),
  ),
})
export type PersonRow = z.infer<typeof person>

const outcome = z.object({
  notice: z.string().optional(),
  problem: z.string().optional(),
  mistakes: z.record(z.string(), z.string()),
  /** As they are now; left out where the reader may not see it any more, or nothing was done. */
  person: person.optional(),
})

const roles = z.array(role).max(20)

/** How many are listed at once. */
export const peopleAtOnce = 50

export const peopleRoutes = {
  'people.list': {
    asks: z.strictObject({
      text: z.string().max(200).default(''),
      from: z.int().min(0).max(1_000_000).default(0),
    }),
    tells: z.object({
      people: z.array(person),
      more: z.boolean(),
      /** Roles that are granted here, with what each lets one do. */
      grants: z.array(z.object({ role, title: z.string(), lets: z.string() })),
      /** Where the others are kept. */
      elsewhere: z.string().optional(),
    }),
  },
  /** @param seen the roles granted here that the new ones were chosen from. */
  'people.set': { asks: z.strictObject({ id: z.guid(), roles, seen: roles }), tells: outcome },
  'people.enter': {
    asks: z.strictObject({ id: z.string().max(200), name: z.string().max(2_000), roles }),
    tells: outcome,
  },
}
