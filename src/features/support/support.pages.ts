import type { z } from 'zod'
import { freshEntry } from '../../chat/card-flow.ts'
import { paperOf } from '../../chat/paper.ts'
import { FlowButtons } from '../../chat/press.ts'
import { type Route, routesOf } from '../../chat/routes.ts'
import type { Turn } from '../../chat/turn.ts'
import { orderNumber } from '../../commerce/order.ts'
import { asOneLine, asWords } from '../../platform/plain-text.ts'
import { customerLine, whoOf } from '../../workflow/customers/customer-step.ts'
import { fileDoors } from './files/opening-files.cards.ts'
import { addressesShown } from './files/opening-files.service.ts'
import type { KnownFile } from './files/support-file.ts'
import { filesList, stateText } from './files/support-files.cards.ts'
import { sizeText, supportFilesText } from './files/support-files.text.ts'
import type { UploadsService } from './files/uploads.service.ts'
import type { SupportDraft } from './requests/drafts.repository.ts'
import type { DraftsService } from './requests/drafts.service.ts'
import { asksTicket, requestCard, standingWord, takesAnswers } from './requests/request.cards.ts'
import { ticketForm } from './requests/request.dialog.ts'
import { shownComments, shownRequests } from './requests/requests.service.ts'
import { mistakesIn, problem, type SupportServices } from './requests/support.dialog.ts'
import { SupportFormRefused } from './requests/support.errors.ts'
import { type FileRow, supportRoutes } from './requests/support.routes.ts'
import { supportText } from './requests/support.text.ts'
import { isBeingSent, isByHand, nameOf, type SupportRequest } from './requests/support.ts'
import { titleFor } from './requests/support-form.cards.ts'
import { supportFormText } from './requests/support-form.text.ts'
import { supportForm, writeAmount } from './requests/support-form.ts'

