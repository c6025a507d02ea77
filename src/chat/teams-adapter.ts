import {
  type Activity,
  CloudAdapter,
  type ConversationReference,
  type InvokeResponse,
  type TurnContext,
} from 'botbuilder'
import {
  type AuthenticateRequestResult,
  AuthenticationConstants,
  AuthenticationError,
  BotFrameworkAuthentication,
  type ClaimsIdentity,
  type ConnectorClient,
  type ConnectorFactory,
  type UserTokenClient,
} from 'botframework-connector'
import { z } from 'zod'
import type { TeamsCredentials } from '../platform/config.ts'
import type { Log } from '../platform/log.ts'
import { tenantOf } from './identity.ts'
import { activityOf, type Incoming, readIncoming } from './incoming.ts'
import { ownCredentials } from './own-credentials.ts'
import { ownToken } from './own-token.ts'
import { TeamsConnector } from './teams-connector.ts'
import { isServiceUrl, teamsHosts } from './teams-hosts.ts'
import { type TeamsClaims, TeamsToken, teamsChannel } from './teams-token.ts'
import { TeamsTokenKeys } from './teams-token-keys.ts'

/** What the desk needs of an activity before it looks at it; the rest is read where it is used. */
const activitySchema = z.looseObject({
  type: z.string().min(1),
  channelId: z.string().min(1),
  serviceUrl: z.string().refine((url) => URL.canParse(url)),
  conversation: z.looseObject({ id: z.string().min(1) }),
  from: z.looseObject({ id: z.string() }),
  recipient: z.looseObject({ id: z.string() }),
})

export interface Answer {
  readonly status: number
  readonly body?: unknown
}

type Logic = (context: TurnContext) => Promise<void>
type Hearing = (context: TurnContext, incoming: Incoming) => Promise<void>

/** Bot Framework's own names: whose tokens are taken, and where their keys are found. Left out, those of the public cloud. */
export type TeamsAuthority = Readonly<
  Partial<
    Record<
      'ToBotFromChannelTokenIssuer' | 'ToBotFromChannelOpenIdMetadataUrl' | 'ToChannelFromBotLoginUrlPrefix',
      string
    >
  >
>

export interface AdapterRules {
  /** More hosts that Teams answers at, in other clouds. */
  readonly serviceHosts?: readonly string[] | undefined
  /** Who is answered at all; left out, every tenant. */
  readonly tenants?: { includes(tenantId: string): Promise<boolean> } | undefined
  /** How long the login authority is waited for, in milliseconds. */
  readonly patience?: number | undefined
  readonly log?: Pick<Log, 'info' | 'warn'> | undefined
}

/** Who sent a request: Teams, as far as its token says; in practice mode anybody on this machine. */
export type Sender = TeamsClaims | 'practice'

/**
 * botbuilder's CloudAdapter with its costs and leaks mended: only Teams is answered, verified tokens are remembered, one lean
 * Connector client serves every turn, the client for user tokens is not built (the desk signs nobody in), and a failure never
 * shows its reason outside.
 */
export class TeamsAdapter extends CloudAdapter {
  readonly connector: TeamsConnector
  private readonly appId: string
  private readonly token: TeamsToken | undefined
  private readonly rules: AdapterRules
  private readonly everyTurn: AuthenticateRequestResult

  constructor(credentials: TeamsCredentials | undefined, authority: TeamsAuthority = {}, rules: AdapterRules = {}) {
    const serviceHosts = [...teamsHosts, ...(rules.serviceHosts ?? [])]
    const connector = new TeamsConnector(
      credentials === undefined ? async () => undefined : authorization(credentials, serviceHosts, authority, rules),
    )
    const connectorFactory = { create: async (serviceUrl: string) => connectorClient(connector, serviceUrl) }
    super(new LeanAuthentication(connectorFactory))
    this.connector = connector
    this.appId = credentials?.appId ?? ''
    this.rules = rules
    this.token = credentials && tokenOf(credentials.appId, serviceHosts, authority, rules)
    this.everyTurn = {
      audience: AuthenticationConstants.ToChannelFromBotOAuthScope,
      claimsIdentity: this.createClaimsIdentity(this.appId),
      connectorFactory,
    }
  }

  /** Who sends, by the Authorization header alone, before anything of the body is read; or the status that refuses them. */
  async authenticate(authorizationHeader: string): Promise<Sender | 401 | 503> {
    return this.token === undefined ? 'practice' : this.token.read(authorizationHeader)
  }

