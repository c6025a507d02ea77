import type { KnownTerm } from '../../commerce/product.ts'

export const partnerA = '11111111-1111-4111-8111-111111111111'
const partnerB = '22222222-2222-4222-8222-222222222222'

/** Partner, running number, name, domain, market. */
export const sampleCustomers = [
  [partnerA, '01', 'Contoso', 'contoso.com', 'US'],
  [partnerA, '02', 'Fabrikam', 'fabrikam.com.au', 'AU'],
  [partnerA, '03', 'Northwind Traders', 'northwind.com.br', 'BR'],
  [partnerA, '04', 'Tailspin Toys', 'tailspintoys.jp', 'JP'],
  [partnerA, '05', 'Adventure Works', 'adventure-works.com.kw', 'KW'],
  [partnerA, '06', 'Wide World Importers', 'wideworldimporters.de', 'DE'],
  [partnerA, '07', 'Litware', 'litware.gl', 'GL'],
  [partnerA, '08', 'Fourth Coffee', 'fourthcoffee.co.kr', 'KR'],
  [partnerA, '09', 'Proseware', 'proseware.cn', 'CN'],
  [partnerA, '10', 'Woodgrove Bank', 'woodgrovebank.com', 'US'],
  [partnerB, '11', 'Lucerne Publishing', 'lucernepublishing.kr', 'KR'],
] as const

export const withoutAgreement = 'Woodgrove Bank'

export interface SampleLine {
  readonly product: string
  readonly sku: string
  readonly term: KnownTerm
  readonly quantity: number
}
const line = (quantity: number, product: string, sku: string, term: KnownTerm): SampleLine => ({
  product,
  sku,
  term,
  quantity,
})

/** Contoso's orders: id, age in days, lines. */
export const sampleOrders: readonly (readonly [string, number, readonly SampleLine[]])[] = [
  ['CSP-1001', 10, [line(4, 'Windows Server 2019 Standard', '16 core', 'P3Y')]],
  ['CSP-1002', 59, [line(1, 'SQL Server 2019 Standard', '2 core', 'perpetual')]],
  ['CSP-1003', 61, [line(2, 'SQL Server Enterprise', '2 core', 'P3Y')]],
  ['CSP-1004', 5, [line(25, 'Windows 7 Extended Security Updates 2020', '1 device', 'P1Y')]],
  ['CSP-1005', 2, [line(2, 'SUSE Linux Enterprise Server plan', '1-2 vCPU', 'P1Y')]],
  ['CSP-1006', 20, [line(3, 'Azure reservation', 'D2s v3', 'P1Y')]],
  [
    'CSP-1007',
    30,
    [
      line(10, 'Windows Server CAL', '1 device', 'perpetual'),
      line(1, 'Windows Server 2019 Datacenter', '16 core', 'P3Y'),
    ],
  ],
]
