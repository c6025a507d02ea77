import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/chat/feature.ts'
import { route } from '../../src/chat/router.ts'
import { readSentence } from '../../src/chat/sentence.ts'
import { commandsLikeTheDesks } from '../support/commands.ts'

const calendar = { today: '2026-11-22', dayFirst: false }

const read = (line: string, today = calendar) => {
  const request = route(line, commandsLikeTheDesks, today)
  if (request.kind === 'unsure') return { unsure: request.guesses.map((guess: Command) => guess.name) }
  if (request.kind !== 'command') return request.kind
  const { text: _, about, ...facts } = request.sentence
  return { command: request.command.name, ...(about !== '' && { about }), ...facts }
}

const tenOfDatacenter = { command: 'buy', customer: 'Contoso', quantity: 10, about: 'Windows Server Datacenter' }
const cancels = { command: 'cancel', orderId: 'CSP-1002' }
const lastWeek = { preset: 'last-week' }
const halfOfNovember = { from: '2026-11-01', to: '2026-11-15' }

describe('an English sentence', () => {
  it.each<[string, object | string]>([
    ['buy 10 Windows Server Datacenter for Contoso', tenOfDatacenter],
    [
      'BUY 10 LICENSES OF Windows Server Datacenter FOR Contoso.',
      { ...tenOfDatacenter, about: 'Windows Server Datacenter' },
    ],
    ['buy for Contoso 10 Windows Server Datacenter', tenOfDatacenter],
    ['buy Windows Server Datacenter x 10 for Contoso', tenOfDatacenter],
    ['I want to buy ten Windows Server Datacenter for Contoso, please', tenOfDatacenter],
    ['could you please order 10 Windows Server Datacenter for Contoso?', tenOfDatacenter],
    ['Hi, can you help me buy 10 Windows Server Datacenter for Contoso', tenOfDatacenter],
    ['I wonder whether we could buy 10 Windows Server Datacenter for Contoso', tenOfDatacenter],
    [
      'buy 1,000 windows server cal for contoso.com',
      { command: 'buy', customer: 'contoso.com', quantity: 1000, about: 'windows server cal' },
    ],
    [
      'buy 2 sql server 2019 standard for Wide World Importers',
      { command: 'buy', customer: 'Wide World Importers', quantity: 2, about: 'sql server 2019 standard' },
    ],
    [
      'buy 2 windows server 2022 standard for 3 years for fabrikam, PO 4711',
      {
        command: 'buy',
        customer: 'fabrikam',
        quantity: 2,
        about: 'windows server 2022 standard 3 years',
        poNumber: '4711',
      },
    ],
    [
      'buy 1 sql server with purchase order number A-2026/17 for “Tailspin Toys”',
      { command: 'buy', customer: 'Tailspin Toys', quantity: 1, about: 'sql server', poNumber: 'A-2026/17' },
    ],
    ['ｂｕｙ　１０ Windows Server Datacenter\nfor Contoso', tenOfDatacenter],
    ['buy', { command: 'buy' }],
    ['cancel CSP-1002', cancels],
    ['please cancel the order csp-1002', { ...cancels, orderId: 'csp-1002' }],
    ['Could you cancel CSP‑1002 now?', cancels],
    ['cancel CSP 1002', cancels],
    ['cancel purchase order CSP-1002', cancels],
    ['order CSP-1002 cancel', cancels],
    ['cancel order CSP-1002 for contoso.com', { ...cancels, customer: 'contoso.com' }],
    ['cancel order 2y6dF_rV for contoso.com', { command: 'cancel', orderId: '2y6dF_rV', customer: 'contoso.com' }],
    ['cancel order for contoso.com', { command: 'cancel', customer: 'contoso.com' }],
    ['cancel sql server for contoso', { command: 'cancel', customer: 'contoso', about: 'sql server' }],
    ['keys for contoso sql server', { command: 'keys', customer: 'contoso sql server' }],
    ['Get me the keys for Contoso, please!', { command: 'keys', customer: 'Contoso' }],
    ['where are the download links', { command: 'keys' }],
    ['sql server keys of contoso', { command: 'keys', about: 'sql server contoso' }],
    ['orders for Contoso', { command: 'orders', customer: 'Contoso' }],
    ["Contoso's orders", { command: 'orders', about: 'Contoso' }],
    ['show all orders', { command: 'orders', about: 'all' }],
    ['orders for all customers', { command: 'orders', about: 'all' }],
    ['orders closing this week', { command: 'orders', about: 'closing', range: { preset: 'this-week' } }],
    ['CSP-1002', { command: 'orders', orderId: 'CSP-1002' }],
    ['contoso.com', { command: 'orders', customer: 'contoso.com' }],
    ['activity last week', { command: 'activity', range: lastWeek }],
    ["last week's activity", { command: 'activity', range: lastWeek }],
    ['activity yesterday for contoso', { command: 'activity', customer: 'contoso', range: { preset: 'yesterday' } }],
    ['activity from Nov 1 to Nov 15', { command: 'activity', range: halfOfNovember }],
    ['show me the activity log for 1-15 November', { command: 'activity', range: halfOfNovember }],
    ['activity 2026-11-01 to 2026-11-15', { command: 'activity', range: halfOfNovember }],
    ['activity 11/1 - 11/15', { command: 'activity', range: halfOfNovember }],
    [
      'download the activity log for the last 30 days',
      { command: 'activity', about: 'download', range: { preset: 'last-30-days' } },
    ],
    ['support CSP-1004 for contoso.com', { command: 'support', orderId: 'CSP-1004', customer: 'contoso.com' }],
    ['file a support request for CSP-1004', { command: 'support', orderId: 'CSP-1004' }],
    ['support SR-1001', { command: 'support', orderId: 'SR-1001' }],
    ['check my approvals', { command: 'approvals' }],
    ['open the settings', { command: 'settings' }],
    ['Help!', 'help'],
    [
      'I need 5 SQL Server 2022 Standard licenses for Tailspin Toys',
      { command: 'buy', about: 'SQL Server 2022 Standard licenses', customer: 'Tailspin Toys', quantity: 5 },
    ],
    [
      'need 3 windows server standard for fabrikam',
      { command: 'buy', about: 'windows server standard', customer: 'fabrikam', quantity: 3 },
    ],
    [
      'get 10 windows server datacenter for contoso',
      { command: 'buy', about: 'windows server datacenter', customer: 'contoso', quantity: 10 },
    ],
    ['place an order for contoso.com', { command: 'buy', customer: 'contoso.com' }],
    ['place a new order for contoso', { command: 'buy', customer: 'contoso' }],
    [
      'buy 25 windows server cal for adventure-works.com',
      { command: 'buy', about: 'windows server cal', customer: 'adventure-works.com', quantity: 25 },
    ],
    [
      'buy 5x windows server for contoso',
      { command: 'buy', about: 'windows server', customer: 'contoso', quantity: 5 },
    ],
    [
      'purchase order number 4711 buy 2 sql server for contoso',
      { command: 'buy', about: 'sql server', customer: 'contoso', quantity: 2, poNumber: '4711' },
    ],
    ['cancel order number 2y6dF_rV', { command: 'cancel', orderId: '2y6dF_rV' }],
    ['cancel order no. CSP-1002', { command: 'cancel', orderId: 'CSP-1002' }],
    ['cancel the purchase of SQL Server for Contoso', { command: 'cancel', about: 'SQL Server', customer: 'Contoso' }],
    ['refund CSP-1004', { command: 'support', orderId: 'CSP-1004' }],
    ['I want a refund for CSP-1004', { command: 'support', orderId: 'CSP-1004' }],
    ['product key for order CSP-1001', { command: 'keys', orderId: 'CSP-1001' }],
    ['download link for contoso sql server', { command: 'keys', customer: 'contoso sql server' }],
    [
      'keys for windows server 2019 for contoso',
      { command: 'keys', about: 'windows server 2019', customer: 'contoso' },
    ],
    ['status of order CSP-1002', { command: 'orders', orderId: 'CSP-1002' }],
    ['which orders can still be cancelled', { command: 'orders', about: 'which can still be cancelled' }],
    ['orders cancelled last month', { command: 'orders', about: 'cancelled', range: { preset: 'last-month' } }],
    ['who saw keys yesterday', { command: 'activity', about: 'saw keys', range: { preset: 'yesterday' } }],
    [
      'who downloaded what in October',
      { command: 'activity', about: 'downloaded what', range: { from: '2026-10-01', to: '2026-10-31' } },
    ],
    ['activity since Monday', { command: 'activity', range: { from: '2026-11-16', to: '2026-11-22' } }],
    ['activity this year', { command: 'activity', range: { from: '2026-01-01', to: '2026-11-22' } }],
    ['activity last year', { command: 'activity', range: { from: '2025-01-01', to: '2025-12-31' } }],
    ['open a ticket for CSP-1004', { command: 'support', orderId: 'CSP-1004' }],
    ['support ticket for CSP-1004', { command: 'support', orderId: 'CSP-1004' }],
    ['pending approvals', { command: 'approvals', about: 'pending' }],
    ['change language to Korean', { command: 'settings', about: 'change Korean' }],
    ['quiet hours', { command: 'settings' }],
    ['what can you do', 'help'],
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
    'buy windows server for USD 500 for contoso.com',
  ])('%s: no number in it is how many', (line) => {
    expect(read(line)).toMatchObject({ command: 'buy', customer: 'contoso.com' })
    expect(read(line)).not.toHaveProperty('quantity')
  })
})

