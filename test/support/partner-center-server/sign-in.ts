import { randomUUID } from 'node:crypto'
import { later, minute } from '../../../src/platform/clock.ts'
import { Html, html } from '../../../src/server/html.ts'
import { accountsPage, codePage, codeTakenPage, consentPage } from './account-pages.ts'
import type { Answer } from './exchange.ts'
import { type Grants, openGrants, personOf } from './grants.ts'
import { page } from './page.ts'
import { SignInRefused } from './sign-in-refused.ts'
import { idKeySet } from './tokens.ts'
import type { Partner, World } from './world.ts'

export interface SignInCall {
  readonly method: string
  /** Behind `/login`: `/{tenant}/oauth2/v2.0/token`. */
  readonly path: string
  readonly query: URLSearchParams
  readonly form: URLSearchParams
}

/** Microsoft Entra's token endpoint, as far as a partner's sign-in needs it. Any client and any secret are taken. */
export function openSignIn(world: World) {
  const grants = openGrants(world)
  return (call: SignInCall): Answer => {
    try {
      return answerTo(world, grants, call)
    } catch (error) {
      if (!(error instanceof SignInRefused)) throw error
      return { status: error.status, body: refusalBody(error, world) }
    }
  }
}

function answerTo(world: World, grants: Grants, call: SignInCall): Answer {
  const [, tenant = '', ...rest] = call.path.split('/')
  const base = `${world.origin()}/login/${tenant}`
  switch (`${call.method} ${rest.join('/')}`) {
    case 'GET v2.0/.well-known/openid-configuration':
      return { status: 200, body: openIdConfiguration(base, tenantOf(world, tenant).tenantId, world.origin()) }
    case 'GET discovery/instance':
      return { status: 200, body: instances(world.origin()) }
    case 'GET discovery/v2.0/keys':
      return { status: 200, body: idKeySet() }
    case 'GET oauth2/v2.0/authorize':
      return asksPerson(world, tenant, call.query) ?? authorize(grants, tenantOf(world, tenant), call.query)
    case 'GET oauth2/deviceauth':
    case 'POST oauth2/deviceauth':
      return enterCode(world, grants, call)
    case 'POST oauth2/v2.0/devicecode':
      return deviceCode(world, grants, tenantOf(world, tenant), call.form)
    case 'POST oauth2/v2.0/token':
      return {
        status: 200,
        body: grants.redeem(tenantOf(world, tenant), call.form, isAnybodys(tenant)),
        headers: { 'Cache-Control': 'no-store' },
      }
    default:
      return { status: 404, body: { error: 'not_found' } }
  }
}

const isAnybodys = (tenant: string): boolean => ['organizations', 'common'].includes(tenant)

/** By tenant id or domain; `organizations` and `common` are the first partner's, where nothing else says whose. */
function tenantOf({ partners }: World, tenant: string): Partner {
  const all = [...partners.values()]
  const found = isAnybodys(tenant)
    ? all[0]
    : all.find(({ tenantId, domain }) => tenantId === tenant.toLowerCase() || domain === tenant.toLowerCase())
  if (found === undefined) throw new SignInRefused('invalid_request', 'AADSTS90002', `Tenant '${tenant}' not found.`)
  return found
}

const openIdConfiguration = (base: string, tenantId: string, origin: string) => ({
  token_endpoint: `${base}/oauth2/v2.0/token`,
  token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
  jwks_uri: `${base}/discovery/v2.0/keys`,
  response_modes_supported: ['query', 'fragment', 'form_post'],
  subject_types_supported: ['pairwise'],
  id_token_signing_alg_values_supported: ['RS256'],
  response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
  scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
  issuer: `${origin}/login/${tenantId}/v2.0`,
  authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
  device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
  end_session_endpoint: `${base}/oauth2/v2.0/logout`,
  tenant_region_scope: 'WW',
  cloud_instance_name: 'microsoftonline.com',
})

const instances = (origin: string) => ({
  tenant_discovery_endpoint: `${origin}/login/common/v2.0/.well-known/openid-configuration`,
  'api-version': '1.1',
  metadata: [
    { preferred_network: new URL(origin).host, preferred_cache: new URL(origin).host, aliases: [new URL(origin).host] },
  ],
})

