import type { ISubmitAction } from '@microsoft/teams.cards'
import { z } from 'zod'
import type { DialogDoor } from '../../chat/feature.ts'
import { dialogButton } from '../../chat/press.ts'
import type { LineRef } from '../../commerce/ports/partner-center.ts'
import type { Reader } from '../../platform/language.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import type { KeysService } from './keys.service.ts'
import { keysText } from './keys.text.ts'

const facts = z.object({ customer: z.guid(), order: z.string().min(1).max(100), line: z.string().regex(/^\d{1,4}$/) })

/** *Show key in a window*: the host's own, so that the key never stands in the chat. */
export const keyWindowButton = ({ customerId, orderId, lineItem }: LineRef, { language }: Reader): ISubmitAction => ({
  ...dialogButton('key', keysText[language].showKeyInWindow, {
    customer: customerId,
    order: orderId,
    line: String(lineItem),
  }),
  mode: 'secondary',
})

/** The page asks for the key by its own route, with the rights and the entry in the activity log of any other look at it. */
export const keyWindow =
  (keys: KeysService): DialogDoor =>
  async (turn, asked) => {
    const line = facts.safeParse(asked).data
    if (line === undefined) return undefined
    await keys.requireRole(whoOf(turn))
    return { title: keysText[turn.reader.language].keyTitle, page: `dialog/key?${new URLSearchParams(line)}` }
  }