describe('a Chinese sentence', () => {
  it.each<[string, object | string]>([
    ['给 Contoso 买 10 套 Windows Server Datacenter', tenOfDatacenter],
    ['给 Contoso 购买 10 Windows Server Datacenter', tenOfDatacenter],
    ['给Contoso购买10个Windows Server Datacenter', tenOfDatacenter],
    ['购买 10 个 Windows Server Datacenter 给 Contoso', tenOfDatacenter],
    ['请给 Contoso 购买１０套 Windows Server Datacenter。', tenOfDatacenter],
    ['我想给 Contoso 买十套 Windows Server Datacenter，谢谢', tenOfDatacenter],
    ['麻烦您帮我为 Contoso 采购 10 份 Windows Server Datacenter', tenOfDatacenter],
    [
      '给 Wide World Importers 购买 SQL Server 企业版 3 年 2 个',
      { command: 'buy', customer: 'Wide World Importers', quantity: 2, about: 'SQL Server 企业版 3 年' },
    ],
    [
      '给 Fabrikam 买两套 Windows Server 2022 标准版，三年，PO 4711',
      { command: 'buy', customer: 'Fabrikam', quantity: 2, about: 'Windows Server 2022 标准版 三年', poNumber: '4711' },
    ],
    [
      '为 fabrikam.com.au 买 1 套 SQL Server，采购订单号：A-17',
      { command: 'buy', customer: 'fabrikam.com.au', quantity: 1, about: 'SQL Server', poNumber: 'A-17' },
    ],
    ['我要买软件', { command: 'buy', about: '软件' }],
    ['购买', { command: 'buy' }],
    ['取消订单 CSP-1002', cancels],
    ['帮我取消 CSP-1002', cancels],
    ['请帮我取消一下订单CSP-1002，谢谢您！', cancels],
    ['取消 order CSP-1002', cancels],
    ['订单 CSP-1002 取消', cancels],
    ['取消购买 CSP-1002', cancels],
    ['取消 contoso.com 的订单 CSP-1002', { ...cancels, customer: 'contoso.com' }],
    ['取消 Contoso 的 SQL Server', { command: 'cancel', about: 'Contoso SQL Server' }],
    ['Contoso 的 SQL Server 密钥', { command: 'keys', about: 'Contoso SQL Server' }],
    ['获取 contoso.com 的密钥', { command: 'keys', customer: 'contoso.com' }],
    ['订单 CSP-1001 的密钥', { command: 'keys', orderId: 'CSP-1001' }],
    ['下载', { command: 'keys' }],
    ['contoso.com 的订单', { command: 'orders', customer: 'contoso.com' }],
    ['给我看 Contoso 的订单', { command: 'orders', about: 'Contoso' }],
    ['所有订单', { command: 'orders', about: '所有' }],
    ['已取消的订单', { command: 'orders', about: '已取消' }],
    ['上周的活动', { command: 'activity', range: lastWeek }],
    ['昨天的活动日志', { command: 'activity', range: { preset: 'yesterday' } }],
    ['11月1日到11月15日的活动', { command: 'activity', range: halfOfNovember }],
    ['查看2026年11月1日至15日的活动日志', { command: 'activity', range: halfOfNovember }],
    [
      '查看 contoso.com 上个月的活动',
      { command: 'activity', customer: 'contoso.com', range: { preset: 'last-month' } },
    ],
    ['最近30天的活动', { command: 'activity', range: { preset: 'last-30-days' } }],
    ['支持请求 CSP-1004', { command: 'support', orderId: 'CSP-1004' }],
    [
      '请为 contoso.com 提交订单 CSP-1004 的支持请求',
      { command: 'support', orderId: 'CSP-1004', customer: 'contoso.com' },
    ],
    ['我的审批', { command: 'approvals' }],
    ['请打开设置', { command: 'settings' }],
    ['帮助', 'help'],
    ['你好！', 'help'],
    [
      '我需要5套SQL Server 2022标准版，给Tailspin Toys',
      { command: 'buy', about: 'SQL Server 2022标准版', customer: 'Tailspin Toys', quantity: 5 },
    ],
    [
      '帮我给Contoso下单10套Windows Server Datacenter',
      { command: 'buy', about: 'Windows Server Datacenter', customer: 'Contoso', quantity: 10 },
    ],
    ['给 Contoso 下一个订单', { command: 'buy', customer: 'Contoso' }],
    [
      '订购5份SQL Server 给 fabrikam.com.au',
      { command: 'buy', about: 'SQL Server', customer: 'fabrikam.com.au', quantity: 5 },
    ],
    ['取消订单号 CSP-1002', { command: 'cancel', orderId: 'CSP-1002' }],
    ['退款 CSP-1004', { command: 'support', orderId: 'CSP-1004' }],
    ['我要给 CSP-1004 申请退款', { command: 'support', orderId: 'CSP-1004' }],
    ['CSP-1001 的产品密钥是什么', { command: 'keys', orderId: 'CSP-1001' }],
    ['Contoso 的下载链接', { command: 'keys', about: 'Contoso' }],
    ['CSP-1002 的状态', { command: 'orders', orderId: 'CSP-1002' }],
    ['Contoso 有哪些订单', { command: 'orders', about: 'Contoso' }],
    ['还可以取消的订单', { command: 'orders', about: '还可以取消' }],
    ['昨天谁看了密钥', { command: 'activity', about: '看了密钥', range: { preset: 'yesterday' } }],
    ['Mina Park 上周的活动', { command: 'activity', about: 'Mina Park', range: { preset: 'last-week' } }],
    ['上上周的活动', { command: 'activity', about: '上上周' }],
    ['最近三天的活动', { command: 'activity', range: { from: '2026-11-20', to: '2026-11-22' } }],
    ['十月份的活动', { command: 'activity', range: { from: '2026-10-01', to: '2026-10-31' } }],
    ['十一月一日到十一月十五日的活动', { command: 'activity', range: { from: '2026-11-01', to: '2026-11-15' } }],
    ['今天的活动记录', { command: 'activity', range: { preset: 'today' } }],
    ['操作日志', { command: 'activity' }],
    ['支持工单 CSP-1004', { command: 'support', orderId: 'CSP-1004' }],
    ['更改语言', { command: 'settings', about: '更改' }],
    ['你能做什么', 'help'],
  ])('%s', (line, facts) => {
    expect(read(line)).toEqual(facts)
  })
})

