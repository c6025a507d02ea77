import { z } from 'zod'
import { roles } from '../../commerce/agent.ts'

/** What the settings' card keeps between presses, whichever step it stands at. */
export const settingsValues = z.object({
  /** The rules that the form was drawn from: whoever saves it changes those, and no others. */
  drawn: z.object({ changedAt: z.iso.datetime().nullable(), form: z.record(z.string(), z.string()) }).optional(),
  /** How many people of the list were paged over. */
  from: z.int().nonnegative().optional(),
  /** Whose roles are changed, and those that the form was drawn from. */
  person: z.object({ id: z.string(), roles: z.array(z.enum(roles)) }).optional(),
  /** The shared chat whose language is chosen, by conversation id. */
  chat: z.string().optional(),
})
export type SettingsValues = z.infer<typeof settingsValues>
