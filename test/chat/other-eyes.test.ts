import { describe, expect, it } from 'vitest'
import { calendarOf } from '../../src/chat/written-day.ts'
import { onlyProductWords } from '../../src/commerce/product-words.ts'
import { daysOf } from '../../src/features/activity-log/days.ts'
import { Reader } from '../../src/platform/language.ts'
import { read } from '../support/reading.ts'

// Written by somebody who had not written the readers, from what people type: what is read is right, or left empty and told.

const sentenceOf = (line: string, calendar?: Parameters<typeof read>[1]) => {
  const { sentence } = read(line, calendar)
  if (sentence === undefined) throw new Error(`no command is heard in: ${line}`)
  return sentence
}

describe('how many, said in a whole sentence', () => {
  it.each([
    // English
    ['buy 25 windows server standard for contoso.com', 25],
    ['buy windows server standard x25 for contoso.com', 25],
    ['buy windows server standard × 25 for contoso.com', 25],
    ['buy windows server standard qty 25 for contoso.com', 25],
    ['buy windows server standard, quantity: 25, for contoso.com', 25],
    ['please order twenty-five licences of windows server standard for contoso.com', 25],
    ['I need 25 seats of windows server standard for contoso.com', 25],
    ['purchase fifteen windows server cal for contoso.com', 15],
    ['buy one hundred and twenty windows server cal for contoso.com', 120],
    ['buy 1,250 windows server cal for contoso.com', 1_250],
    ['buy 1 250 windows server cal for contoso.com', 1_250],
    ['buy two dozen windows server cal for contoso.com', 24],
    ['buy a single windows server standard for contoso.com', 1],
    ['buy 3 windows server 2022 standard for contoso.com', 3],
    ['buy windows server 2022 standard for contoso.com', undefined],
    ['buy sql server 2019 standard 2 core for contoso.com', undefined],
    ['buy 4 sql server 2019 standard 2 core for contoso.com', 4],
    ['buy windows server cal for Studio 54', undefined],
    ['buy windows server cal for 3 Rivers Holding', undefined],
    ['buy 12 windows server cal for 3 Rivers Holding', 12],
    ['buy windows server cal for Forever 21', undefined],
    ['buy 7 windows server cal for Channel 4', 7],
    ['buy windows server standard 1 year for contoso.com', undefined],
    ['buy windows server standard 3-year for contoso.com', undefined],
    ['buy 5 windows server standard 3-year for contoso.com', 5],
    // Chinese
    ['为 contoso.com 购买 25 套 Windows Server Standard', 25],
    ['给 contoso.com 买 Windows Server 标准版 25 个', 25],
    ['购买二十五套 Windows Server 给 contoso.com', 25],
    ['购买十二套 Windows Server 给 contoso.com', 12],
    ['购买一百二十套 Windows Server 给 contoso.com', 120],
    ['购买两套 Windows Server 给 contoso.com', 2],
    ['购买两百套 Windows Server 给 contoso.com', 200],
    ['购买一千零五十套 Windows Server 给 contoso.com', 1_050],
    ['购买 1 万套 Windows Server 给 contoso.com', 10_000],
    ['购买３０套 Windows Server 给 contoso.com', 30],
    ['购买 1,250 个许可证 Windows Server CAL，客户 contoso.com', 1_250],
    ['购买一打 Windows Server CAL 给 contoso.com', 12],
    ['购买 Windows Server 2022 Standard 给 contoso.com', undefined],
    ['购买 3 套 Windows Server 2022 Standard 给 contoso.com', 3],
    ['购买 Windows Server CAL 给 三一重工', undefined],
    ['购买 Windows Server 一年期 给 contoso.com', undefined],
    ['购买 5 套 Windows Server 三年期 给 contoso.com', 5],
    ['采购二百五十份 Windows Server CAL 给 contoso.com', 250],
    ['购买九十九套 Windows Server 给 contoso.com', 99],
    ['我要买 8 套 Windows Server 给 contoso.com', 8],
    // Korean
    ['contoso.com에 Windows Server Standard 25개 구매', 25],
    ['contoso.com에 Windows Server Standard 스물다섯 개 구매', 25],
    ['contoso.com에 Windows Server Standard 열두 개 구매', 12],
    ['contoso.com에 Windows Server CAL 백이십 개 구매', 120],
    ['contoso.com에 Windows Server CAL 1만 개 구매', 10_000],
    ['contoso.com에 Windows Server CAL 천 개 구매', 1_000],
    ['contoso.com에 Windows Server CAL 두 개 구매', 2],
    ['contoso.com에 Windows Server CAL 한 개 구매', 1],
    ['contoso.com에 Windows Server CAL 1,250개 구매', 1_250],
    ['contoso.com에 Windows Server CAL ３０개 구매', 30],
    ['contoso.com에 Windows Server CAL 서른 개 구매', 30],
    ['contoso.com에 Windows Server CAL 99라이선스 구매', 99],
    ['contoso.com에 Windows Server 2022 Standard 구매', undefined],
    ['contoso.com에 Windows Server 2022 Standard 3개 구매', 3],
    ['contoso.com에 Windows Server Standard 1년 구매', undefined],
    ['contoso.com에 Windows Server Standard 3년 5개 구매', 5],
    ['Windows Server 라이선스 7개를 contoso.com에게 구매해 줘', 7],
    ['contoso.com에 Windows Server CAL 두 다스 구매', 24],
    ['contoso.com에 Windows Server CAL 오십 개 구매해 주세요', 50],
    ['삼성전자에 Windows Server CAL 구매', undefined],
  ])('%s', (line, quantity) => {
    const { quantity: heard, unread } = sentenceOf(line)
    if (quantity === undefined) expect(heard).toBeUndefined()
    // Not understood is no mistake where it is told.
    else expect(heard ?? (unread === undefined ? 'dropped without a word' : quantity)).toBe(quantity)
  })

  it.each([
    'buy 2.5 windows server cal for contoso.com',
    'buy -2 windows server cal for contoso.com',
    'buy 10-20 windows server cal for contoso.com',
    'buy 10 or 20 windows server cal for contoso.com',
    'buy ten to twelve windows server cal for contoso.com',
    'buy 1.000,50 windows server cal for contoso.com',
    'buy 10% windows server cal for contoso.com',
    'buy 0 windows server cal for contoso.com',
    'buy 1e2 windows server cal for contoso.com',
    'buy ½ windows server cal for contoso.com',
    'buy 10,00 windows server cal for contoso.com',
    'buy some 10ish windows server cal for contoso.com',
    'buy 0x10 windows server cal for contoso.com',
    'buy 1/2 windows server cal for contoso.com',
    '购买 2.5 套 Windows Server 给 contoso.com',
    '购买三四套 Windows Server 给 contoso.com',
    '购买十几套 Windows Server 给 contoso.com',
    '购买半套 Windows Server 给 contoso.com',
    '购买零套 Windows Server 给 contoso.com',
    'contoso.com에 Windows Server CAL 두세 개 구매',
    'contoso.com에 Windows Server CAL 10~20개 구매',
    'contoso.com에 Windows Server CAL 10~20 구매',
    'contoso.com에 Windows Server CAL 10개에서 20개 구매',
    'contoso.com에 Windows Server CAL 10개 또는 20개 구매',
    '购买10~20套 Windows Server 给 contoso.com',
    '购买10至20套 Windows Server 给 contoso.com',
    '购买10套到20套 Windows Server 给 contoso.com',
    '购买十到二十套 Windows Server 给 contoso.com',
    'buy 10 to 20 windows server cal for contoso.com',
    'buy 10–20 windows server cal for contoso.com',
    'buy 10 - 20 windows server cal for contoso.com',
    'buy 10 licenses or 20 licenses of windows server cal for contoso.com',
    'contoso.com에 Windows Server CAL 1.5개 구매',
    'contoso.com에 Windows Server CAL 0개 구매',
    'contoso.com에 Windows Server CAL 여러 개 10개쯤 구매',
  ])('is no whole number, and that is told: %s', (line) => {
    const { quantity, unread, about } = sentenceOf(line)
    expect(quantity).toBeUndefined()
    // What is no product's word is told where the product is chosen.
    expect(unread !== undefined || !onlyProductWords(about)).toBe(true)
  })
})

