import type { Request, Response, Server } from 'restify'
import { ConnectorRefusal, type ConnectorSide } from './connector-side.ts'
import type { Guard } from './guard.ts'
import { BodyNotJson, BodyTooLarge, readJson } from './request-body.ts'

const at = '/practice/connector/v3'
const ofConversation = `${at}/conversations/:conversationId`
const largestBody = 1024 * 1024

/** The Bot Connector service's routes, with its answers: what the bot sends, edits, deletes and asks for. */
export function addConnectorRoutes(server: Server, guard: Guard, connector: ConnectorSide): void {
  const route = (work: (part: (name: string) => string, body: unknown) => { status: number; body?: unknown }) =>
    guard.connector(async (req, res) => {
      try {
        const sent = req.method === 'POST' || req.method === 'PUT' ? await readJson(req, largestBody) : undefined
        const { status, body } = work((name) => String(req.params[name]), sent)
        res.send(status, body)
      } catch (error) {
        refuse(req, res, error)
      }
    })

  server.post(
    `${at}/conversations`,
    route((_, body) => ({ status: 201, body: connector.createConversation(body) })),
  )
  server.post(
    `${ofConversation}/activities`,
    route((part, body) => ({ status: 201, body: connector.send(part('conversationId'), body) })),
  )
  server.post(
    `${ofConversation}/activities/:activityId`,
    route((part, body) => ({ status: 201, body: connector.send(part('conversationId'), body) })),
  )
  server.put(
    `${ofConversation}/activities/:activityId`,
    route((part, body) => ({ status: 200, body: connector.update(part('conversationId'), part('activityId'), body) })),
  )
  server.del(
    `${ofConversation}/activities/:activityId`,
    route((part) => {
      connector.delete(part('conversationId'), part('activityId'))
      return { status: 200 }
    }),
  )
  server.get(
    `${ofConversation}/members`,
    route((part) => ({ status: 200, body: connector.members(part('conversationId')) })),
  )
  server.get(
    `${ofConversation}/members/:memberId`,
    route((part) => ({ status: 200, body: connector.member(part('conversationId'), part('memberId')) })),
  )
  server.get(
    `${ofConversation}/pagedmembers`,
    route((part) => ({ status: 200, body: { members: connector.members(part('conversationId')) } })),
  )
  server.get(
    `${at}/attachments/:attachmentId/views/:view`,
    guard.connector((_, res) => {
      res.setHeader('Content-Type', 'image/png')
      res.end(practicePicture)
    }),
  )
}

function refuse(req: Request, res: Response, error: unknown): void {
  const refusal = refusalOf(error)
  if (refusal === undefined) {
    req.log.error({ err: error }, 'practice connector failed')
    res.send(500, { error: { code: 'ServiceError', message: 'The stand-in for Teams failed.' } })
    return
  }
  if (refusal.retryAfterSeconds !== undefined) res.setHeader('Retry-After', String(refusal.retryAfterSeconds))
  res.send(refusal.status, { error: { code: refusal.code, message: refusal.message } })
}

function refusalOf(error: unknown): ConnectorRefusal | undefined {
  if (error instanceof ConnectorRefusal) return error
  if (error instanceof BodyTooLarge) return new ConnectorRefusal(413, 'MessageSizeTooBig', 'Message size too large.')
  if (error instanceof BodyNotJson) return new ConnectorRefusal(400, 'BadSyntax', 'The body is not JSON.')
  return undefined
}

// One grey pixel: the bot is told of a picture, what it shows is of no matter.
const practicePicture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNcunTpfwAGFQLL5DKo7gAAAABJRU5ErkJggg==',
  'base64',
)
