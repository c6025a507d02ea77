import { z } from 'zod'
import type { DialogDoor } from '../../../chat/feature.ts'
import { whoOf } from '../../../workflow/customers/customer-step.ts'
import { tickedFiles, tickedOf } from '../files/support-files.cards.ts'
import type { DraftsService } from './drafts.service.ts'
import { supportFormText } from './support-form.text.ts'
import { supportForm } from './support-form.ts'

const facts = z.object({
  flow: z.guid(),
  request: z.guid(),
  customerId: z.string().max(300).optional(),
  orderId: z.string().max(100).optional(),
  ...supportForm.shape,
  ...tickedFiles,
})
const inputs = Object.keys(supportForm.shape)

/**
 * The form in a dialog of the host: what it sends is the request of the card that opened it. What was typed on the card waits
 * for it at the desk, for this person alone: an address would be too short for it, and stands in histories and logs.
 */
export const supportFormDialog =
  (drafts: DraftsService): DialogDoor =>
  async (turn, asked) => {
    const known = facts.safeParse(asked).data
    if (known === undefined) return undefined
    const { flow, request, customerId, orderId, listed, files, ...form } = known
    const who = whoOf(turn)
    await drafts.requireRole(who)
    // Cards of before left their inputs alone.
    if (inputs.some((input) => input in asked)) {
      const ticked = tickedOf({ listed, files })
      await drafts.keep(who, request, { form, leftOut: listed.filter((id) => !ticked.includes(id)) })
    }
    const about = { flow, request, ...(customerId && { customer: customerId }), ...(orderId && { order: orderId }) }
    return { title: supportFormText[turn.reader.language].title, page: `dialog/support?${new URLSearchParams(about)}` }
  }
