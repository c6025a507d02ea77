import type { Response } from 'restify'
import { readJson } from '../platform/http/body.ts'
import type { Door } from '../platform/http/door.ts'
import { Refusal } from '../platform/http/refusal.ts'
import type { Log } from '../platform/log.ts'
import { ConnectorRefusal, type ConnectorSide } from './connector-side.ts'
import type { Guard } from './guard.ts'

const at = '/practice/connector/v3'
const ofConversation = `${at}/conversations/:conversationId`
const largestBody = 1024 * 1024

/** The Bot Connector service's routes, with its answers: what the bot sends, edits, deletes and asks for. */
export function addConnectorRoutes(door: Door, guard: Guard, connector: ConnectorSide, log: Log): void {
  const route = (work: (part: (name: string) => string, body: unknown) => { status: number; body?: unknown }) =>
    guard.connector(async (req, res) => {
      try {
        const sent = req.method === 'POST' || req.method === 'PUT' ? await readJson(req, res, largestBody) : undefined
        const { status, body } = work((name) => String(req.params[name]), sent)
        res.send(status, body)
      } catch (error) {
        refuse(res, error, log)
      }
    })

  door.post(
    `${at}/conversations`,
    route((_, body) => ({ status: 201, body: connector.createConversation(body) })),
  )
  door.post(
    `${ofConversation}/activities`,
    route((part, body) => ({ status: 201, body: connector.send(part('conversationId'), body) })),
  )
  door.post(
    `${ofConversation}/activities/:activityId`,
    route((part, body) => ({ status: 201, body: connector.send(part('conversationId'), body) })),
  )
  door.put(
    `${ofConversation}/activities/:activityId`,
    route((part, body) => ({ status: 200, body: connector.update(part('conversationId'), part('activityId'), body) })),
  )
  door.delete(
    `${ofConversation}/activities/:activityId`,
    route((part) => {
      connector.delete(part('conversationId'), part('activityId'))
      return { status: 200 }
    }),
  )
  door.get(
    `${ofConversation}/members`,
    route((part) => ({ status: 200, body: connector.members(part('conversationId')) })),
  )
  door.get(
    `${ofConversation}/members/:memberId`,
    route((part) => ({ status: 200, body: connector.member(part('conversationId'), part('memberId')) })),
  )
  door.get(
    `${ofConversation}/pagedmembers`,
    route((part) => ({ status: 200, body: { members: connector.members(part('conversationId')) } })),
  )
  door.get(
    `${at}/attachments/:attachmentId/views/:view`,
    guard.connector((req, res) => {
      const picture = connector.picture(String(req.params.attachmentId))
      if (picture === undefined)
        return refuse(res, new ConnectorRefusal(404, 'AttachmentNotFound', 'No such attachment.'), log)
      res.setHeader('Content-Type', 'image/png')
      res.end(picture)
    }),
  )
}

function refuse(res: Response, error: unknown, log: Log): void {
  const refusal = refusalOf(error)
  if (refusal === undefined) {
    log.error({ err: error }, 'practice connector failed')
    res.send(500, { error: { code: 'ServiceError', message: 'The stand-in for Teams failed.' } })
    return
  }
  if (refusal.retryAfterSeconds !== undefined) res.setHeader('Retry-After', String(refusal.retryAfterSeconds))
  res.send(refusal.status, { error: { code: refusal.code, message: refusal.message } })
}

function refusalOf(error: unknown): ConnectorRefusal | undefined {
  if (error instanceof ConnectorRefusal) return error
  if (!(error instanceof Refusal)) return undefined
  if (error.status === 413) return new ConnectorRefusal(413, 'MessageSizeTooBig', 'Message size too large.')
  return new ConnectorRefusal(error.status, 'BadSyntax', 'The body is not JSON.')
}