// Friday, the 27th of November 2026.
const now = new Date('2026-11-27T12:00:00Z')
const inLocale = (locale: string, timeZone = 'UTC') => calendarOf(now, { ...new Reader(locale), locale, timeZone })

describe('which days, said in a whole sentence', () => {
  it.each([
    ['en-US', 'activity today', '2026-11-27', '2026-11-27'],
    ['en-US', 'activity yesterday', '2026-11-26', '2026-11-26'],
    ['en-US', 'activity 11/25/2026', '2026-11-25', '2026-11-25'],
    ['en-US', 'activity 11/05/2026', '2026-11-05', '2026-11-05'],
    ['en-GB', 'activity 05/11/2026', '2026-11-05', '2026-11-05'],
    ['en-GB', 'activity 25/11/2026', '2026-11-25', '2026-11-25'],
    ['en-GB', 'activity 5.11.2026', '2026-11-05', '2026-11-05'],
    ['en-US', 'activity 2026-11-05', '2026-11-05', '2026-11-05'],
    ['en-US', 'activity 20261105', '2026-11-05', '2026-11-05'],
    ['en-US', 'activity Nov 5', '2026-11-05', '2026-11-05'],
    ['en-US', 'activity November 5th, 2026', '2026-11-05', '2026-11-05'],
    ['en-GB', 'activity 5th of November', '2026-11-05', '2026-11-05'],
    ['en-GB', 'activity 5 Nov 2026', '2026-11-05', '2026-11-05'],
    ['en-US', 'activity from Nov 5 to Nov 9', '2026-11-05', '2026-11-09'],
    ['en-US', 'activity Nov 5-9', '2026-11-05', '2026-11-09'],
    ['en-US', 'activity between 11/5 and 11/9', '2026-11-05', '2026-11-09'],
    ['en-US', 'activity since Nov 20', '2026-11-20', '2026-11-27'],
    ['en-US', 'activity since Monday', '2026-11-23', '2026-11-27'],
    ['en-US', 'activity last 14 days', '2026-11-14', '2026-11-27'],
    ['en-US', 'activity past two weeks', '2026-11-14', '2026-11-27'],
    ['en-US', 'activity this month', '2026-11-01', '2026-11-27'],
    ['en-US', 'activity last month', '2026-10-01', '2026-10-31'],
    ['en-US', 'activity 3 days ago', '2026-11-24', '2026-11-24'],
    ['en-US', 'activity in October', '2026-10-01', '2026-10-31'],
    ['en-US', 'activity December', '2025-12-01', '2025-12-31'],
    ['zh-CN', '活动日志 今天', '2026-11-27', '2026-11-27'],
    ['zh-CN', '活动日志 昨天', '2026-11-26', '2026-11-26'],
    ['zh-CN', '活动日志 前天', '2026-11-25', '2026-11-25'],
    ['zh-CN', '活动日志 11月5日', '2026-11-05', '2026-11-05'],
    ['zh-CN', '活动日志 2026年11月5日', '2026-11-05', '2026-11-05'],
    ['zh-CN', '活动日志 2026/11/5', '2026-11-05', '2026-11-05'],
    ['zh-CN', '活动日志 2026.11.05', '2026-11-05', '2026-11-05'],
    ['zh-CN', '活动日志 11月5号到9号', '2026-11-05', '2026-11-09'],
    ['zh-CN', '活动日志 11月5日至11月9日', '2026-11-05', '2026-11-09'],
    ['zh-CN', '活动日志 从11月20日起', '2026-11-20', '2026-11-27'],
    ['zh-CN', '活动日志 上个月', '2026-10-01', '2026-10-31'],
    ['zh-CN', '活动日志 本月', '2026-11-01', '2026-11-27'],
    ['zh-CN', '活动日志 最近两周', '2026-11-14', '2026-11-27'],
    ['zh-CN', '活动日志 最近7天', '2026-11-21', '2026-11-27'],
    ['zh-CN', '活动日志 三天前', '2026-11-24', '2026-11-24'],
    ['zh-CN', '活动日志 十月', '2026-10-01', '2026-10-31'],
    ['zh-CN', '活动日志 十一月五日', '2026-11-05', '2026-11-05'],
    ['zh-CN', '活动日志 去年12月', '2025-12-01', '2025-12-31'],
    ['zh-CN', '活动日志 上周', '2026-11-16', '2026-11-22'],
    ['zh-CN', '活动日志 这周', '2026-11-23', '2026-11-27'],
    ['ko-KR', '활동 로그 오늘', '2026-11-27', '2026-11-27'],
    ['ko-KR', '활동 로그 어제', '2026-11-26', '2026-11-26'],
    ['ko-KR', '활동 로그 그저께', '2026-11-25', '2026-11-25'],
    ['ko-KR', '활동 로그 11월 5일', '2026-11-05', '2026-11-05'],
    ['ko-KR', '활동 로그 2026년 11월 5일', '2026-11-05', '2026-11-05'],
    ['ko-KR', '활동 로그 2026. 11. 5.', '2026-11-05', '2026-11-05'],
    ['ko-KR', '활동 로그 2026-11-05', '2026-11-05', '2026-11-05'],
    ['ko-KR', '활동 로그 11월 5일부터 9일까지', '2026-11-05', '2026-11-09'],
    ['ko-KR', '활동 로그 11월 5일~11월 9일', '2026-11-05', '2026-11-09'],
    ['ko-KR', '활동 로그 11월 20일부터', '2026-11-20', '2026-11-27'],
    ['ko-KR', '활동 로그 지난달', '2026-10-01', '2026-10-31'],
    ['ko-KR', '활동 로그 이번 달', '2026-11-01', '2026-11-27'],
    ['ko-KR', '활동 로그 최근 2주', '2026-11-14', '2026-11-27'],
    ['ko-KR', '활동 로그 최근 7일', '2026-11-21', '2026-11-27'],
    ['ko-KR', '활동 로그 3일 전', '2026-11-24', '2026-11-24'],
    ['ko-KR', '활동 로그 사흘 전', '2026-11-24', '2026-11-24'],
    ['ko-KR', '활동 로그 10월', '2026-10-01', '2026-10-31'],
    ['ko-KR', '활동 로그 작년 12월', '2025-12-01', '2025-12-31'],
    ['ko-KR', '활동 로그 지난주', '2026-11-16', '2026-11-22'],
    ['ko-KR', '활동 로그 어제부터', '2026-11-26', '2026-11-27'],
  ])('%s: %s', (locale, line, from, to) => {
    const calendar = inLocale(locale)
    const { range, unread } = sentenceOf(line, calendar)
    if (range === undefined) expect(unread ?? 'dropped without a word').not.toBe('dropped without a word')
    else expect(daysOf(range, calendar.today)).toEqual({ first: from, last: to })
  })

  it.each([
    ['en-US', 'activity 13/25/2026'],
    ['en-US', 'activity 2026-02-30'],
    ['en-US', 'activity February 30'],
    ['en-US', 'activity Nov 31'],
    ['en-US', 'activity 11/25/26/27'],
    ['en-US', 'activity next week'],
    ['en-US', 'activity tomorrow'],
    ['en-US', 'activity 2027-01-01'],
    ['en-US', 'activity Q5'],
    ['en-US', 'activity last -3 days'],
    ['en-US', 'activity last 1.5 days'],
    ['en-US', 'activity 0 days ago or so'],
    ['en-GB', 'activity 31/02/2026'],
    ['zh-CN', '活动日志 13月5日'],
    ['zh-CN', '活动日志 2月30日'],
    ['zh-CN', '活动日志 明天'],
    ['zh-CN', '活动日志 下周'],
    ['ko-KR', '활동 로그 13월 5일'],
    ['ko-KR', '활동 로그 2월 30일'],
    ['ko-KR', '활동 로그 내일'],
    ['ko-KR', '활동 로그 다음 주'],
  ])('%s: %s is no day of the log, and that is told', (locale, line) => {
    const { range, unread, about } = sentenceOf(line, inLocale(locale))
    expect(range).toBeUndefined()
    expect(unread ?? about).not.toEqual('')
  })
})

