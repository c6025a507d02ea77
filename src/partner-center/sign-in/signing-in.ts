import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type AccountInfo, type ConfidentialClientApplication, CryptoProvider } from '@azure/msal-node'
import { PartnerCenterUnavailable } from '../../commerce/errors.ts'
import type { Applications } from './applications.ts'
import type { Refusals } from './network.ts'
import { refusalOf } from './refused.ts'
import { signInRefused } from './tokens.ts'

/** A sign-in that was just made, with MSAL's cache in its application. */
export interface SignedIn {
  readonly app: ConfidentialClientApplication
  readonly refusals: Refusals
  readonly account: AccountInfo
}

/** The ways for a person to sign in. @throws PartnerCenterRefused with Entra's code, PartnerCenterUnavailable */
export function signingIn(applications: Applications) {
  const scopes = applications.scopes('partner-center')
  return { byBrowser, byDeviceCode, byRefreshToken }

  /**
   * Authorization code with PKCE: the browser comes back to a port of this machine. Entra takes any port of `http://localhost`.
   * @param show gets the address to open.
   */
  async function byBrowser(tenantId: string, show: (url: string) => void, port = 0): Promise<SignedIn> {
    const { app, refusals } = applications.confidential(tenantId)
    const { verifier, challenge } = await new CryptoProvider().generatePkceCodes()
    const state = randomBytes(24).toString('base64url')
    const landing = await openLanding(state, port)
    try {
      const asked = { scopes, redirectUri: landing.address }
      const challenged = { codeChallenge: challenge, codeChallengeMethod: 'S256', state, prompt: 'select_account' }
      show(applications.browsable(await app.getAuthCodeUrl({ ...asked, ...challenged })))
      const { code, error } = await landing.came
      if (code === undefined) throw signInRefused(error ?? 'access_denied')
      return await signedIn(app, refusals, () => app.acquireTokenByCode({ ...asked, code, codeVerifier: verifier }))
    } finally {
      landing.close()
    }
  }

  /** @param show gets the address to open anywhere, and the code to enter there. */
  async function byDeviceCode(tenantId: string, show: (at: { url: string; code: string }) => void): Promise<SignedIn> {
    const asking = applications.public(tenantId)
    const { app, refusals } = applications.confidential(tenantId)
    const signed = await signedIn(asking.app, asking.refusals, () =>
      asking.app.acquireTokenByDeviceCode({
        scopes,
        deviceCodeCallback: ({ verificationUri, userCode }) =>
          show({ url: applications.browsable(verificationUri), code: userCode }),
      }),
    )
    app.getTokenCache().deserialize(asking.app.getTokenCache().serialize())
    return { app, refusals, account: signed.account }
  }

  /** With a refresh token of the same app registration that another tool has got. */
  async function byRefreshToken(tenantId: string, refreshToken: string): Promise<SignedIn> {
    const { app, refusals } = applications.confidential(tenantId)
    return signedIn(app, refusals, () => app.acquireTokenByRefreshToken({ scopes, refreshToken, forceCache: true }))
  }
}

async function signedIn<App extends Pick<ConfidentialClientApplication, 'getTokenCache'>>(
  app: App,
  refusals: Refusals,
  sign: () => Promise<unknown>,
): Promise<{ app: App; refusals: Refusals; account: AccountInfo }> {
  try {
    await sign()
  } catch (error) {
    const code = refusalOf(error, refusals)
    throw code === undefined ? new PartnerCenterUnavailable() : signInRefused(code)
  }
  const [account] = await app.getTokenCache().getAllAccounts()
  if (account === undefined) throw signInRefused('no_tokens_found')
  return { app, refusals, account }
}

interface Landing {
  readonly address: string
  readonly came: Promise<{ code?: string; error?: string }>
  close(): void
}

/** Where the browser comes back to, once, with the state that it was sent off with. */
async function openLanding(state: string, port: number): Promise<Landing> {
  const { promise: came, resolve } = Promise.withResolvers<{ code?: string; error?: string }>()
  const server: Server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const isIt = pathname === '/' && searchParams.get('state') === state
    response.writeHead(isIt ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', connection: 'close' })
    if (!isIt) return void response.end(landingPage('Nothing is here.'))
    const code = searchParams.get('code')
    // The description may name people.
    const aadsts = /AADSTS\d+/.exec(searchParams.get('error_description') ?? '')?.[0]
    const error = aadsts ?? /^\w{1,50}$/.exec(searchParams.get('error') ?? '')?.[0] ?? 'access_denied'
    response.end(
      landingPage(
        code === null
          ? `The sign-in was refused: ${error}. Look at the terminal.`
          : 'Signed in. Close this page and look at the terminal.',
      ),
    )
    resolve(code === null ? { error } : { code })
  })
  await new Promise<void>((listening, failed) => server.once('error', failed).listen(port, 'localhost', listening))
  return {
    address: `http://localhost:${(server.address() as AddressInfo).port}`,
    came,
    close: () => void server.close(),
  }
}

/** It asks for nothing more, such as a picture for its tab: nobody listens here a moment later. */
const landingPage = (words: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>CSP Desk</title>
<body style="font: 1.1rem system-ui; margin: 3rem; color-scheme: light dark"><h1>CSP Desk</h1><p>${words}</p>`
