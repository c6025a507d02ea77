import { describe, expect, test } from 'vitest'
import { catalogueOf, offers } from '../../src/partner-center/embedded/catalogue.ts'
import { currencyOf } from '../../src/partner-center/embedded/currency.ts'
import { downloadOptionsOf, fileNameOf } from '../../src/partner-center/embedded/downloads.ts'
import { standInFile } from '../../src/partner-center/embedded/files.ts'
import { newProductKey } from '../../src/partner-center/embedded/product-key.ts'

describe('the embedded catalogue', () => {
  test('offers what the sample world lists', () => {
    const names = offers.map(({ product, sku, ref, family }) => `${product}|${sku}|${ref.term}|${family}`)
    for (const year of ['2016', '2019', '2022']) {
      for (const edition of ['Standard', 'Datacenter']) {
        const product = `Windows Server ${year} ${edition}`
        expect(names).toContain(`${product}|16 core|P1Y|server-subscription`)
        expect(names).toContain(`${product}|16 core|P3Y|server-subscription`)
        expect(names).toContain(`${product}|16 core|perpetual|perpetual-software`)
      }
    }
    for (const product of ['SQL Server Standard', 'SQL Server Enterprise']) {
      expect(names).toContain(`${product}|2 core|P1Y|server-subscription`)
      expect(names).toContain(`${product}|2 core|P3Y|server-subscription`)
    }
    expect(names).toContain('Windows Server CAL|1 user|perpetual|perpetual-software')
    expect(names.some((name) => name.startsWith('Red Hat'))).toBe(true)
  })

  test.for([
    ['GG', 'GBP'],
    ['HR', 'EUR'],
    ['AQ', 'USD'],
    ['ZZ', 'USD'],
    ['TV', 'AUD'],
  ] as const)('%s is billed in %s', ([market, currency]) => {
    expect(currencyOf(market)).toBe(currency)
    expect(catalogueOf(market)[0]?.unitPrice.currency).toBe(currency)
  })

  test('ids are the ones that were sold before', () => {
    const item = offers.find(({ product, ref }) => product === 'Windows Server 2019 Standard' && ref.term === 'P3Y')
    expect(item?.catalogItem).toBe('DG7GMGF0DVSZ:0002:DG7GMGF0691W')
  })

  test('software may be installed as its own version or as an earlier one, never as a later one', () => {
    const versions = (product: string) => {
      const media = offers.find((offer) => offer.product === product)?.media
      return [...new Set(media === undefined ? [] : downloadOptionsOf(media).map((option) => option.version))]
    }
    expect(versions('Windows Server 2022 Standard')).toEqual(['2022', '2019', '2016', '2012 R2'])
    expect(versions('Windows Server 2019 Standard')).toEqual(['2019', '2016', '2012 R2'])
    expect(versions('Windows Server 2016 Standard')).toEqual(['2016', '2012 R2'])
    expect(versions('SQL Server 2019 Standard')).toEqual(['2019', '2017', '2014'])
  })

  test('between them the products have every language and every file type', () => {
    const options = offers.flatMap(({ media }) => (media === undefined ? [] : downloadOptionsOf(media)))
    expect([...new Set(options.map((option) => option.language))].sort()).toEqual([
      'de',
      'en',
      'fr',
      'ja',
      'ko',
      'pt-BR',
      'zh-CN',
    ])
    expect([...new Set(options.map((option) => option.fileType))].sort()).toEqual(['ISO 32-bit', 'ISO 64-bit', 'VHD'])
    for (const { fileSize } of options) expect(fileSize % 2_048).toBe(0)
  })

  test('every download has a stand-in file that names it, and no other name has one', () => {
    for (const { media } of offers) {
      for (const option of media === undefined ? [] : downloadOptionsOf(media)) {
        const name = fileNameOf(media as NonNullable<typeof media>, option)
        expect(name).toMatch(/^[A-Za-z0-9._-]+$/)
        expect(standInFile(name)?.body).toContain(name)
      }
    }
    for (const name of [
      '',
      '../package.json',
      'Windows-Server-2016-Standard_xx_64-bit.iso',
      'constructor',
      '__proto__',
    ]) {
      expect(standInFile(name)).toBeUndefined()
    }
  })

  test('a thousand keys are a thousand', () => {
    expect(new Set(Array.from({ length: 1_000 }, newProductKey)).size).toBe(1_000)
  })
})