describe('which order, and of whom', () => {
  it.each([
    ['cancel CSP-1002', 'CSP-1002', undefined],
    ['cancel csp-1002', 'csp-1002', undefined],
    ['cancel ＣＳＰ－１００２', 'CSP-1002', undefined],
    ['cancel CSP‑1002', 'CSP-1002', undefined],
    ['cancel “CSP-1002” please', 'CSP-1002', undefined],
    ['cancel order #CSP-1002', 'CSP-1002', undefined],
    ['cancel (CSP-1002)', 'CSP-1002', undefined],
    ['cancel <CSP-1002>', 'CSP-1002', undefined],
    ['cancel [CSP-1002]', 'CSP-1002', undefined],
    ['cancel CSP-1002.', 'CSP-1002', undefined],
    ['cancel CSP-1002, thanks!', 'CSP-1002', undefined],
    ['cancel the order CSP-1002 of Contoso', 'CSP-1002', undefined],
    ['keys for mina@contoso.com', undefined, 'contoso.com'],
    ['keys for <mina@contoso.com>', undefined, 'contoso.com'],
    ['keys for https://www.contoso.com/', undefined, 'contoso.com'],
    ['keys for CONTOSO.COM', undefined, 'contoso.com'],
    ['取消订单 CSP-1002', 'CSP-1002', undefined],
    ['取消订单“CSP-1002”', 'CSP-1002', undefined],
    ['请取消订单：CSP-1002。', 'CSP-1002', undefined],
    ['取消 contoso.com 的订单CSP-1002', 'CSP-1002', 'contoso.com'],
    ['CSP-1002 주문 취소', 'CSP-1002', undefined],
    ['CSP-1002를 취소해 주세요', 'CSP-1002', undefined],
    ['contoso.com의 CSP-1002 취소', 'CSP-1002', 'contoso.com'],
    ['주문(CSP-1002) 취소', 'CSP-1002', undefined],
  ])('%s', (line, orderId, customer) => {
    const { orderId: order, customer: whose } = sentenceOf(line)
    expect(order?.toUpperCase()).toBe(orderId?.toUpperCase())
    if (customer !== undefined) expect(whose?.toLowerCase()).toBe(customer)
  })

  it.each([
    ['cancel CSP-1001 and CSP-1002', ['CSP-1002']],
    ['cancel CSP-1001, CSP-1002 and CSP-1003', ['CSP-1002', 'CSP-1003']],
    ['cancel CSP-1001/CSP-1002', ['CSP-1002']],
    ['cancel CSP-1001; CSP-1002', ['CSP-1002']],
    ['cancel orders CSP-1001 & CSP-1002', ['CSP-1002']],
    ['取消 CSP-1001 和 CSP-1002', ['CSP-1002']],
    ['取消 CSP-1001、CSP-1002', ['CSP-1002']],
    ['CSP-1001과 CSP-1002 취소', ['CSP-1002']],
    ['CSP-1001, CSP-1002 취소해 줘', ['CSP-1002']],
  ])('several: %s', (line, more) => {
    const { orderId, moreOrders } = sentenceOf(line)
    expect([orderId, moreOrders]).toEqual(['CSP-1001', more])
  })
})

