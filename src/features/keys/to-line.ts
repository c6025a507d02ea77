import { randomUUID } from 'node:crypto'
import type { Move } from '../../chat/card-flow.ts'
import type { Who } from '../../commerce/access.ts'
import type { ByHandService } from './by-hand.service.ts'
import type { KeysService } from './keys.service.ts'
import { type KeysValues, lineOf } from './keys-values.ts'

type Step = Extract<Move<KeysValues>, { values: KeysValues }> & { readonly to: string }

/**
 * Where one goes with a line: to what the service offers of it; where it offers nothing, to what the desk keeps of it, or, with
 * nothing kept, to the card that takes it. @throws RoleMissing, OrderUnknown, OrderNotUsable, NoSoftware
 */
export async function toLine(keys: KeysService, byHand: ByHandService, who: Who, values: KeysValues): Promise<Step> {
  if (!byHand.pastes().links) {
    await keys.optionsOf(who, lineOf(values))
    return { to: 'options', values }
  }
  const { links, key } = await byHand.kept(who, lineOf(values))
  const line = { ...values, linkId: undefined, keyId: key?.id }
  return links.length > 0 || key !== undefined
    ? { to: 'kept', values: line }
    : { to: 'paste', values: requestKeyed(line) }
}

/** A new form: what comes of it, comes of it once. */
export const requestKeyed = (values: KeysValues): KeysValues => ({ ...values, requestKey: randomUUID() })