describe('a Korean sentence', () => {
  it.each<[string, object | string]>([
    ['Contoso에 Windows Server Datacenter 10개 구매', tenOfDatacenter],
    ['Contoso용 Windows Server Datacenter 10 구매', tenOfDatacenter],
    ['Contoso에게 Windows Server Datacenter 10개를 구매해줘', tenOfDatacenter],
    ['Contoso에 Windows Server Datacenter 열 개 구매해 주세요.', tenOfDatacenter],
    ['Contoso를 위해 Windows Server Datacenter １０개 구매하고 싶어요', tenOfDatacenter],
    ['Contoso에 Windows Server Datacenter 10 카피 구입 부탁드립니다', tenOfDatacenter],
    ['Contoso에 Windows Server Datacenter 10개 구매해 주실 수 있나요?', tenOfDatacenter],
    [
      'Wide World Importers용 SQL Server 2022 표준 3년 5개 구매',
      { command: 'buy', customer: 'Wide World Importers', quantity: 5, about: 'SQL Server 2022 표준 3년' },
    ],
    [
      'Fabrikam에 SQL Server 2개 구매, 구매 주문 번호 A-17',
      { command: 'buy', customer: 'Fabrikam', quantity: 2, about: 'SQL Server', poNumber: 'A-17' },
    ],
    [
      'contoso.com에 SQL Server 세 개 구매',
      { command: 'buy', customer: 'contoso.com', quantity: 3, about: 'SQL Server' },
    ],
    ['구매', { command: 'buy' }],
    ['CSP-1002 주문 취소', cancels],
    ['주문 CSP-1002 취소해 주세요', cancels],
    ['주문번호 CSP-1002를 취소하고 싶어요', cancels],
    ['CSP-1002 구매 취소 부탁해요', cancels],
    ['cancel 주문 CSP-1002', cancels],
    ['contoso.com 주문 CSP-1002 취소', { ...cancels, customer: 'contoso.com' }],
    ['Contoso의 SQL Server 취소', { command: 'cancel', customer: 'Contoso', about: 'SQL Server' }],
    ['구매 취소', { command: 'cancel' }],
    ['Contoso SQL Server 키', { command: 'keys', about: 'Contoso SQL Server' }],
    ['Contoso의 SQL Server 키를 보여 주세요', { command: 'keys', customer: 'Contoso', about: 'SQL Server' }],
    ['주문 CSP-1001의 제품 키', { command: 'keys', orderId: 'CSP-1001' }],
    ['다운로드', { command: 'keys' }],
    ['Contoso의 주문', { command: 'orders', customer: 'Contoso' }],
    ['Contoso 주문 보여줘', { command: 'orders', about: 'Contoso' }],
    ['모든 주문 보기', { command: 'orders', about: '모든' }],
    ['취소된 주문', { command: 'orders', about: '취소된' }],
    ['지난주 활동', { command: 'activity', range: lastWeek }],
    ['어제 활동 로그', { command: 'activity', range: { preset: 'yesterday' } }],
    ['11월 1일부터 11월 15일까지 활동', { command: 'activity', range: halfOfNovember }],
    ['11월 1일~15일 활동 보여 주세요', { command: 'activity', range: halfOfNovember }],
    ['최근 7일 활동', { command: 'activity', range: { preset: 'last-7-days' } }],
    ['contoso.com의 이번 달 활동', { command: 'activity', customer: 'contoso.com', range: { preset: 'this-month' } }],
    ['CSP-1004 지원 요청', { command: 'support', orderId: 'CSP-1004' }],
    [
      'contoso.com 주문 CSP-1004 지원 요청해 주세요',
      { command: 'support', orderId: 'CSP-1004', customer: 'contoso.com' },
    ],
    ['승인', { command: 'approvals' }],
    ['설정 열어 줘', { command: 'settings' }],
    ['도움말', 'help'],
    ['안녕하세요', 'help'],
    [
      'Tailspin Toys에 SQL Server 2022 Standard 5개 필요해요',
      { command: 'buy', about: 'SQL Server 2022 Standard', customer: 'Tailspin Toys', quantity: 5 },
    ],
    [
      'Contoso에 Windows Server Datacenter 10개 주문해 주세요',
      { command: 'buy', about: 'Windows Server Datacenter', customer: 'Contoso', quantity: 10 },
    ],
    [
      'Contoso에 Windows Server Datacenter 10개 사줘',
      { command: 'buy', about: 'Windows Server Datacenter', customer: 'Contoso', quantity: 10 },
    ],
    ['새 주문', { command: 'buy' }],
    [
      'Fabrikam에 SQL Server 2개 발주, 발주번호 A-17',
      { command: 'buy', about: 'SQL Server', customer: 'Fabrikam', quantity: 2, poNumber: 'A-17' },
    ],
    ['취소 주문번호 CSP-1002', { command: 'cancel', orderId: 'CSP-1002' }],
    ['CSP-1004 환불받고 싶어요', { command: 'support', orderId: 'CSP-1004' }],
    ['CSP-1001 제품키', { command: 'keys', orderId: 'CSP-1001' }],
    ['Contoso 다운로드 링크', { command: 'keys', about: 'Contoso' }],
    ['CSP-1002 상태', { command: 'orders', orderId: 'CSP-1002' }],
    ['취소할 수 있는 주문', { command: 'orders', about: '취소할 수 있는' }],
    ['어제 누가 키를 봤나요', { command: 'activity', about: '키 봤나요', range: { preset: 'yesterday' } }],
    ['지지난주 활동', { command: 'activity', about: '지지난주' }],
    ['월요일부터 활동', { command: 'activity', range: { from: '2026-11-16', to: '2026-11-22' } }],
    ['올해 활동', { command: 'activity', range: { from: '2026-01-01', to: '2026-11-22' } }],
    ['오늘 활동 내역', { command: 'activity', range: { preset: 'today' } }],
    ['CSP-1004 지원 티켓', { command: 'support', orderId: 'CSP-1004' }],
    ['지원팀에 문의', { command: 'support' }],
    ['언어를 한국어로 바꿔줘', { command: 'settings', about: '한국어로' }],
    ['뭐 할 수 있어?', 'help'],
  ])('%s', (line, facts) => {
    expect(read(line)).toEqual(facts)
  })
})

