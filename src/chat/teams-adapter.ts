import { createHash } from 'node:crypto'
import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  type ConversationReference,
  type InvokeResponse,
  type TurnContext,
} from 'botbuilder'
import {
  type AppCredentials,
  type AuthenticateRequestResult,
  AuthenticationConstants,
  AuthenticationError,
  type ClaimsIdentity,
  type ConnectorClient,
  type ConnectorFactory,
  type UserTokenClient,
} from 'botframework-connector'
import { z } from 'zod'
import type { TeamsCredentials } from '../platform/config.ts'
import { activityOf, readIncoming, rememberIncoming } from './incoming.ts'
import { TeamsConnector } from './teams-connector.ts'

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

/**
 * botbuilder's CloudAdapter with its costs and leaks mended: verified tokens are remembered, one lean Connector client serves
 * every turn, the client for user tokens is not built (the desk signs nobody in), and a failure never shows its reason outside.
 */
export class TeamsAdapter extends CloudAdapter {
  readonly connector: TeamsConnector
  private readonly appId: string

  /** @param authority Bot Framework's own settings for another cloud (`ToBotFromChannelTokenIssuer`, …): all of them, or none. */
  constructor(credentials: TeamsCredentials | undefined, authority: Readonly<Record<string, string>> = {}) {
    const factory = new ConfigurationServiceClientCredentialFactory(
      credentials === undefined
        ? {}
        : {
            MicrosoftAppId: credentials.appId,
            MicrosoftAppType: credentials.appType,
            MicrosoftAppTenantId: credentials.tenantId,
            ...(credentials.appPassword !== undefined && { MicrosoftAppPassword: credentials.appPassword }),
          },
    )
    const connector = new TeamsConnector(
      credentials === undefined ? async () => undefined : authorization(factory, credentials.appId),
    )
    super(new LeanAuthentication(factory, connector, credentials !== undefined, authority))
    this.connector = connector
    this.appId = credentials?.appId ?? ''
  }

  /** One activity from Teams: authenticated, run, and what to answer the HTTP request with. */
  async answer(authorizationHeader: string, body: unknown, logic: Logic): Promise<Answer> {
    const parsed = activitySchema.safeParse(body)
    const incoming = readIncoming(parsed.data)
    if (incoming === undefined) return { status: 400 }
    try {
      const invoke: InvokeResponse | undefined = await this.processActivity(
        authorizationHeader,
        activityOf(incoming),
        (context) => {
          rememberIncoming(context, incoming)
          return logic(context)
        },
      )
      return { status: invoke?.status ?? 200, body: invoke?.body }
    } catch (error) {
      if (error instanceof AuthenticationError) return { status: 401 }
      throw error
    }
  }

  /** A turn without an activity: how a job edits a card. */
  continueWith(reference: Partial<ConversationReference>, logic: Logic): Promise<void> {
    return this.continueConversationAsync(this.appId, reference, logic)
  }
}

function authorization(factory: ConfigurationServiceClientCredentialFactory, appId: string) {
  const scope = AuthenticationConstants.ToChannelFromBotOAuthScope
  const login = AuthenticationConstants.ToChannelFromBotLoginUrlPrefix
  let credentials: Promise<AppCredentials> | undefined
  return async () => {
    credentials ??= factory.createCredentials(appId, scope, login, true) as Promise<AppCredentials>
    return `Bearer ${await (await credentials).getToken()}`
  }
}

const rememberedTokens = 5_000
const longestMemory = 5 * 60_000

/** Every bad token is a bare 401: the stock SDK answers 500 with the reason for some, and takes an activity without serviceUrl. */
class LeanAuthentication extends ConfigurationBotFrameworkAuthentication {
  private readonly remembered = new Map<string, { until: number; result: AuthenticateRequestResult }>()
  private readonly factory: ConnectorFactory
  private readonly guarded: boolean
  private nobody: AuthenticateRequestResult | undefined

  constructor(
    credentials: ConfigurationServiceClientCredentialFactory,
    connector: TeamsConnector,
    guarded: boolean,
    authority: Readonly<Record<string, string>>,
  ) {
    super(authority, credentials)
    this.factory = { create: async (serviceUrl: string) => connectorClient(connector, serviceUrl) }
    this.guarded = guarded
  }

  override async authenticateRequest(activity: Activity, header: string): Promise<AuthenticateRequestResult> {
    if (!this.guarded) return this.anonymous(activity)
    const key = createHash('sha256').update(`${header}\0${activity.channelId}\0${activity.serviceUrl}`).digest('base64')
    const known = this.remembered.get(key)
    if (known !== undefined && known.until > Date.now()) return known.result
    try {
      const result = { ...(await super.authenticateRequest(activity, header)), connectorFactory: this.factory }
      this.remember(key, result)
      return result
    } catch {
      throw new AuthenticationError('Unauthorized', 401)
    }
  }

  /** Without credentials everybody is the same nobody, so that they are made out once. */
  private async anonymous(activity: Activity): Promise<AuthenticateRequestResult> {
    this.nobody ??= { ...(await super.authenticateRequest(activity, '')), connectorFactory: this.factory }
    return this.nobody
  }

  override createConnectorFactory(_claims: ClaimsIdentity): ConnectorFactory {
    return this.factory
  }

  override async createUserTokenClient(_claims: ClaimsIdentity): Promise<UserTokenClient> {
    return noUserTokens
  }

  private remember(key: string, result: AuthenticateRequestResult): void {
    const expires = Number(result.claimsIdentity?.getClaimValue('exp') ?? 0) * 1_000
    if (this.remembered.size >= rememberedTokens) this.remembered.clear()
    this.remembered.set(key, { until: Math.min(expires, Date.now() + longestMemory), result })
  }
}

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