  /** One activity from Teams: authenticated, run, and what to answer the HTTP request with. */
  async answer(authorizationHeader: string, body: unknown, hearing: Hearing): Promise<Answer> {
    const sender = await this.authenticate(authorizationHeader)
    if (typeof sender === 'number') return { status: sender }
    const parsed = activitySchema.safeParse(body)
    const incoming = readIncoming(parsed.data)
    if (!parsed.success || incoming === undefined) return { status: 400 }
    const refusal = await this.refusalOf(sender, parsed.data)
    if (refusal !== undefined) {
      this.rules.log?.info(refusal, 'activity refused')
      return { status: refusal.status }
    }
    const invoke: InvokeResponse | undefined = await this.processActivity(
      this.everyTurn,
      activityOf(incoming),
      (context) => hearing(context, incoming),
    )
    return { status: invoke?.status ?? 200, body: invoke?.body }
  }

  /** A turn without an activity: how a job edits a card. */
  continueWith(reference: Partial<ConversationReference>, logic: Logic): Promise<void> {
    return this.continueConversationAsync(this.appId, reference, logic)
  }

  private async refusalOf(sender: Sender, activity: z.infer<typeof activitySchema>): Promise<Refusal | undefined> {
    if (sender !== 'practice' && activity.serviceUrl !== sender.serviceUrl)
      return { status: 401, reason: 'another-service-address' }
    if (activity.channelId !== teamsChannel) return { status: 403, reason: 'another-channel' }
    const tenant = tenantOf(activity)
    if (tenant === 'disagreeing') return { status: 403, reason: 'tenants-disagree' }
    const { tenants } = this.rules
    if (tenants === undefined) return undefined
    if (tenant === 'none') return { status: 403, reason: 'no-tenant' }
    try {
      return (await tenants.includes(tenant.id)) ? undefined : { status: 403, reason: 'tenant-not-answered', tenant }
    } catch (err) {
      return { status: 503, reason: 'answered-tenants-not-read', err }
    }
  }
}

/** What the log is told, and of it the status alone is answered. */
interface Refusal {
  readonly status: number
  /** A code: the log keeps no sentences in facts. */
  readonly reason: string
  readonly tenant?: { readonly id: string }
  readonly err?: unknown
}

function tokenOf(appId: string, serviceHosts: readonly string[], authority: TeamsAuthority, rules: AdapterRules) {
  const {
    ToBotFromChannelTokenIssuer: issuer = AuthenticationConstants.ToBotFromChannelTokenIssuer,
    ToBotFromChannelOpenIdMetadataUrl: metadataUrl = AuthenticationConstants.ToBotFromChannelOpenIdMetadataUrl,
  } = authority
  const keys = new TeamsTokenKeys({ metadataUrl, patience: rules.patience, log: rules.log })
  return new TeamsToken({ appId, issuer, keys, serviceHosts })
}

/** The desk's own token for replies, for Teams' hosts alone: an address that was kept may be from before it was judged. */
function authorization(
  credentials: TeamsCredentials,
  serviceHosts: readonly string[],
  { ToChannelFromBotLoginUrlPrefix: login }: TeamsAuthority,
  { patience }: AdapterRules,
) {
  const token = ownToken(ownCredentials(credentials, login), patience)
  return async (url: string) => {
    if (!isServiceUrl(new URL(url).origin, serviceHosts)) throw new Error('the address is not one of Teams')
    return `Bearer ${await token()}`
  }
}

/** Every way of botbuilder's own into the bot is closed: those that take the emulator's tokens, other bots', other channels'. */
class LeanAuthentication extends BotFrameworkAuthentication {
  private readonly factory: ConnectorFactory

  constructor(factory: ConnectorFactory) {
    super()
    this.factory = factory
  }

  override authenticateRequest(): Promise<AuthenticateRequestResult> {
    return closed()
  }

  override authenticateStreamingRequest(): Promise<AuthenticateRequestResult> {
    return closed()
  }

  override authenticateChannelRequest(): Promise<ClaimsIdentity> {
    return closed()
  }

  override createConnectorFactory(_claims: ClaimsIdentity): ConnectorFactory {
    return this.factory
  }

  override async createUserTokenClient(_claims: ClaimsIdentity): Promise<UserTokenClient> {
    return noUserTokens
  }
}

const closed = (): Promise<never> => Promise.reject(new AuthenticationError('Unauthorized', 401))

const noUserTokens = {} as UserTokenClient

/** The part of botbuilder's Connector client that its adapter calls. */
const connectorClient = (connector: TeamsConnector, serviceUrl: string): ConnectorClient =>
  ({
    conversations: {
      sendToConversation: (conversation: string, activity: Activity) =>
        connector.send(serviceUrl, conversation, activity),
      replyToActivity: (conversation: string, id: string, activity: Activity) =>
        connector.reply(serviceUrl, conversation, id, activity),
      updateActivity: (conversation: string, id: string, activity: Activity) =>
        connector.update(serviceUrl, conversation, id, activity),
      deleteActivity: (conversation: string, id: string) => connector.delete(serviceUrl, conversation, id),
    },
  }) as unknown as ConnectorClient