/** What the pages ask of support requests, by the services of their cards and in their words. */
export function supportPages(
  services: SupportServices & { uploads: UploadsService; drafts: DraftsService },
): Record<string, Route> {
  const { support, drafts, requests, byHand, files, opening, uploads } = services
  return routesOf(
    supportRoutes,
    {
      'support.list': async (turn, { from }) => {
        const { requests: found, more } = await requests.list(whoOf(turn), from)
        return {
          requests: found.map((request) => rowOf(turn, request)),
          ...(more && { next: from + shownRequests }),
          ...(from > 0 && { before: Math.max(0, from - shownRequests) }),
        }
      },
      'support.form': async (turn, { request, ...about }) => {
        const who = whoOf(turn)
        const draft = request === undefined ? undefined : await drafts.find(who, request)
        const [begun, waiting] = await Promise.all([
          draft ? typedForm(turn, draft) : formAbout(turn, about),
          files.waiting(who),
        ])
        const goingAlong = waiting.filter(({ id }) => !draft?.leftOut.includes(id))
        const { most, bytes } = uploads.limits
        const { reader } = turn
        return {
          ...begun,
          files: goingAlong.map((file) => fileRowOf(turn, file)),
          takesFiles: files.areTaken,
          limits: supportFilesText[reader.language].limits(reader.number(most), sizeText(reader, bytes)),
          largest: bytes,
        }
      },
      'support.send': sent,
      'support.request': requestShown,
      'support.comment': async (turn, { id, key, text: typed, answer }) => {
        const text = asWords(typed)
        const { commentWanted, notAdded } = supportText[turn.reader.language]
        if (text === '') return { added: false, mistake: commentWanted(turn.reader.number(2_000)) }
        const add = answer ? byHand.answer : support.comment
        const added = await add(whoOf(turn), id, { key, text })
        return { added, ...(!added && { mistake: notAdded }) }
      },
      'support.ticket': async (turn, { id, ticket: typed, was }) => {
        const ticket = ticketForm.safeParse(asOneLine(typed))
        if (!ticket.success) return { mistake: supportText[turn.reader.language].ticketWanted }
        await byHand.takeTicket(whoOf(turn), id, { ticket: ticket.data, was })
        return {}
      },
      'support.close': async (turn, { id }) => {
        await support.close(whoOf(turn), id)
        return {}
      },
      'support.attach': async (turn, { id, fileIds }) => {
        await support.addFiles(whoOf(turn), id, fileIds)
        return {}
      },
      'support.discard': async (turn, { fileIds }) => {
        await files.discard(whoOf(turn), fileIds)
        return {}
      },
    },
    problem,
  )

  async function formAbout(
    turn: Turn,
    { customer: customerId, order: orderId }: z.output<(typeof supportRoutes)['support.form']['asks']>,
  ) {
    const { customer, order, amount, contact } = await support.known(whoOf(turn), { customerId, orderId })
    return {
      fields: {
        impact: '',
        title: titleFor(supportFormText[turn.reader.language], order) ?? '',
        customer: customer?.domain ?? '',
        about: order === undefined ? (orderId ?? '') : orderNumber(order),
        reason: '',
        amount: amount === undefined ? '' : writeAmount(amount),
        currency: amount?.currency ?? '',
        contactName: contact.name,
        contactEmail: contact.email,
        contactPhone: contact.phone,
      },
      ...(customer && { customer: customerLine(customer) }),
    }
  }

  /** A name that was typed chooses nobody: it stays as it is. */
  async function typedForm(turn: Turn, { form }: SupportDraft) {
    const { customer } = form.customer === '' ? {} : await support.known(whoOf(turn), { customerId: form.customer })
    return { fields: form, ...(customer?.domain === form.customer && { customer: customerLine(customer) }) }
  }

  async function sent(
    turn: Turn,
    { key: id, fields, fileIds }: z.output<SendRoute['asks']>,
  ): Promise<z.input<SendRoute['tells']>> {
    try {
      const form = supportForm.parse(fields)
      const request = await support.send(whoOf(turn), { id, form, fileIds, origin: { kind: 'tab', key: id } })
      return { kind: 'sent', id: request.id }
    } catch (error) {
      if (!(error instanceof SupportFormRefused)) throw error
      return { kind: 'mistakes', words: problem(turn, error), mistakes: mistakesIn(turn, error) }
    }
  }

  async function requestShown(turn: Turn, { id, skip, correcting }: { id: string; skip: number; correcting: boolean }) {
    const who = whoOf(turn)
    const view = await requests.one(who, id, skip)
    const { request, comments, said } = view
    const stored = await files.ofRequest(who, id)
    const buttons = new FlowButtons(id, 'request')
    const entry = { ...freshEntry, secret: JSON.stringify(await addressesOf(turn, id, stored)) }
    const paper = paperOf(
      requestCard({
        ...{ read: turn.reader, view, commentKey: id, correcting, entry, buttons },
        files: filesList(turn.reader, stored, request.status !== 'closed'),
        doors: fileDoors(turn.reader, { supportId: id, files: stored, entry, buttons }),
      }),
    )
    const open = request.status !== 'closed'
    const asks = asksTicket(request, correcting)
    return {
      ...{ paper, open, closable: open && !isBeingSent(request), takesAnswers: takesAnswers(request) },
      ...{ asksTicket: asks, correctable: isByHand(request) && !asks, ticket: request.ticket, newest: skip > 0 },
      ...(skip + comments.length < said && { earlier: skip + shownComments }),
    }
  }

  /** For this person alone, and for a few minutes: a page has room for all of them. */
  async function addressesOf(turn: Turn, supportId: string, stored: readonly KnownFile[]) {
    const count = stored.filter(({ status }) => status === 'stored').length
    const places = Array.from({ length: Math.ceil(count / addressesShown) }, (_, at) => at * addressesShown)
    const all = await Promise.all(
      places.map((from) => opening.addresses(whoOf(turn), { supportId, from }, turn.reader, alone)),
    )
    return Object.assign({}, ...all) as Record<string, string>
  }
}

type SendRoute = (typeof supportRoutes)['support.send']

const alone = { onlookers: false, kept: false }

export const fileRowOf = ({ reader }: Turn, file: KnownFile): FileRow => ({
  id: file.id,
  name: file.name,
  words: stateText(supportFilesText[reader.language], file, reader),
  refused: file.status === 'refused',
})

function rowOf({ reader }: Turn, request: SupportRequest) {
  const { id, title, customer, about, amount, createdAt } = request
  return {
    ...{ id, title, name: nameOf(request), below: `${customer} · ${about}` },
    standing: standingWord(supportText[reader.language], request),
    amount: reader.money(amount),
    sent: reader.date(createdAt),
  }
}
