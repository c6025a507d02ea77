import { describe, expect, it } from 'vitest'
import { read } from '../support/reading.ts'

describe.each([
  {
    language: 'English',
    rows: [
      ['software', 'orders'],
      ['software for contoso.com', 'orders'],
      ['show me the software of Contoso', 'orders'],
      ['order history', 'orders'],
      ['order history for contoso.com', 'orders'],
      ['contoso order history', 'orders'],
      ['days left for CSP-1002', 'orders'],
      ['how many days left for CSP-1002', 'orders'],
      ['add products', 'buy'],
      ['add products for contoso.com', 'buy'],
      ['I want to add products for contoso', 'buy'],
      ['renew', 'keys'],
      ['renew CSP-1001', 'keys'],
      ['renew the link for contoso.com', 'keys'],
      ['buy software for contoso', 'buy'],
      ['keys for contoso software', 'keys'],
      ['cancel software CSP-1002', 'cancel'],
      ['who saw keys today', 'activity'],
      ['who downloaded last week', 'activity'],
      ['who renewed links yesterday', 'activity'],
    ],
  },
  {
    language: 'Chinese',
    rows: [
      ['软件', 'orders'],
      ['contoso.com 的软件', 'orders'],
      ['查看 Contoso 的软件', 'orders'],
      ['订单历史记录', 'orders'],
      ['Contoso 的订单历史记录', 'orders'],
      ['CSP-1002 的剩余天数', 'orders'],
      ['添加产品', 'buy'],
      ['给 contoso.com 添加产品', 'buy'],
      ['续期 CSP-1001', 'keys'],
      ['续订链接', 'keys'],
      ['我要买软件', 'buy'],
      ['取消软件 CSP-1002', 'cancel'],
      ['軟體', 'orders'],
      ['Contoso 的軟體', 'orders'],
      ['訂單', 'orders'],
      ['訂單 CSP-1002', 'orders'],
      ['購買', 'buy'],
      ['給 contoso.com 購買 2 套 SQL Server', 'buy'],
      ['新增產品', 'buy'],
      ['取消訂單 CSP-1002', 'cancel'],
      ['訂單 CSP-1001 的金鑰', 'keys'],
      ['下載連結', 'keys'],
      ['活動', 'activity'],
      ['上個月的活動記錄', 'activity'],
      ['設定', 'settings'],
      ['語言', 'settings'],
      ['審批', 'approvals'],
      ['支援 CSP-1004', 'support'],
      ['說明', 'help'],
      ['幫助', 'help'],
    ],
  },
  {
    language: 'Korean',
    rows: [
      ['소프트웨어', 'orders'],
      ['contoso.com 소프트웨어', 'orders'],
      ['Contoso의 소프트웨어', 'orders'],
      ['Contoso 소프트웨어 보여 주세요', 'orders'],
      ['주문 기록', 'orders'],
      ['Contoso 주문 기록', 'orders'],
      ['contoso.com의 주문 기록', 'orders'],
      ['CSP-1002 남은 일수', 'orders'],
      ['제품 추가', 'buy'],
      ['contoso.com에 제품 추가', 'buy'],
      ['제품 추가해 주세요', 'buy'],
      ['갱신', 'keys'],
      ['CSP-1001 갱신', 'keys'],
      ['링크 갱신해 주세요', 'keys'],
      ['contoso.com 소프트웨어 키', 'keys'],
      ['소프트웨어 구매', 'buy'],
      ['소프트웨어 CSP-1002 취소', 'cancel'],
      ['오늘 누가 키를 봤나요', 'activity'],
      ['지난주에 누가 다운로드했나요', 'activity'],
      ['어제 누가 취소했나요', 'activity'],
    ],
  },
] as { language: string; rows: [string, string][] }[])('Partner Center’s own words in $language', ({ rows }) => {
  it.each(rows)('%s: %s', (line, command) => {
    expect(read(line).command).toBe(command)
  })
})

it('names stay as they were typed, in Traditional characters too', () => {
  expect(read('給 臺灣數據公司 購買 2 套 SQL Server').sentence).toMatchObject({ customer: '臺灣數據', quantity: 2 })
  expect(read('订单').sentence).not.toHaveProperty('notes')
})
