import { productLine } from '../../chat/product-line.ts'
import type { Turn } from '../../chat/turn.ts'
import type { Customer } from '../../commerce/order.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import { fileSize } from '../../workflow/links/download-link.ts'
import type { ByHandService } from './by-hand.service.ts'
import { byHandText } from './by-hand.text.ts'
import type { SoftwareLine } from './keys.routes.ts'
import type { KeysService } from './keys.service.ts'
import { keysText } from './keys.text.ts'
import { preferred } from './narrowing.ts'
import type { Software } from './software.ts'

/** What can be had of one line of an order: the files that it offers, or what is pasted of it. */
export async function softwareLine(
  { keys, byHand }: { keys: KeysService; byHand: ByHandService },
  turn: Turn,
  { market }: Customer,
  { order, line, state }: Software,
): Promise<SoftwareLine> {
  const { reader: read } = turn
  const who = whoOf(turn)
  const ref = { customerId: order.customerId, orderId: order.id, lineItem: line.number }
  const pastes = byHand.pastes()
  const about = {
    lineItem: line.number,
    what: `${productLine(line, read)} × ${read.number(line.quantity)}`,
    pastesLinks: pastes.links,
    pastesKeys: pastes.keys,
  }
  if (state !== 'standing') return { ...about, ended: keysText[read.language].ended[state], options: [], hasKey: false }
  const [found, kept] = await Promise.all([
    pastes.links ? undefined : keys.optionsOf(who, ref),
    pastes.keys ? byHand.kept(who, ref) : undefined,
  ])
  const words = byHandText[read.language]
  const key = kept?.key
  return {
    ...about,
    options: (found?.options ?? []).map(({ key, version, language, fileType, fileSize: bytes }) => ({
      ...{ key, version, fileType, size: fileSize(bytes, read) },
      language: { value: language, words: read.languageName(language) },
    })),
    preferred: found && preferred(found.options, found.links, market)?.key,
    hasKey: !pastes.keys || key !== undefined,
    ...(pastes.keys && {
      keySaid: key === undefined ? words.noKey : words.keptBy(key.by, read.date(key.at)),
    }),
  }
}
