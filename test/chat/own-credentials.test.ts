import { createHash, verify, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { OwnTokenRefused, ownCredentials } from '../../src/chat/own-credentials.ts'
import { BotLogin, pemFile } from '../support/bot-login.ts'
import { credentials } from '../support/login-authority.ts'

const { appId, tenantId, appPassword } = credentials
const folder = mkdtempSync(path.join(tmpdir(), 'csp-desk-credentials-'))
const file = path.join(folder, 'bot.pem')

let login: BotLogin
beforeEach(async () => {
  login = await BotLogin.open()
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await login.close()
  rmSync(file, { force: true })
})

const said = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())

describe('the bot’s own token', () => {
  it('is got with the secret, of the home tenant, for the Connector, and once while it lasts', async () => {
    const token = ownCredentials({ appId, tenantId, appPassword, appType: 'SingleTenant' }, login.origin)
    expect([await token(), await token()]).toEqual([login.token, login.token])
    expect(login.asked).toMatchObject([
      {
        tenant: tenantId,
        form: {
          client_id: appId,
          client_secret: appPassword,
          grant_type: 'client_credentials',
          scope: 'https://api.botframework.com/.default',
        },
      },
    ])
  })

  it('is got with a certificate, by a statement that its key signs and that names it', async () => {
    const pem = pemFile()
    writeFileSync(file, pem)
    const token = ownCredentials({ appId, tenantId, certificateFile: file, appType: 'SingleTenant' }, login.origin)
    expect(await token()).toBe(login.token)
    const { client_assertion: assertion = '', client_secret: secret } = login.asked[0]?.form ?? {}
    const [header = '', claims = '', signature = ''] = assertion.split('.')
    const certificate = new X509Certificate(pem)
    expect(secret).toBeUndefined()
    expect(said(header)['x5t#S256']).toBe(createHash('sha256').update(certificate.raw).digest('base64url'))
    expect(said(claims)).toMatchObject({ iss: appId, sub: appId })
    const { alg } = said(header)
    const key = alg === 'PS256' ? { key: certificate.publicKey, padding: 6, saltLength: 32 } : certificate.publicKey
    expect(verify('RSA-SHA256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'))).toBe(
      true,
    )
  })

  it('is got of the machine where the bot is a managed identity, without any secret', async () => {
    for (const [name, value] of Object.entries(login.identity)) vi.stubEnv(name, value)
    const token = ownCredentials({ appId, tenantId, appType: 'UserAssignedMSI' })
    expect(await token()).toBe(login.token)
    expect(login.identities).toEqual([{ resource: 'https://api.botframework.com', clientId: appId }])
    expect(login.asked).toEqual([])
  })

  it.each([
    [7000215, 'AADSTS7000215'],
    [7000222, 'AADSTS7000222'],
    [700016, 'AADSTS700016'],
  ])('is refused with Entra’s number %s, and nothing else of what it says', async (number, code) => {
    login.refuses = number
    const token = ownCredentials({ appId, tenantId, appPassword, appType: 'SingleTenant' }, login.origin)
    const error = await token().catch((error: unknown) => error)
    expect(error).toBeInstanceOf(OwnTokenRefused)
    expect(error).toMatchObject({ code })
    expect(String(error)).not.toContain('example.com')
  })

  it('is not there while nobody answers, and comes when somebody does', async () => {
    login.fails = true
    const token = ownCredentials({ appId, tenantId, appPassword, appType: 'SingleTenant' }, login.origin)
    await expect(token()).rejects.toMatchObject({ code: undefined })
    login.fails = false
    expect(await token()).toBe(login.token)
  })

  it.each([
    ['is not there', () => {}],
    ['has no key', () => writeFileSync(file, pemFile().replace(/-----BEGIN PRIVATE[\s\S]*/, ''))],
    [
      'has another key',
      () =>
        writeFileSync(
          file,
          pemFile().replace(/-----BEGIN PRIVATE[\s\S]*/, '') + pemFile().replace(/[\s\S]*?(?=-----BEGIN PRIVATE)/, ''),
        ),
    ],
  ])('needs a certificate’s file that can be read: one that %s is told by its variable', (_what, write) => {
    write()
    const of = () => ownCredentials({ appId, tenantId, certificateFile: file, appType: 'SingleTenant' }, login.origin)
    expect(of).toThrow('MicrosoftAppCertificate must be a PEM file')
  })
})
