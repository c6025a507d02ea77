import { createHash } from 'node:crypto'
import { z } from 'zod'
import { PartnerCenterRefused } from '../../commerce/errors.ts'
import type { NewServiceRequest, ServiceRequest, ServiceRequestNote } from '../../commerce/ports/partner-center.ts'
import type { Calls } from './calls.ts'
import { allOf } from './pages.ts'
import { unlessNotFound } from './refusals.ts'
import { serviceRequest, supportTopics, type WireServiceRequest } from './wire/service-requests.ts'

/** Requests to Microsoft's support. Notes have no ids there: those of the desk carry theirs at their end. */
export function serviceRequestsOf(call: Calls) {
  return { create, find, addNote, close }

  /** No page tells of it since September 2020: for a service where it is known to work. */
  async function create(partnerId: string, request: NewServiceRequest): Promise<ServiceRequest> {
    const { title, description, severity, customer, contact, requestId } = request
    const topicId = await topicFor(partnerId)
    const about = [`Customer: ${customer}`, `Contact: ${contact.name}, ${contact.email}, ${contact.phone}`].join('\n')
    const { value } = await call({
      ...{ name: 'new service request', partnerId, method: 'POST', path: '/servicerequests/en-US', requestId },
      body: {
        Title: title,
        Description: `${description}\n\n${about}`,
        Severity: severity,
        Status: 'none',
        SupportTopicId: topicId,
      },
      answer: serviceRequest,
    })
    return requestFrom(value)
  }

  /** What it is about, as the service sorts it: refunds and purchases, or whatever is nearest. */
  async function topicFor(partnerId: string): Promise<string | undefined> {
    const topics = await allOf(call, {
      ...{ name: 'support topics', partnerId, path: '/servicerequests/supporttopics' },
      answer: supportTopics,
    })
    const about = [/refund|cancel/i, /purchase|order|billing/i, /partner center/i, /./]
    return about.map((words) => topics.find(({ name = '' }) => words.test(name))?.id).find((id) => id !== undefined)
  }

  async function find(partnerId: string, id: string): Promise<ServiceRequest | undefined> {
    if (!isTicket(id)) return undefined
    const read = await asked(partnerId, id).catch(unlessNotFound)
    return read && requestFrom(read)
  }

  async function addNote(
    partnerId: string,
    id: string,
    { noteId, text }: { noteId: string; text: string },
  ): Promise<void> {
    const { notes } = requestFrom(await asked(partnerId, id))
    if (notes.some((note) => note.id === noteId)) return
    await change(partnerId, id, noteId, { NewNote: { Text: `${text}\n\n${mark(noteId)}` } })
  }

  async function close(partnerId: string, id: string, requestId: string): Promise<void> {
    const { status } = requestFrom(await asked(partnerId, id))
    if (status !== 'closed') await change(partnerId, id, requestId, { Status: 'closed' })
  }

  async function change(partnerId: string, id: string, requestId: string, body: object): Promise<void> {
    const path = `/servicerequests/${id}`
    const name = 'change of a service request'
    await call({ name, partnerId, method: 'PATCH', path, requestId, body: { Id: id, ...body }, answer: z.unknown() })
  }

  /** @throws PartnerCenterRefused for one that is not there */
  async function asked(partnerId: string, id: string): Promise<WireServiceRequest> {
    if (!isTicket(id)) throw new PartnerCenterRefused({ reason: '1000', text: 'Not found', httpStatus: 404 })
    const path = `/servicerequests/${id}`
    return (await call({ name: 'service request', partnerId, path, answer: serviceRequest })).value
  }
}

const isTicket = (id: string): boolean => /^\d{1,40}$/.test(id)

const mark = (noteId: string): string => `[CSP Desk note ${noteId}]`
const marked = /\s*\[CSP Desk note ([\w-]{1,80})\]\s*$/

function requestFrom(read: WireServiceRequest): ServiceRequest {
  const notes = (read.notes ?? []).map((note) => noteFrom(note, read))
  return {
    id: read.id,
    status: read.status.toLowerCase(),
    notes: notes.sort((a, b) => a.at.getTime() - b.at.getTime()),
  }
}

function noteFrom(
  {
    createdByName: by = '',
    createdDate: at = new Date(0),
    text = '',
  }: NonNullable<WireServiceRequest['notes']>[number],
  { primaryContact }: WireServiceRequest,
): ServiceRequestNote {
  const noteId = marked.exec(text)?.[1]
  if (noteId !== undefined) return { id: noteId, by, byMicrosoft: false, text: text.replace(marked, ''), at }
  const { firstName = '', lastName = '' } = primaryContact ?? {}
  // Who wrote it is a name alone: the partner's own contact is known by it.
  const isContact = by !== '' && [lastName, `${firstName} ${lastName}`.trim()].includes(by)
  const id = createHash('sha256').update(`${at.toISOString()}/${by}/${text}`).digest('hex')
  return { id, by, byMicrosoft: !isContact, text, at }
}
