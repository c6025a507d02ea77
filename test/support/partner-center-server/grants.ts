import { randomBytes } from 'node:crypto'
import { hour, later, minute } from '../../../src/platform/clock.ts'
import { requireAssertion } from './client-assertion.ts'
import type { PersonRecord } from './people.ts'
import { SignInRefused } from './sign-in-refused.ts'
import { audienceOf, challengeOf, signedIdToken, tokenFor } from './tokens.ts'
import type { Partner, World } from './world.ts'

export type Grants = ReturnType<typeof openGrants>

interface Granted {
  readonly partner: Partner
  readonly person: PersonRecord
  readonly endsAt: Date
  readonly redirectUri?: string | undefined
  readonly challenge?: string | undefined
  readonly nonce?: string | undefined
  readonly userCode?: string | undefined
}

const isCode = ({ userCode }: Granted, typed: string): boolean => userCode === typed.trim().toUpperCase()

/** The refresh token that stands for a partner's sign-in, always: a desk outlives this server. */
export const refreshTokenOf = (tenantId: string): string => `practice-${tenantId}`

/** What was granted to whom, and what it is redeemed for. */
export function openGrants(world: World) {
  const codes = new Map<string, Granted>()
  const keep = (granted: Granted): string => {
    const code = randomBytes(24).toString('base64url')
    codes.set(code, granted)
    return code
  }
  const devices = new Map<string, { granted: Granted; approved: boolean }>()
  const takeDevice = (code: string | null, partner: Partner | undefined): Granted => {
    const asked = devices.get(code ?? '')
    if (asked?.approved === false && asked.granted.endsAt > world.clock.now()) {
      throw new SignInRefused('authorization_pending', 'AADSTS70016', 'Authorization is pending. Continue polling.')
    }
    devices.delete(code ?? '')
    if (asked !== undefined) codes.set(code ?? '', asked.granted)
    return take(code, partner)
  }
  const take = (code: string | null, partner: Partner | undefined): Granted => {
    const granted = codes.get(code ?? '')
    codes.delete(code ?? '')
    if (granted === undefined) {
      throw new SignInRefused(
        'invalid_grant',
        'AADSTS54005',
        'OAuth2 Authorization code was already redeemed, please retry.',
      )
    }
    if (granted.endsAt <= world.clock.now() || (partner ?? granted.partner) !== granted.partner) {
      throw new SignInRefused('invalid_grant', 'AADSTS70008', 'The provided authorization code has expired.')
    }
    return granted
  }

  return {
    grantCode: (partner: Partner, query: URLSearchParams): string =>
      keep({
        partner,
        person: personOf(partner, query.get('login_hint')),
        endsAt: later(world.clock.now(), 10 * minute),
        redirectUri: query.get('redirect_uri') ?? undefined,
        challenge: query.get('code_challenge') ?? undefined,
        nonce: query.get('nonce') ?? undefined,
      }),

    /** @param approved whether nobody has to enter the code: then the usual person has signed in */
    grantDevice(partner: Partner, form: URLSearchParams, endsAt: Date, approved: boolean) {
      const deviceCode = randomBytes(24).toString('base64url')
      const userCode = randomBytes(5).toString('hex').slice(0, 9).toUpperCase()
      const person = personOf(partner, form.get('login_hint'))
      devices.set(deviceCode, { granted: { partner, person, endsAt, userCode }, approved })
      return { deviceCode, userCode }
    },

    isAwaited: (userCode: string): boolean => [...devices.values()].some(({ granted }) => isCode(granted, userCode)),

    /** Somebody has entered the code on another device and signed in. */
    approveDevice(userCode: string, partner: Partner, person: PersonRecord): void {
      for (const [code, { granted }] of devices)
        if (isCode(granted, userCode)) devices.set(code, { granted: { ...granted, partner, person }, approved: true })
    },

    /**
     * @param ofAny whether the authority is anybody's: then a code says whose sign-in it is
     * @throws SignInRefused
     */
    redeem(partner: Partner, form: URLSearchParams, ofAny: boolean): object {
      const grant = form.get('grant_type') ?? ''
      refuseWhatFails(partner, grant)
      requireAssertion(world, partner.tenantId, form)
      const whose = ofAny ? undefined : partner
      const scope = form.get('scope') ?? ''
      switch (grant) {
        case 'client_credentials':
          return appTokens(world, partner, scope)
        case 'refresh_token':
          if (form.get('refresh_token') !== refreshTokenOf(partner.tenantId)) throw ended()
          return personTokens(world, form, { partner, person: partner.signedIn, endsAt: world.clock.now() })
        case 'authorization_code': {
          const granted = take(form.get('code'), whose)
          requireSame(granted, form)
          return signedIn(world, form, granted)
        }
        case 'urn:ietf:params:oauth:grant-type:device_code':
        case 'device_code': {
          return signedIn(world, form, takeDevice(form.get('device_code'), whose))
        }
        default:
          throw new SignInRefused(
            'unsupported_grant_type',
            'AADSTS70003',
            'The app requested an unsupported grant type.',
          )
      }
    },
  }
}

const ended = (): SignInRefused =>
  new SignInRefused('invalid_grant', 'AADSTS700082', 'The refresh token has expired due to inactivity.')

