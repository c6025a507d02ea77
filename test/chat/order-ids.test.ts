import { describe, expect, it } from 'vitest'
import { route } from '../../src/chat/router.ts'
import { commandsLikeTheDesks } from '../support/commands.ts'

const read = (line: string) => {
  const request = route(line, commandsLikeTheDesks, { today: '2026-11-22', dayFirst: false })
  if (request.kind !== 'command') return {}
  const { orderId, moreOrders, customer } = request.sentence
  return {
    ...(orderId !== undefined && { orderId }),
    ...(moreOrders !== undefined && { moreOrders }),
    ...(customer !== undefined && { customer }),
  }
}

const hex = '8f14e45fceea'
const guid = '1b4e28ba-2fa1-11d2-883f-0016d3cca427'
const long = 'kwPw7nMYAZAa5zJ5hVYU2xQ3'

describe('an order’s ID as Partner Center makes them', () => {
  it.each([
    // Twelve hexadecimal digits, in whatever letters they are typed: what was typed is kept.
    [`cancel ${hex}`, { orderId: hex }],
    ['cancel 8F14E45FCEEA', { orderId: '8F14E45FCEEA' }],
    [hex, { orderId: hex }],
    [`cancel ${hex}, 1679091c5a88 and c9f0f895fb98`, { orderId: hex, moreOrders: ['1679091c5a88', 'c9f0f895fb98'] }],
    [`取消订单${hex}`, { orderId: hex }],
    [`${hex} 취소`, { orderId: hex }],
    ['order ADDED2FACADE', { orderId: 'ADDED2FACADE' }],
    ['cancel order 100000000000', { orderId: '100000000000' }],
    // GUIDs.
    [`cancel order ${guid}`, { orderId: guid }],
    [`order ${guid.toUpperCase()}`, { orderId: guid.toUpperCase() }],
    [`keys for order ${guid} for contoso.com`, { orderId: guid, customer: 'contoso.com' }],
    [`cancel ${guid} for contoso.com`, { orderId: guid, customer: 'contoso.com' }],
    [`keys ${guid} for Contoso`, { orderId: guid, customer: 'Contoso' }],
    [`订单 ${guid} 的密钥`, { orderId: guid }],
    // Some thirty letters and digits, whose case matters.
    [`cancel ${long}`, { orderId: long }],
    [`주문 ${long}`, { orderId: long }],
    ['keys 02ZG1EBOz2f5QpWN4dRaIX8sTyVvMlk1', { orderId: '02ZG1EBOz2f5QpWN4dRaIX8sTyVvMlk1' }],
    ['cancel OekKkBn5Y4YPuNKMVK_jM2mYaYlXdvbd1', { orderId: 'OekKkBn5Y4YPuNKMVK_jM2mYaYlXdvbd1' }],
    ['cancel Xk3-_pQz7NMYAZAa5zJ5hVYU2x', { orderId: 'Xk3-_pQz7NMYAZAa5zJ5hVYU2x' }],
    ['cancel CSP-1002', { orderId: 'CSP-1002' }],
    ['cancel csp-1002', { orderId: 'csp-1002' }],
  ])('%s', (line, expected) => {
    expect(read(line)).toEqual(expected)
  })
})

describe('what only looks like one is none', () => {
  it.each([
    // A GUID alone, or after "for", is a customer's.
    [`orders ${guid}`, { customer: guid }],
    [`cancel for ${guid}`, { customer: guid }],
    [`cancel for "${guid}"`, { customer: guid }],
    [`orders for (${guid})`, { customer: guid }],
    [`orders of customer ${guid}`, { customer: guid }],
    // Too long, too short, or digits alone.
    ['cancel 8f14e45fceea8f14e45fceea', {}],
    ['cancel 8f14e45fcee', {}],
    ['cancel 100000000000', {}],
    // Parts of addresses.
    ['keys for facade123456.com', { customer: 'facade123456.com' }],
    [`orders for ${hex}.example`, { customer: `${hex}.example` }],
    [`orders ${hex}@contoso.com`, { customer: 'contoso.com' }],
    // Names that are written together.
    ['buy 1 WindowsServer2022Datacenter16CoreLicense for Contoso', { customer: 'Contoso' }],
    ['buy 2 SQLServer2019StandardEdition2CoreLicensePack for contoso', { customer: 'contoso' }],
    ['buy 1 Windows-Server-2019-Standard-16-Core for Contoso', { customer: 'Contoso' }],
    ['support Q4-Renewal-Contoso-Berlin-2026', {}],
    // Keys.
    ['keys 8F9FN-2JWYW-KH234-67890-XWRTF', {}],
  ])('%s', (line, expected) => {
    expect(read(line)).toEqual(expected)
  })
})