describe('what is asked for', () => {
  it.each([
    // English
    ['show me the software of Contoso', 'orders'],
    ['order history for Contoso', 'orders'],
    ['Order history', 'orders'],
    ['add products for Contoso', 'buy'],
    ['I want to cancel my order', 'cancel'],
    ['can you cancel CSP-1002?', 'cancel'],
    ['please get me the product keys of Contoso', 'keys'],
    ['download link for CSP-1001', 'keys'],
    ['renew the link of CSP-1001', 'keys'],
    ['open a support request', 'support'],
    ['request support for CSP-1004', 'support'],
    ['who saw keys today', 'activity'],
    ['who downloaded last week', 'activity'],
    ['what needs my approval', 'approvals'],
    ['change my language', 'settings'],
    ['list orders', 'orders'],
    ['order status CSP-1002', 'orders'],
    ['CSP-1002', 'orders'],
    ['sell 5 windows server cal to Contoso', 'buy'],
    // Chinese
    ['软件', 'orders'],
    ['订单历史记录', 'orders'],
    ['查看 Contoso 的订单历史记录', 'orders'],
    ['添加产品', 'buy'],
    ['为 Contoso 添加产品', 'buy'],
    ['我想取消订单 CSP-1002', 'cancel'],
    ['能取消 CSP-1002 吗', 'cancel'],
    ['请给我 Contoso 的产品密钥', 'keys'],
    ['CSP-1001 的下载链接', 'keys'],
    ['续期 CSP-1001 的下载链接', 'keys'],
    ['提交支持请求', 'support'],
    ['为 CSP-1004 申请支持', 'support'],
    ['今天谁看了密钥', 'activity'],
    ['上周谁下载了', 'activity'],
    ['待我审批的', 'approvals'],
    ['更改语言', 'settings'],
    ['訂單', 'orders'],
    ['取消訂單 CSP-1002', 'cancel'],
    ['購買 5 套 Windows Server 給 Contoso', 'buy'],
    ['下載連結', 'keys'],
    // Korean
    ['소프트웨어', 'orders'],
    ['주문 기록', 'orders'],
    ['Contoso의 주문 기록 보여 줘', 'orders'],
    ['제품 추가', 'buy'],
    ['Contoso에 제품 추가해 줘', 'buy'],
    ['CSP-1002 주문을 취소하고 싶어요', 'cancel'],
    ['CSP-1002 취소할 수 있나요?', 'cancel'],
    ['Contoso 제품 키 알려 줘', 'keys'],
    ['CSP-1001 다운로드 링크', 'keys'],
    ['CSP-1001 링크 갱신', 'keys'],
    ['지원 요청', 'support'],
    ['CSP-1004 지원 요청해 줘', 'support'],
    ['오늘 누가 키를 봤나요', 'activity'],
    ['지난주에 누가 다운로드했나요', 'activity'],
    ['승인할 것', 'approvals'],
    ['언어 변경', 'settings'],
    ['주문 목록', 'orders'],
    ['CSP-1002 주문 상태', 'orders'],
    ['Contoso에 Windows Server CAL 5개 판매', 'buy'],
    ['남은 일수', 'orders'],
  ])('%s: %s', (line, command) => {
    expect(read(line).command).toBe(command)
  })
})
