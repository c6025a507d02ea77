import { describe, expect, it } from 'vitest'
import { unbroken } from '../../src/chat/unbroken.ts'
import { asOneLine } from '../../src/platform/plain-text.ts'

/** A space that does not break is written `_`, the mark that keeps a hyphen whole `|`. */
const seen = (words: string) => words.replaceAll('\u00A0', '_').replaceAll('\u2060', '|')
const shown = (text: string) => unbroken({ body: [{ type: 'TextBlock', text }] }).body[0]?.text ?? ''

describe('what is read at one glance stays on one line', () => {
  it.each([
    ['Expected credit: **USD 3,586.00** (100% of the price)', 'Expected credit: **USD_3,586.00** (100% of the price)'],
    ['Total KWD 1.250, tax excluded', 'Total KWD_1.250, tax excluded'],
    ['JPY 12,000', 'JPY_12,000'],
    ['预计退款 CNY 3,586.00。', '预计退款 CNY_3,586.00。'],
    ['합계 KRW 3,586,000', '합계 KRW_3,586,000'],
    ['3 586,00 ZAR', '3_586,00_ZAR'],
    ['A credit of EUR -3.50', 'A credit of EUR_-3.50'],
    ['CSP-1001: cancelling.', 'CSP-|1001: cancelling.'],
    ['**CSP-1007** Windows Server CAL', '**CSP-|1007** Windows Server CAL'],
    ['Contoso · CSP-1001', 'Contoso_· CSP-|1001'],
    ['订单 CSP-1008 已下', '订单 CSP-|1008 已下'],
    ['지원 요청 SR-1002', '지원 요청 SR-|1002'],
    ['주문 CSP-1002이(가) 있는 고객', '주문 CSP-|1002이(가) 있는 고객'],
    ['订单CSP-1002的退款为USD 3.50。', '订单CSP-|1002的退款为USD_3.50。'],
    ['SR-1001: Answered', 'SR-|1001: Answered'],
    ['CSP-1001, CSP-1002', 'CSP-|1001, CSP-|1002'],
    ['SQL Server 2019 Standard × 1', 'SQL Server 2019 Standard ×_1'],
    ['until Nov 30, 2026, 10:02 AM', 'until Nov 30, 2026, 10:02_AM'],
    ['11:59 pm', '11:59_pm'],
    ['2026. 11. 27. 오후 6:03', '2026. 11. 27. 오후_6:03'],
    ['截至 2026年11月27日 下午 6:03。', '截至 2026|年|11|月|27|日 下午_6:03。'],
    ['3 月 1 日，第 2 年', '3 月 1 日，第 2 年'],
    // An ID alone is where it is copied from.
    ['CSP-1001', 'CSP-1001'],
    ['**CSP-1001**', '**CSP-1001**'],
    // Nothing of the kind.
    ['Windows Server 2022 Datacenter, 16 core, 3 years', 'Windows Server 2022 Datacenter, 16 core, 3 years'],
    ['2019-11-27', '2019-11-27'],
    ['ABCDE-12345-FGHIJ', 'ABCDE-12345-FGHIJ'],
    ['aaaaaaaa-0000-4000-8000-000000000001', 'aaaaaaaa-0000-4000-8000-000000000001'],
    ['Say it 10 times', 'Say it 10 times'],
  ])('%s', (text, kept) => {
    expect(seen(shown(text))).toBe(kept)
  })

  it('and is read as it was when it is pasted', () => {
    const pasted = asOneLine(shown('cancel CSP-1002 for USD 3,586.00 at 10:02 AM'))
    expect(pasted).toBe('cancel CSP-1002 for USD 3,586.00 at 10:02 AM')
  })

  it('in facts and in what unfolds, but never in what is sent back, typed, opened or spoken', () => {
    const kept = {
      speak: 'CSP-1001 costs USD 10',
      actions: [
        { type: 'Action.Execute', title: 'Cancel order CSP-1001 now', data: { text: 'CSP-1001 costs USD 10' } },
      ],
    }
    const card = {
      ...kept,
      body: [
        { type: 'Input.Text', id: 'link', value: 'CSP-1001 costs USD 10' },
        { type: 'Input.ChoiceSet', id: 'order', choices: [{ title: 'CSP-1001 costs USD 10', value: 'CSP-1001 x' }] },
        { type: 'Image', url: 'https://desk.example/CSP-1001 USD 10' },
      ],
    }
    expect(unbroken(card)).toEqual(card)
    const facts = unbroken({ facts: [{ title: 'Total', value: 'USD 10 for CSP-1001' }] })
    expect(seen(facts.facts[0]?.value ?? '')).toBe('USD_10 for CSP-|1001')
    const toggle = unbroken({ type: 'Input.Toggle', title: 'I confirm USD 10', value: 'USD 10' })
    expect(seen(JSON.stringify(toggle))).toBe('{"type":"Input.Toggle","title":"I confirm USD_10","value":"USD 10"}')
    const folded = unbroken({ actions: [{ type: 'Action.ShowCard', card: { body: [{ text: 'USD 10' }] } }] })
    expect(seen(JSON.stringify(folded))).toContain('USD_10')
  })
})