describe('what is not a command', () => {
  it.each([
    ['I bought a keyboard', 'unknown'],
    ['preorders', 'unknown'],
    ['buyer', 'unknown'],
    ['키보드', 'unknown'],
    ['make me a sandwich', 'unknown'],
    ['our activity is fine', { unsure: ['activity'] }],
    ['thank you for your support', { unsure: ['support'] }],
    ['we had a long talk about how support could be better', { unsure: ['support'] }],
    ['谢谢你的支持', { unsure: ['support'] }],
    ['지원해 주셔서 감사합니다', { unsure: ['support'] }],
    ["don't cancel CSP-1002", { unsure: ['cancel'] }],
    ['不要取消 CSP-1002', { unsure: ['cancel'] }],
    ['CSP-1002 취소하지 마세요', { unsure: ['cancel'] }],
  ])('%s', (line, answer) => {
    expect(read(line)).toEqual(answer)
  })
})

describe('the days of a sentence', () => {
  const rangeOf = (words: string, today = calendar) => readSentence(words, today).range

  it.each([
    ['Nov 25', '2025-11-25', '2025-11-25'],
    ['on November 3rd, 2024', '2024-11-03', '2024-11-03'],
    ['Nov 1 to Nov 30', '2026-11-01', '2026-11-30'],
    ['Dec 15 to Jan 5', '2025-12-15', '2026-01-05'],
    ['2026-11-15 to 2026-11-01', '2026-11-01', '2026-11-15'],
    ['since Nov 3', '2026-11-03', '2026-11-22'],
    ['11月3日以来', '2026-11-03', '2026-11-22'],
    ['11월 3일 이후', '2026-11-03', '2026-11-22'],
    ['in February 2024', '2024-02-01', '2024-02-29'],
    ['12月', '2025-12-01', '2025-12-31'],
    ['last 14 days', '2026-11-09', '2026-11-22'],
    ['Feb 29', '2024-02-29', '2024-02-29'],
  ])('%s is %s to %s', (words, from, to) => {
    expect(rangeOf(words)).toEqual({ from, to })
  })

  it('puts day and month where the reader does', () => {
    expect(rangeOf('1/11 - 3/11', { ...calendar, dayFirst: true })).toEqual({ from: '2026-11-01', to: '2026-11-03' })
    expect(rangeOf('1/11 - 3/11')).toEqual({ from: '2026-01-11', to: '2026-03-11' })
  })

  it.each(['Nov 31', '2026-13-01', '24/7', '16 core', '3 years', 'SQL Server 2022'])('%s names none', (words) => {
    expect(rangeOf(words)).toBeUndefined()
  })
})

describe('any line at all', () => {
  const pieces = [
    'buy ',
    'for ',
    '에게',
    '给',
    'Nov 1 ',
    '1',
    ',',
    '.',
    '-',
    '"',
    'order ',
    'a',
    '\n',
    '<',
    'contoso.com ',
    'ﷺ',
    '年',
    '월',
  ]
  const lines = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 300 }).map((all) => all.join('')),
  )

  it('is read without failing, and no fact is longer than what was said', () => {
    fc.assert(
      fc.property(lines, (line) => {
        const sentence = readSentence(line, calendar)
        expect(sentence.about.length).toBeLessThanOrEqual(sentence.text.length + ' all'.length)
        expect(['command', 'help', 'unsure', 'unknown']).toContain(route(line, commandsLikeTheDesks, calendar).kind)
      }),
      { numRuns: 300 },
    )
  })

  it('is cut to what could fill a form before anything is looked for in it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...pieces), (piece) => {
        const whole = readSentence(piece.repeat(20_000), calendar)
        expect(whole.text.length).toBeLessThanOrEqual(1_000)
        expect(readSentence(piece.repeat(20_000).slice(0, 1_000), calendar)).toEqual(whole)
      }),
    )
  })
})
