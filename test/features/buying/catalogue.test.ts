import { describe, expect, it } from 'vitest'
import { inShopOrder, matchTyped, matchWords } from '../../../src/features/buying/catalogue.ts'
import { catalogueOf } from '../../../src/partner-center/embedded/catalogue.ts'

const catalogue = catalogueOf('US')

const named = (about: string): string => {
  const match = matchWords(catalogue, about)
  return match.kind === 'one' ? `${match.item.product}, ${match.item.sku}, ${match.item.ref.term}` : match.kind
}

describe('words of a sentence', () => {
  it.each([
    ['windows server 2016 standard perpetual', 'Windows Server 2016 Standard, 16 core, perpetual'],
    ['datacenter 2022 server windows 3 years', 'Windows Server 2022 Datacenter, 16 core, P3Y'],
    ['sql server 2019 enterprise', 'SQL Server 2019 Enterprise, 2 core, perpetual'],
    ['windows server cal user', 'Windows Server CAL, 1 user, perpetual'],
    ['azure reservation D4s v3 3 years', 'Azure reservation, D4s v3, P3Y'],
    ['SQL Server 企业版 3 年', 'SQL Server Enterprise, 2 core, P3Y'],
    ['윈도우 서버 2022 데이터센터 3년', 'Windows Server 2022 Datacenter, 16 core, P3Y'],
    ['SQL Server 2022 표준 영구', 'SQL Server 2022 Standard, 2 core, perpetual'],
  ])('"%s" is %s', (about, item) => {
    expect(named(about)).toBe(item)
  })

  it.each([
    ['windows server', 'several'],
    ['windows server datacenter', 'several'],
    ['Windows Server Datacenter 3 years', 'several'],
    ['windows server 2019 datacenter', 'several'],
    ['win server dc licenses', 'several'],
    ['datacenter', 'several'],
    ['sql enterprise', 'several'],
    ['sql server standard perpetual', 'several'],
    ['Windows Server 2022数据中心版', 'several'],
    ['sql server', 'several'],
    ['linux plan', 'several'],
    ['server', 'several'],
    ['windows server 2025 datacenter', 'none'],
    ['office 365', 'none'],
    ['sql server datacenter', 'none'],
    ['', 'none'],
    ['licenses of', 'none'],
  ])('"%s" chooses nothing: %s', (about, kind) => {
    expect(named(about)).toBe(kind)
  })
})

describe('the shop order', () => {
  const ordered = inShopOrder(catalogue)

  it('shows everything once', () => {
    expect(ordered).toHaveLength(catalogue.length)
    expect(new Set(ordered)).toEqual(new Set(catalogue))
  })

  it('begins with the newest subscriptions, one year before three', () => {
    const first = ordered.slice(0, 4).map(({ product, ref }) => `${product} ${ref.term}`)
    expect(first).toEqual([
      'Windows Server 2022 Standard P1Y',
      'Windows Server 2022 Standard P3Y',
      'Windows Server 2022 Datacenter P1Y',
      'Windows Server 2022 Datacenter P3Y',
    ])
  })

  it('keeps families together', () => {
    const families = ordered.map(({ family }) => family)
    expect([...new Set(families)]).toEqual(families.filter((family, at) => family !== families[at - 1]))
  })
})

describe('a product that a card carries', () => {
  it.each([
    ['by its ref', 'DG7GMGF0DVSZ:0002:P3Y:one_time:commercial', 'Windows Server 2019 Standard'],
    ['by the id that cards of before carry', 'DG7GMGF0DVSZ:0002:DG7GMGF0691W', 'Windows Server 2019 Standard'],
    ['not under another term', 'DG7GMGF0DVSZ:0002:P1Y:one_time:commercial', undefined],
    ['not for another segment', 'DG7GMGF0DVSZ:0002:P3Y:one_time:education', undefined],
  ])('is found %s', (_how, carried, product) => {
    const match = matchTyped(catalogue, carried)
    expect(match.kind === 'one' ? match.item.product : undefined).toBe(product)
  })
})
