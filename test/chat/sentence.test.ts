import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/chat/feature.ts'
import { route } from '../../src/chat/router.ts'

const command = (name: string, en: string, zh: string, ko: string, prevails?: true): Command => ({
  name,
  words: { en: [en], zh: [zh], ko: [ko] },
  ...(prevails !== undefined && { prevails }),
  offered: () => true,
  begin: () => Promise.reject(new Error('nothing begins here')),
})
const commands = [
  command('buy', 'buy', '购买', '구매'),
  command('keys', 'keys', '密钥', '키'),
  command('cancel', 'cancel', '取消', '취소', true),
  command('orders', 'orders', '订单', '주문'),
]

const read = (line: string) => {
  const request = route(line, commands)
  if (request.kind !== 'command') return request.kind
  const { text: _, ...facts } = request.sentence
  return { command: request.command.name, ...facts }
}

describe('a sentence that buys', () => {
  const datacenter = { command: 'buy', customer: 'Contoso', quantity: 10, about: 'windows server datacenter' }
  it.each([
    ['buy 10 windows server datacenter for Contoso', datacenter],
    [
      'Buy 10 licenses of Windows Server Datacenter for Contoso.',
      { ...datacenter, about: 'Windows Server Datacenter' },
    ],
    ['buy for Contoso 10 windows server datacenter', datacenter],
    ['buy windows server datacenter x 10 for Contoso', datacenter],
    ['给 Contoso 购买 10 windows server datacenter', datacenter],
    ['给Contoso购买10个windows server datacenter', datacenter],
    ['购买 10 个 windows server datacenter 给 Contoso', datacenter],
    ['Contoso용 windows server datacenter 10 구매', datacenter],
    ['Contoso에게 windows server datacenter 10개 구매해줘', datacenter],
    [
      'buy 2 sql server 2019 standard for Wide World Importers',
      { command: 'buy', customer: 'Wide World Importers', quantity: 2, about: 'sql server 2019 standard' },
    ],
    [
      '给 Wide World Importers 购买 SQL Server 企业版 3 年 2 个',
      { command: 'buy', customer: 'Wide World Importers', quantity: 2, about: 'SQL Server 企业版 3 年' },
    ],
    [
      'Wide World Importers용 SQL Server 2022 표준 3년 5개 구매',
      { command: 'buy', customer: 'Wide World Importers', quantity: 5, about: 'SQL Server 2022 표준 3년' },
    ],
    ['buy', { command: 'buy', about: '' }],
  ])('%s', (line, facts) => {
    expect(read(line)).toEqual(facts)
  })

  it.each([
    'buy windows server 2022 datacenter for contoso.com',
    'buy windows server standard 16 core 3 years for contoso.com',
    'buy windows 7 esu for contoso.com',
    'buy 1 or 1 windows server for contoso.com',
    'buy -1 windows server for contoso.com',
    'buy 1e9 windows server for contoso.com',
    'buy 1.5 windows server for contoso.com',
  ])('%s: no number in it is how many', (line) => {
    expect(read(line)).toMatchObject({ command: 'buy', customer: 'contoso.com' })
    expect(read(line)).not.toHaveProperty('quantity')
  })
})

describe('the command of a sentence', () => {
  it.each([
    [
      'cancel order CSP-1002 for contoso.com',
      { command: 'cancel', orderId: 'CSP-1002', customer: 'contoso.com', about: '' },
    ],
    [
      'cancel order 2y6dF_rV for contoso.com',
      { command: 'cancel', orderId: '2y6dF_rV', customer: 'contoso.com', about: '' },
    ],
    ['order CSP-1001 cancel', { command: 'cancel', orderId: 'CSP-1001', about: '' }],
    [
      '取消 contoso.com 的订单 CSP-1002',
      { command: 'cancel', orderId: 'CSP-1002', customer: 'contoso.com', about: '' },
    ],
    ['订单 CSP-1002 取消', { command: 'cancel', orderId: 'CSP-1002', about: '' }],
    ['取消购买 CSP-1002', { command: 'cancel', orderId: 'CSP-1002', about: '购买' }],
    ['contoso.com 주문 CSP-1002 취소', { command: 'cancel', orderId: 'CSP-1002', customer: 'contoso.com', about: '' }],
    ['구매 취소', { command: 'cancel', about: '구매' }],
    ['orders for Contoso', { command: 'orders', customer: 'Contoso', about: '' }],
    ['contoso.com 的订单', { command: 'orders', customer: 'contoso.com', about: '' }],
    ['Contoso의 주문', { command: 'orders', customer: 'Contoso', about: '' }],
    ['Contoso 주문', { command: 'orders', about: 'Contoso' }],
    ['ORDERS', { command: 'orders', about: '' }],
    ['preorders', 'unknown'],
    ['buyer', 'unknown'],
    ['help', 'help'],
  ])('%s', (line, facts) => {
    expect(read(line)).toEqual(facts)
  })
})
