import { z } from 'zod'
import type { DialogDoor } from '../../../chat/feature.ts'
import { whoOf } from '../../../workflow/customers/customer-step.ts'
import type { SupportService } from './support.service.ts'
import { supportFormText } from './support-form.text.ts'

const facts = z.object({
  flow: z.guid(),
  request: z.guid(),
  customer: z.string().max(300).optional(),
  order: z.string().max(100).optional(),
})

/** The form in a dialog of the host: what it sends is the request of the card that opened it. */
export const supportFormDialog =
  (support: SupportService): DialogDoor =>
  async (turn, asked) => {
    const known = facts.safeParse(asked).data
    if (known === undefined) return undefined
    await support.requireRole(whoOf(turn))
    const about = Object.entries(known).filter((fact): fact is [string, string] => fact[1] !== undefined)
    return { title: supportFormText[turn.reader.language].title, page: `dialog/support?${new URLSearchParams(about)}` }
  }
