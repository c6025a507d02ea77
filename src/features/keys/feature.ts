import { z } from 'zod'
import { chatText } from '../../chat/chat.text.ts'
import type { Beginning, Feature, PressDoor } from '../../chat/feature.ts'
import type { Flows } from '../../chat/flows.ts'
import type { Sentence } from '../../chat/sentence.ts'
import type { Turn } from '../../chat/turn.ts'
import { may } from '../../commerce/access.ts'
import { DomainError } from '../../platform/errors.ts'
import { job } from '../../platform/jobs.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import type { LinkWatchService } from '../../workflow/links/link-watch.service.ts'
import { keysDialog } from './keys.dialog.ts'
import type { KeysService } from './keys.service.ts'
import { firstShown, problem } from './keys-values.ts'
import { linkNotice } from './link-notice.cards.ts'
import { linkNoticeText } from './link-notice.text.ts'
import type { LinkNoticesService } from './link-notices.service.ts'

interface KeysDoors {
  keys: KeysService
  linkNotices: LinkNoticesService
  linkWatch: LinkWatchService
  customers: CustomersService
  /** Edits a card in place, outside of a turn. */
  refresh: Flows['refresh']
}

const showing = z.object({ partnerId: z.guid(), flowId: z.guid(), at: z.coerce.date() })
const renewing = z.object({ link: z.guid(), revision: z.int() })

export const keysFeature = ({ keys, linkNotices, linkWatch, customers, refresh }: KeysDoors): Feature => ({
  name: 'keys',
  flows: [keysDialog(keys, customers)],
  commands: [
    {
      name: 'keys',
      words: { en: ['keys', 'key', 'downloads', 'download'], zh: ['密钥', '下载'], ko: ['키', '다운로드'] },
      offered: ({ agent }) => may(agent, 'get-keys'),
      begin: async (turn, sentence) => beginning(keys, customers, turn, sentence),
    },
  ],
  jobs: {
    'keys.hide': job(showing, async (shown) => {
      if (await keys.hidesNow(shown)) await refresh(shown.flowId)
    }),
  },
  rounds: { 'links.watch': () => linkWatch.look() },
  occasions: {
    'links.ends': {
      kind: 'links',
      draw: async ({ partnerId, recipient, subjectId, stage, activityId }, { reader, now }) => {
        const who = { partnerId, agentId: recipient }
        // A message that is there already is edited to what holds now, whatever stage it was sent for.
        const there = activityId !== undefined && activityId !== null
        const told = await (there
          ? linkNotices.asItStands(who, subjectId, now)
          : linkNotices.atStage(who, subjectId, stage, now))
        return told && linkNotice(reader, now, told)
      },
    },
  },
  presses: { link: renewPress(linkNotices) },
})

/** *Renew link* on a notice, whenever it is pressed: the message becomes what holds then. */
const renewPress =
  (linkNotices: LinkNoticesService): PressDoor =>
  async (turn, { act, data }) => {
    const { language } = turn.reader
    if (turn.chat === 'shared') return { words: chatText[language].personalOnly }
    const wanted = renewing.safeParse(data).data
    if (act !== 'renew' || wanted === undefined) return { words: chatText[language].notUnderstoodPress }
    try {
      const told = await linkNotices.renew(whoOf(turn), wanted.link, wanted.revision, turn.now)
      if (told === undefined) return { words: linkNoticeText[language].notYours }
      const { card } = linkNotice(turn.reader, turn.now, told)
      return { card, kept: card }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      return { words: problem(turn, error) }
    }
  }

/** `keys CSP-1001 for Contoso` opens that order's options; what cannot be found is said and asked for. */
async function beginning(
  keys: KeysService,
  customers: CustomersService,
  turn: Turn,
  { customer: asked, orderId: named }: Sentence,
): Promise<Beginning> {
  const who = whoOf(turn)
  await keys.requireRole(who)
  const nothingYet = { flow: 'keys', step: 'customer', values: { shown: firstShown } }
  if (asked === undefined) return nothingYet
  try {
    const customer = await customers.find(who, asked)
    const software = await keys.software(who, customer.id)
    const ofOrder = software.filter(({ order }) => order.id.toLowerCase() === named?.toLowerCase())
    const [only] = ofOrder
    const values = { customerId: customer.id, orderId: only?.order.id, shown: firstShown }
    if (ofOrder.length === 1 && only?.state === 'standing') {
      return { flow: 'keys', step: 'options', values: { ...values, lineItem: only.line.number } }
    }
    const choosable = named === undefined || ofOrder.some(({ state }) => state === 'standing')
    // Asking for what it does not have tells why: no such order, or one without software, or a cancelled one.
    if (!choosable)
      await keys.optionsOf(who, { customerId: customer.id, orderId: only?.order.id ?? named, lineItem: 0 })
    return { flow: 'keys', step: 'software', values }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return { ...nothingYet, entry: { problem: problem(turn, error) } }
  }
}