export const personOf = ({ people, signedIn }: Partner, hint: string | null): PersonRecord =>
  people.find(({ userPrincipalName, id }) => userPrincipalName === hint || id === hint) ?? signedIn

/** What a person mends by signing in again, as opposed to what an administrator has to. */
const mendedBySigningIn = ['AADSTS50076', 'AADSTS50078', 'AADSTS50173', 'AADSTS700082']
/** What is wrong with the application: nobody gets a token with it. */
const ofTheApplication = ['AADSTS7000215', 'AADSTS7000222', 'AADSTS700016']

/** Somebody has signed in: it is their sign-in from now on, and what had ended begins anew. */
function signedIn(world: World, form: URLSearchParams, granted: Granted): object {
  granted.partner.signedIn = granted.person
  granted.partner.signInFails = undefined
  return personTokens(world, form, granted)
}

/** Why a sign-in can fail, and how the token endpoint says it. */
const failures: Readonly<Record<string, readonly [error: string, text: string, status?: number]>> = {
  AADSTS50076: ['interaction_required', 'You must use multi-factor authentication to access the resource.'],
  AADSTS50078: ['interaction_required', 'Presented multi-factor authentication has expired due to policies.'],
  AADSTS53003: ['interaction_required', 'Access has been blocked by Conditional Access policies.'],
  AADSTS65001: ['invalid_grant', 'The user or administrator has not consented to use the application.'],
  AADSTS700082: ['invalid_grant', 'The refresh token has expired due to inactivity.'],
  AADSTS50173: ['invalid_grant', 'The provided grant has expired due to it being revoked.'],
  AADSTS7000215: ['invalid_client', 'Invalid client secret provided.', 401],
  AADSTS7000222: ['invalid_client', 'The provided client secret keys are expired.', 401],
  AADSTS700016: ['unauthorized_client', 'Application was not found in the directory.'],
}

function refuseWhatFails({ signInFails }: Partner, grant: string): void {
  if (signInFails === undefined) return
  const byPerson = grant === 'authorization_code' || grant.endsWith('device_code')
  if (byPerson && mendedBySigningIn.includes(signInFails)) return
  if (grant === 'client_credentials' && !ofTheApplication.includes(signInFails)) return
  const [error, text, status] = failures[signInFails] ?? ['invalid_grant', 'The sign-in failed.']
  throw new SignInRefused(error, signInFails, text, status)
}

function requireSame({ redirectUri, challenge }: Granted, form: URLSearchParams): void {
  if (redirectUri !== undefined && form.get('redirect_uri') !== redirectUri) {
    throw new SignInRefused('invalid_grant', 'AADSTS50011', 'The redirect URI does not match.')
  }
  if (challenge !== undefined && challengeOf(form.get('code_verifier') ?? '') !== challenge) {
    throw new SignInRefused('invalid_grant', 'AADSTS501481', 'The Code_Verifier does not match the code_challenge.')
  }
}

const oidc = ['openid', 'profile', 'email', 'offline_access', '']

/** One resource a token; Graph where none is named. */
function audienceIn(scope: string) {
  const wanted = scope.split(/\s+/).filter((each) => !oidc.includes(each))
  const [audience, ...more] = new Set(wanted.map((each) => (each.includes('://') ? audienceOf(each) : 'graph')))
  if (wanted.length > 0 && audience === undefined) {
    throw new SignInRefused('invalid_resource', 'AADSTS500011', 'The resource principal was not found in the tenant.')
  }
  if (more.length > 0)
    throw new SignInRefused('invalid_request', 'AADSTS28000', 'The scope has more than one resource.')
  return audience ?? 'graph'
}

const lifetime = hour

function appTokens({ clock }: World, { tenantId }: Partner, scope: string): object {
  const audience = audienceIn(scope)
  const token = tokenFor({ tenantId, audience, as: 'app', endsAt: later(clock.now(), lifetime) })
  return { token_type: 'Bearer', expires_in: lifetime / 1_000, ext_expires_in: lifetime / 1_000, access_token: token }
}

function personTokens(world: World, form: URLSearchParams, { partner, person, nonce }: Granted): object {
  const { tenantId, mfa } = partner
  const scope = form.get('scope') ?? ''
  const endsAt = later(world.clock.now(), lifetime)
  const wanted = { tenantId, audience: audienceIn(scope), as: 'person', personId: person.id, endsAt } as const
  const now = Math.floor(Date.now() / 1_000)
  const claims = {
    aud: form.get('client_id') ?? '',
    iss: `${world.origin()}/login/${tenantId}/v2.0`,
    ...{ iat: now, nbf: now, exp: now + lifetime / 1_000, ver: '2.0' },
    ...{
      tid: tenantId,
      oid: person.id,
      sub: person.id,
      name: person.name,
      preferred_username: person.userPrincipalName,
    },
    ...(nonce === undefined ? {} : { nonce }),
  }
  return {
    token_type: 'Bearer',
    scope,
    expires_in: lifetime / 1_000,
    ext_expires_in: lifetime / 1_000,
    access_token: tokenFor({ ...wanted, mfa: mfa === 'proven' }),
    refresh_token: refreshTokenOf(tenantId),
    id_token: signedIdToken(claims),
    client_info: Buffer.from(JSON.stringify({ uid: person.id, utid: tenantId })).toString('base64url'),
  }
}
