import { randomUUID } from 'node:crypto'
import { later, minute } from '../../../src/platform/clock.ts'
import { Html, html } from '../../../src/server/html.ts'
import type { Answer } from './exchange.ts'
import { type Grants, openGrants } from './grants.ts'
import { page } from './page.ts'
import type { PersonRecord } from './people.ts'
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
      return asksWho(world, call.query)
        ? choice(isAnybodys(tenant) ? [...world.partners.values()] : [tenantOf(world, tenant)], call.query)
        : authorize(grants, tenantOf(world, tenant), call.query)
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

/** `prompt=select_account`: who there is, for a person who tries it. */
const asksWho = ({ settings }: World, query: URLSearchParams): boolean =>
  settings.choosesAccount && query.get('prompt') === 'select_account' && query.get('login_hint') === null

function choice(partners: readonly Partner[], query: URLSearchParams): Answer {
  const link = ({ tenantId }: Partner, { id }: PersonRecord) =>
    `/login/${tenantId}/oauth2/v2.0/authorize?${new URLSearchParams([...query, ['login_hint', id]])}`
  const rows = partners.map(
    (partner) =>
      html`<h2>${partner.name}</h2><ul>${partner.people.map(
        (person) =>
          html`<li><a href="${link(partner, person)}">${person.name}</a> ${[...person.groups].join(', ')}</li>`,
      )}</ul>`,
  )
  return page(html`<h1>Pick an account</h1><p>A stand-in for Microsoft’s sign-in: no password is asked for.</p>${rows}`)
}

/** Nobody has to press anything: the person who is meant has signed in already. */
function authorize(grants: Grants, partner: Partner, query: URLSearchParams): Answer {
  const redirect = query.get('redirect_uri') ?? ''
  if (!/^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/.test(redirect)) {
    throw new SignInRefused(
      'invalid_request',
      'AADSTS50011',
      'The redirect URI does not match the redirect URIs configured.',
    )
  }
  const values = {
    code: grants.grantCode(partner, query),
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

function deviceCode({ clock, origin }: World, grants: Grants, partner: Partner, form: URLSearchParams): Answer {
  const code = grants.grantDevice(partner, form, later(clock.now(), 15 * minute))
  const verification = `${origin()}/login/common/oauth2/deviceauth`
  return {
    status: 200,
    body: {
      user_code: 'PRACTICE1',
      device_code: code,
      verification_uri: verification,
      expires_in: 900,
      interval: 1,
      message: `To sign in, use a web browser to open the page ${verification} and enter the code PRACTICE1 to authenticate.`,
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
