import { z } from 'zod'
import { refusalText } from '../../chat/error-reply.ts'
import type { Beginning, Feature } from '../../chat/feature.ts'
import type { Sentence } from '../../chat/sentence.ts'
import type { Turn } from '../../chat/turn.ts'
import { may } from '../../commerce/access.ts'
import { CustomerUnknown, OrderUnknown } from '../../commerce/errors.ts'
import type { DomainError } from '../../platform/errors.ts'
import { job } from '../../platform/jobs.ts'
import { restOf, whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import type { Shared } from '../../workflow/shared.ts'
import { supportFileDoors } from './files/support-files.dialog.ts'
import { uploadDoor } from './files/upload.door.ts'
import { orderRequestsPages } from './requests/order-requests.pages.ts'
import { supportNotice } from './requests/support.cards.ts'
import { type SupportServices, supportDialog } from './requests/support.dialog.ts'
import { SupportUnknown } from './requests/support.errors.ts'
import { supportText } from './requests/support.text.ts'
import { numberIn } from './requests/support.ts'
import { supportFormDialog } from './requests/support-form.dialog.ts'
import { answersToday } from './requests/support-today.ts'
import { listOpened, newForm, requestOpened } from './requests/support-values.ts'
import { supportPages } from './support.pages.ts'
import { supportServices } from './support-services.ts'

export function supportFeature(desk: Shared): Feature {
  const { cards, customers, examples } = desk
  const { handingOver, ...services } = supportServices(desk)
  const { requests } = services
  const files = supportFileDoors(services, cards)
  return {
    name: 'support',
    flows: [supportDialog(services), files.flow],
    today: answersToday(requests),
    commands: [
      {
        name: 'support',
        words: {
          en: [
            'support',
            'support request',
            'support requests',
            'support ticket',
            'ticket',
            'refund',
            'refund request',
          ],
          zh: ['支持请求', '支持', '支持工单', '工单', '退款', '支援', '支援要求'],
          ko: ['지원 요청', '지원', '지원 티켓', '지원팀', '지원팀에 문의', '환불', '환불 요청'],
        },
        prevails: true,
        takes: ['orderId', 'customer'],
        fromMessage: ['order', 'customer'],
        home: {
          place: 5,
          does: { en: 'Request a refund through support', zh: '通过支持请求申请退款', ko: '지원 요청으로 환불 신청' },
          example: async ({ agent, reader }) => {
            const id = await examples.orderForSupport(agent.partnerId)
            return id && supportText[reader.language].example(id)
          },
        },
        offered: ({ agent }) => may(agent, 'request-support'),
        begin: (turn, sentence) => beginning(services, customers, turn, sentence),
      },
    ],
    dialogs: { support: supportFormDialog(services.drafts) },
    files: files.files,
    routes: { ...supportPages(services), ...orderRequestsPages(requests) },
    upload: uploadDoor(services.uploads),
    jobs: {
      ...files.jobs,
      'support.forget-draft': services.drafts.job,
      'support.hand-over': handingOver.job,
      'support.look': job(z.object({ id: z.guid() }), ({ id }) => handingOver.look(id)),
    },
    rounds: { 'support.looks': () => handingOver.lookAtDue() },
    occasions: {
      'support.moved': {
        kind: 'support',
        draw: async ({ partnerId, recipient, subjectId, stage }, { reader }) => {
          const news = await requests.news({ partnerId, agentId: recipient }, subjectId, stage)
          return news && supportNotice(reader, news)
        },
      },
    },
  }
}

/** `support` lists, `support new` opens an empty form, `support SR-1001` opens that request, `support CSP-1004 for contoso.com` the form filled in. */
async function beginning(
  { support, requests }: SupportServices,
  customers: CustomersService,
  turn: Turn,
  sentence: Sentence,
): Promise<Beginning> {
  const { orderId } = sentence
  const who = whoOf(turn)
  await support.requireRole(who)
  // What the button on the card of files says.
  if (sentence.about === 'new') return { flow: 'support', step: 'form', values: newForm() }
  const number = numberIn(orderId ?? '')
  if (number !== undefined) {
    try {
      const { id } = await requests.numbered(who, number)
      return { flow: 'support', step: 'request', values: requestOpened(id) }
    } catch (error) {
      if (!(error instanceof SupportUnknown)) throw error
      return { flow: 'support', step: 'list', values: listOpened(), entry: refused(turn, error) }
    }
  }
  const about = { ...(orderId !== undefined && { orderId }) }
  try {
    const { customer, about: words } = await customers.read(who, sentence)
    const unread = [words]
    if (customer === undefined && orderId === undefined)
      return { flow: 'support', step: 'list', values: listOpened(), unread }
    const known = { ...about, ...(customer !== undefined && { customerId: customer.id }) }
    return { flow: 'support', step: 'form', values: newForm(known), unread }
  } catch (error) {
    // What no customer bought may be a subscription: the form takes its ID, and asks for the customer.
    if (error instanceof OrderUnknown) return { flow: 'support', step: 'form', values: newForm(about) }
    if (!(error instanceof CustomerUnknown)) throw error
    const unread = restOf(sentence)
    return { flow: 'support', step: 'form', values: newForm(about), entry: refused(turn, error), unread }
  }
}

const refused = ({ reader }: Turn, error: DomainError) => ({
  problem: refusalText(reader, error, supportText[reader.language].errors),
})
