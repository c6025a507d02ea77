import type { Family, KnownTerm } from '../../commerce/product.ts'
import type { Media } from './downloads.ts'

interface Sku {
  readonly name: string
  readonly term: KnownTerm
  readonly usd: string
  readonly maximum: number
}

export interface Product {
  /** Twelve characters, as Partner Center's product ids look. */
  readonly id: string
  readonly name: string
  readonly family: Family
  /** What is downloaded for it; software only. */
  readonly media?: Media
  /** Numbered from `0001` in this order: add new ones at the end, or the ids of sold ones change. */
  readonly skus: readonly Sku[]
}

const sku = (name: string, term: KnownTerm, usd: string, maximum = 10_000): Sku => ({ name, term, usd, maximum })
const bothTerms = (name: string, oneYear: string, threeYears: string): Sku[] => [
  sku(name, 'P1Y', oneYear),
  sku(name, 'P3Y', threeYears),
]
const windows = (edition: Media['edition'], newest: string): { media: Media } => ({
  media: { line: 'Windows Server', edition, newest },
})
const sql = (edition: Media['edition'], newest: string): { media: Media } => ({
  media: { line: 'SQL Server', edition, newest },
})
const subscription = { family: 'server-subscription' } as const
const perpetual = { family: 'perpetual-software' } as const

export const products: readonly Product[] = [
  {
    id: 'DG7GMGF0DVT8',
    name: 'Windows Server 2016 Standard',
    ...subscription,
    ...windows('Standard', '2016'),
    skus: bothTerms('16 core', '342.00', '874.00'),
  },
  {
    id: 'DG7GMGF0DVT9',
    name: 'Windows Server 2016 Datacenter',
    ...subscription,
    ...windows('Datacenter', '2016'),
    skus: bothTerms('16 core', '2178.00', '5550.00'),
  },
  {
    id: 'DG7GMGF0DVSZ',
    name: 'Windows Server 2019 Standard',
    ...subscription,
    ...windows('Standard', '2019'),
    skus: bothTerms('16 core', '351.00', '896.50'),
  },
  {
    id: 'DG7GMGF0DVSX',
    name: 'Windows Server 2019 Datacenter',
    ...subscription,
    ...windows('Datacenter', '2019'),
    skus: bothTerms('16 core', '2230.00', '5684.00'),
  },
  {
    id: 'DG7GMGF0D5RK',
    name: 'Windows Server 2022 Standard',
    ...subscription,
    ...windows('Standard', '2022'),
    skus: bothTerms('16 core', '386.00', '986.00'),
  },
  {
    id: 'DG7GMGF0D5RL',
    name: 'Windows Server 2022 Datacenter',
    ...subscription,
    ...windows('Datacenter', '2022'),
    skus: bothTerms('16 core', '2453.00', '6252.00'),
  },
  {
    id: 'DG7GMGF0FKX9',
    name: 'SQL Server Standard',
    ...subscription,
    ...sql('Standard', '2022'),
    skus: bothTerms('2 core', '1418.00', '3612.00'),
  },
  {
    id: 'DG7GMGF0FLR2',
    name: 'SQL Server Enterprise',
    ...subscription,
    ...sql('Enterprise', '2022'),
    skus: bothTerms('2 core', '5434.00', '13846.00'),
  },

  {
    id: 'DG7GMGF0DWMS',
    name: 'Windows Server 2016 Standard',
    ...perpetual,
    ...windows('Standard', '2016'),
    skus: [sku('16 core', 'perpetual', '972.00')],
  },
  {
    id: 'DG7GMGF0DWMT',
    name: 'Windows Server 2016 Datacenter',
    ...perpetual,
    ...windows('Datacenter', '2016'),
    skus: [sku('16 core', 'perpetual', '6155.00')],
  },
  {
    id: 'DG7GMGF0DVT7',
    name: 'Windows Server 2019 Standard',
    ...perpetual,
    ...windows('Standard', '2019'),
    skus: [sku('16 core', 'perpetual', '972.00')],
  },
  {
    id: 'DG7GMGF0DVT6',
    name: 'Windows Server 2019 Datacenter',
    ...perpetual,
    ...windows('Datacenter', '2019'),
    skus: [sku('16 core', 'perpetual', '6155.00')],
  },
  {
    id: 'DG7GMGF0D513',
    name: 'Windows Server 2022 Standard',
    ...perpetual,
    ...windows('Standard', '2022'),
    skus: [sku('16 core', 'perpetual', '1069.00')],
  },
  {
    id: 'DG7GMGF0D65N',
    name: 'Windows Server 2022 Datacenter',
    ...perpetual,
    ...windows('Datacenter', '2022'),
    skus: [sku('16 core', 'perpetual', '6771.00')],
  },
  {
    id: 'DG7GMGF0DVSV',
    name: 'Windows Server CAL',
    ...perpetual,
    ...windows('Standard', '2022'),
    skus: [sku('1 device', 'perpetual', '35.00'), sku('1 user', 'perpetual', '45.00')],
  },
  {
    id: 'DG7GMGF0FLR3',
    name: 'SQL Server 2019 Standard',
    ...perpetual,
    ...sql('Standard', '2019'),
    skus: [sku('2 core', 'perpetual', '3586.00')],
  },
  {
    id: 'DG7GMGF0FKZV',
    name: 'SQL Server 2019 Enterprise',
    ...perpetual,
    ...sql('Enterprise', '2019'),
    skus: [sku('2 core', 'perpetual', '13748.00')],
  },
  {
    id: 'DG7GMGF0M80J',
    name: 'SQL Server 2022 Standard',
    ...perpetual,
    ...sql('Standard', '2022'),
    skus: [sku('2 core', 'perpetual', '3945.00')],
  },
  {
    id: 'DG7GMGF0M80K',
    name: 'SQL Server 2022 Enterprise',
    ...perpetual,
    ...sql('Enterprise', '2022'),
    skus: [sku('2 core', 'perpetual', '15123.00')],
  },

  {
    id: 'DG7GMGF0FG4D',
    name: 'Windows 7 Extended Security Updates 2020',
    family: 'extended-security-update',
    skus: [sku('1 device', 'P1Y', '61.00')],
  },
  {
    id: 'DG7GMGF0GD3H',
    name: 'SUSE Linux Enterprise Server plan',
    family: 'linux-plan',
    skus: [sku('1-2 vCPU', 'P1Y', '418.00', 500), sku('1-2 vCPU', 'P3Y', '1066.00', 500)],
  },
  {
    id: 'DG7GMGF0GD3J',
    name: 'Red Hat Enterprise Linux plan',
    family: 'linux-plan',
    skus: [sku('1-4 vCPU', 'P1Y', '489.00', 500), sku('5+ vCPU', 'P1Y', '1059.00', 500)],
  },
  {
    id: 'DZH318Z0BQ4L',
    name: 'Azure reservation',
    family: 'azure-reservation',
    skus: [
      sku('D2s v3', 'P1Y', '501.00', 100),
      sku('D2s v3', 'P3Y', '967.00', 100),
      sku('D4s v3', 'P1Y', '1003.00', 100),
      sku('D4s v3', 'P3Y', '1935.00', 100),
      sku('E4s v3', 'P1Y', '1318.00', 100),
    ],
  },
]
