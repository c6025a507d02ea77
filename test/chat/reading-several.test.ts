import { describe, expect, it } from 'vitest'
import { withoutMarkup } from '../../src/chat/said.ts'
import { read } from '../support/reading.ts'

const contoso = 'c0000000-0000-4000-8000-000000000001'
const page = 'https://partner.microsoft.com'

const two = { orderId: 'CSP-1001', moreOrders: ['CSP-1002'] }
const three = { orderId: 'CSP-1001', moreOrders: ['CSP-1002', 'CSP-1003'] }
const one = { orderId: 'CSP-1001' }
const ofContoso = { customer: 'contoso.com' }

describe.each([
  {
    language: 'English',
    rows: [
      ['cancel CSP-1001 and CSP-1002', two],
      ['cancel CSP-1001, CSP-1002', two],
      ['cancel CSP-1001 & CSP-1002 please', two],
      ['cancel orders CSP-1001 and 1002', two],
      ['cancel CSP-1001, CSP-1002 and CSP-1003', three],
      ['cancel CSP-1001, 1002, 1003', three],
      ['cancel orders 2y6dF_rV and 3x7eG_sW', { orderId: '2y6dF_rV', moreOrders: ['3x7eG_sW'] }],
      ['cancel CSP-1001 to CSP-1003', { ...one, unread: ['CSP-1003'] }],
      ['keys for CSP-1001 and CSP-1002', { ...one, unread: ['CSP-1002'] }],
      ['cancel <CSP-1001>', one],
      ['cancel "CSP-1001"', one],
      ['cancel ‘CSP-1001’', one],
      ['cancel `CSP-1001`', one],
      ['cancel (CSP-1001).', one],
      ['cancel [CSP-1001]!', one],
      ['cancel #CSP-1001;', one],
      ['cancel &lt;CSP-1001&gt;', one],
      ['cancel order a68736758d9c', { orderId: 'a68736758d9c' }],
      ['cancel YxH1q4KScfvfkJQjgRI8QY1DznnUWZTH1', { orderId: 'YxH1q4KScfvfkJQjgRI8QY1DznnUWZTH1' }],
      ['keys for anna@contoso.com', ofContoso],
      ['keys for Anna Berg <anna.berg@contoso.com>', ofContoso],
      ['orders mailto:anna@contoso.com', ofContoso],
      ['keys https://www.contoso.com/about', ofContoso],
      ['orders for contoso.com and fabrikam.com.au', { ...ofContoso, unread: ['fabrikam.com.au'] }],
      [
        `orders ${page}/en-us/dashboard/commerce2/customers/${contoso}/orders/CSP-1002`,
        { customer: contoso, orderId: 'CSP-1002' },
      ],
      [
        `cancel ${page}/commerce/customers/${contoso}/orderhistory?orderId=CSP-1002&x=1.`,
        { customer: contoso, orderId: 'CSP-1002' },
      ],
      [`keys (${page}/commerce/customers/${contoso}/software)`, { customer: contoso }],
      [
        `cancel ${page}/dashboard/v2/customers/${contoso}/orders/11111111-2222-4333-8444-555555555555`,
        { customer: contoso, orderId: '11111111-2222-4333-8444-555555555555' },
      ],
      [`orders partner.microsoft.com/x#/customers/${contoso}`, { customer: contoso }],
      [`orders ${page}/dashboard?customerTenantId%3D${contoso}`, { customer: contoso }],
      [`${page}/commerce/customers/${contoso}/subscriptions`, { customer: contoso }],
      [`orders ${page}/dashboard/home`, { unread: [`${page}/dashboard/home`] }],
    ],
  },
  {
    language: 'Chinese',
    rows: [
      ['取消 CSP-1001 和 CSP-1002', two],
      ['取消CSP-1001、CSP-1002', two],
      ['取消订单 CSP-1001，CSP-1002', two],
      ['取消 CSP-1001 与 CSP-1002', two],
      ['取消 CSP-1001 和 1002', two],
      ['请取消 CSP-1001、CSP-1002 和 CSP-1003，谢谢', three],
      ['取消 CSP-1001、1002、1003', three],
      ['取消 CSP-1001 到 CSP-1003', { ...one, unread: ['CSP-1003'] }],
      ['CSP-1001 和 CSP-1002 的密钥', { ...one, unread: ['CSP-1002'] }],
      ['取消“CSP-1001”', one],
      ['取消《CSP-1001》', one],
      ['取消<CSP-1001>', one],
      ['取消（CSP-1001）。', one],
      ['取消 `CSP-1001`', one],
      ['取消＃CSP-1001', one],
      ['取消訂單 CSP-1001', one],
      ['取消订单 a68736758d9c', { orderId: 'a68736758d9c' }],
      ['anna@contoso.com 的密钥', ofContoso],
      ['给 anna@contoso.com 买 2 套 SQL Server', { ...ofContoso, quantity: 2 }],
      ['https://contoso.com 的订单', ofContoso],
      ['contoso.com 和 fabrikam.com.au 的订单', { ...ofContoso, unread: ['fabrikam.com.au'] }],
      [
        `${page}/zh-cn/dashboard/customers/${contoso}/orders/CSP-1002 的订单`,
        { customer: contoso, orderId: 'CSP-1002' },
      ],
      [`取消${page}/customers/${contoso}/orders/CSP-1002。`, { customer: contoso, orderId: 'CSP-1002' }],
      [`查看订单：${page}/customers/${contoso}`, { customer: contoso }],
    ],
  },
  {
    language: 'Korean',
    rows: [
      ['CSP-1001과 CSP-1002 취소', two],
      ['CSP-1001, CSP-1002 취소해 주세요', two],
      ['CSP-1001 및 CSP-1002 취소', two],
      ['CSP-1001 그리고 CSP-1002를 취소', two],
      ['주문 CSP-1001, 1002 취소', two],
      ['CSP-1001, CSP-1002, CSP-1003 취소', three],
      ['CSP-1001, 1002 및 1003 취소', three],
      ['CSP-1001부터 CSP-1003까지 취소', { ...one, unread: ['CSP-1003'] }],
      ['CSP-1001과 CSP-1002 키', { ...one, unread: ['CSP-1002'] }],
      ['<CSP-1001> 취소', one],
      ['"CSP-1001" 취소', one],
      ['‘CSP-1001’ 취소', one],
      ['`CSP-1001` 취소', one],
      ['(CSP-1001) 취소.', one],
      ['#CSP-1001 취소', one],
      ['「CSP-1001」 취소', one],
      ['주문 a68736758d9c 취소', { orderId: 'a68736758d9c' }],
      ['anna@contoso.com의 주문', ofContoso],
      ['anna@contoso.com 키', ofContoso],
      ['https://contoso.com 주문', ofContoso],
      ['contoso.com과 fabrikam.com.au 주문', { ...ofContoso, unread: ['fabrikam.com.au'] }],
      [`${page}/ko-kr/customers/${contoso}/orders/CSP-1002 취소`, { customer: contoso, orderId: 'CSP-1002' }],
      [`${page}/customers/${contoso} 주문`, { customer: contoso }],
    ],
  },
] as { language: string; rows: [string, object][] }[])('several things and pasted ones in $language', ({ rows }) => {
  it.each(rows)('%s', (line, facts) => {
    const { sentence } = read(line)
    expect(sentence).toMatchObject(facts)
    for (const fact of ['orderId', 'moreOrders', 'customer', 'quantity', 'unread'])
      if (!(fact in facts)) expect(sentence).not.toHaveProperty(fact)
  })
})

describe('what Teams puts around words', () => {
  it.each([
    ['<at>CSP Desk</at> cancel <CSP-1001>', 'cancel <CSP-1001>'],
    ['<p>cancel <strong>CSP-1001</strong></p>', 'cancel  CSP-1001'],
    ['<div class="x">keys</div><br/>', 'keys'],
    ['orders <2y6dF_rV> <anna@contoso.com>', 'orders <2y6dF_rV> <anna@contoso.com>'],
  ])('%s', (typed, left) => {
    expect(withoutMarkup(typed).replace('CSP Desk', '').replace(/\s+/gu, ' ').trim()).toBe(left.replace(/\s+/gu, ' '))
  })
})