/** `prompt=select_account`: whoever tries it says who they are, and what the application may do. */
function asksPerson(world: World, tenant: string, query: URLSearchParams): Answer | undefined {
  if (!world.settings.choosesAccount || query.get('prompt') !== 'select_account') return undefined
  const again = (tenantId: string, more: Readonly<Record<string, string>>) =>
    `/login/${tenantId}/oauth2/v2.0/authorize?${new URLSearchParams([...query, ...Object.entries(more)])}`
  const hint = query.get('login_hint')
  if (hint === null) {
    const partners = isAnybodys(tenant) ? [...world.partners.values()] : [tenantOf(world, tenant)]
    return accountsPage(partners, ({ tenantId }, { id }) => again(tenantId, { login_hint: id }))
  }
  const partner = tenantOf(world, tenant)
  if (query.get('consent') === 'accepted') world.consented.add(partner.tenantId)
  if (world.consented.has(partner.tenantId) || query.get('consent') !== null) return undefined
  const scopes = (query.get('scope') ?? '').split(' ').filter((scope) => scope.includes('://'))
  const answers = {
    accept: again(tenant, { consent: 'accepted' }),
    cancel: again(tenant, { consent: 'declined' }),
  }
  return consentPage(personOf(partner, hint), scopes, answers)
}

/** On another device: the code, then who. */
function enterCode(world: World, grants: Grants, { query, form, method }: SignInCall): Answer {
  const code = (method === 'POST' ? form.get('otc') : query.get('otc')) ?? ''
  if (code === '') return codePage()
  if (!grants.isAwaited(code)) return codePage('That code did not work. Check the code and try again.')
  const [tenantId, who] = [query.get('tenant'), query.get('login_hint')]
  if (tenantId === null || who === null)
    return accountsPage(
      [...world.partners.values()],
      (partner, { id }) =>
        `/login/common/oauth2/deviceauth?${new URLSearchParams({ otc: code, tenant: partner.tenantId, login_hint: id })}`,
    )
  const partner = tenantOf(world, tenantId)
  grants.approveDevice(code, partner, personOf(partner, who))
  return codeTakenPage()
}

/** The person who is meant has signed in already, and comes back with a code, or with why there is none. */
function authorize(grants: Grants, partner: Partner, query: URLSearchParams): Answer {
  const redirect = query.get('redirect_uri') ?? ''
  if (!/^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/.test(redirect)) {
    throw new SignInRefused(
      'invalid_request',
      'AADSTS50011',
      'The redirect URI does not match the redirect URIs configured.',
    )
  }
  const declined = {
    error: 'access_denied',
    error_description: 'AADSTS65004: User declined to consent to access the app.',
  }
  const values: Record<string, string> = {
    ...(query.get('consent') === 'declined' ? declined : { code: grants.grantCode(partner, query) }),
    state: query.get('state') ?? '',
    session_state: randomUUID(),
  }
  if (query.get('response_mode') !== 'form_post') {
    const address = new URL(redirect)
    for (const [name, value] of Object.entries(values)) address.searchParams.set(name, value)
    return { status: 302, headers: { Location: address.toString() } }
  }
  const inputs = Object.entries(values).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  const script = new Html('<script>document.forms[0].submit()</script>')
  return page(html`<form method="post" action="${redirect}">${inputs}<button>Continue</button></form>${script}`)
}

function deviceCode(
  { clock, origin, settings }: World,
  grants: Grants,
  partner: Partner,
  form: URLSearchParams,
): Answer {
  const endsAt = later(clock.now(), 15 * minute)
  const { deviceCode, userCode } = grants.grantDevice(partner, form, endsAt, !settings.choosesAccount)
  const verification = `${origin()}/login/common/oauth2/deviceauth`
  return {
    status: 200,
    body: {
      user_code: userCode,
      device_code: deviceCode,
      verification_uri: verification,
      expires_in: 900,
      interval: 1,
      message: `To sign in, use a web browser to open the page ${verification} and enter the code ${userCode} to authenticate.`,
    },
  }
}

function refusalBody({ error, message, number }: SignInRefused, { clock }: World) {
  return {
    error,
    error_description: `${message} Trace ID: ${randomUUID()} Correlation ID: ${randomUUID()}`,
    error_codes: [number],
    timestamp: clock.now().toISOString().replace('T', ' ').replace(/\.\d+/, ''),
    trace_id: randomUUID(),
    correlation_id: randomUUID(),
    error_uri: `https://login.microsoftonline.com/error?code=${number}`,
    ...(number === 50_076 || number === 50_078 ? { suberror: 'basic_action' } : {}),
  }
}
