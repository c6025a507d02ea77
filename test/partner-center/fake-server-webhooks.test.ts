import { verify, X509Certificate } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { hour, minute } from '../../src/platform/clock.ts'
import { openShop } from '../support/partner-center-server/shop.ts'

const registration = '/api/webhooks/v1/registration'
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A shop, and somebody who receives its events. */
async function open() {
  const shop = await openShop()
  const received: { headers: IncomingHttpHeaders; body: string }[] = []
  let status = 200
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    received.push({ headers: request.headers, body })
    response.statusCode = status
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(shop.fake.close, () => server.close())
  const WebhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`
  const register = (more: object = {}) =>
    shop.call('POST', registration, {
      body: { WebhookUrl, WebhookEvents: ['subscription-updated', 'test-created'], ...more },
    })
  const answerWith = (code: number) => {
    status = code
  }
  return { ...shop, received, register, answerWith }
}

describe('webhooks', () => {
  test('send a test event that is signed by a certificate of Microsoft’s, which chains to its root', async () => {
    const { call, fake, received, register } = await open()
    await register()
    const { correlationId } = (await call('POST', `${registration}/validationEvents`)).body
    expect(await fake.deliverEvents()).toBe(1)
    const [{ headers, body } = { headers: {}, body: '' }] = received
    const address = String(headers['x-ms-certificate-url'])
    const certificate = new X509Certificate(Buffer.from(await (await fetch(address)).arrayBuffer()))
    expect(certificate.subject).toContain('O=Microsoft Corporation')
    const root = new X509Certificate(fake.rootCertificate())
    expect(certificate.checkIssued(root) && certificate.verify(root.publicKey)).toBe(true)
    const [scheme, signature = ''] = headers.authorization?.split(' ') ?? []
    const isSigned = (text: string) =>
      verify('RSA-SHA256', Buffer.from(text), certificate.publicKey, Buffer.from(signature, 'base64'))
    expect([scheme, isSigned(body), isSigned(`${body} `)]).toEqual(['Signature', true, false])
    expect(JSON.parse(body)).toMatchObject({ EventName: 'test-created', AuditUri: null })
    const state = await call('GET', `${registration}/validationEvents/${correlationId}`)
    expect(state.body).toMatchObject({ status: 'completed', results: [{ responseCode: '200' }] })
  })

  test('have the signature in a header of its own where that was asked for', async () => {
    const { call, fake, received, register } = await open()
    await register({ SignatureTokenToMsSignatureHeader: true })
    await call('POST', `${registration}/validationEvents`)
    await fake.deliverEvents()
    expect(received[0]?.headers.authorization).toBeUndefined()
    expect(received[0]?.headers['x-ms-signature']).toMatch(/\S/)
  })

  test('tell of a changed subscription up to 48 hours later, and of orders never', async () => {
    const { buy, cancel, clock, fake, received, register } = await open()
    await register()
    const { id, lineItems } = await buy({ productId: 'DG7GMGF0DVSZ', skuId: '0001' })
    clock.advance(15 * minute)
    await cancel(id)
    expect(await fake.deliverEvents()).toBe(0)
    clock.advance(48 * hour)
    expect(await fake.deliverEvents()).toBe(1)
    const event = JSON.parse(received[0]?.body ?? '{}')
    expect(event.EventName).toBe('subscription-updated')
    expect(event.ResourceUri).toContain(lineItems[0].subscriptionId.toLowerCase())
    expect(received).toHaveLength(1)
  })

  test('are tried ten times, and then no more', async () => {
    const { call, fake, received, register, answerWith } = await open()
    await register()
    answerWith(500)
    await call('POST', `${registration}/validationEvents`)
    for (let attempt = 0; attempt < 12; attempt++) await fake.deliverEvents()
    expect(received).toHaveLength(10)
  })

  test('are registered before a test event is asked for, and no more than two a minute', async () => {
    const { call, register, clock } = await open()
    const ask = async () => (await call('POST', `${registration}/validationEvents`)).status
    expect(await ask()).toBe(404)
    await register()
    expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 429])
    clock.advance(minute)
    expect(await ask()).toBe(200)
  })
})
