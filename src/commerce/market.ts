/** ISO 3166-1 alpha-2 codes, from the Partner Center article of 01/21/2020 (its list: as of Nov 30, 2019; 109 names, 106 codes). */
const withoutReservations = new Set(
  [
    'AD AG AI AQ AS AW AX AZ BF BI BJ BL BQ BT BV CC CD CF CG CK CN CX DJ DM',
    'ER FK FM GA GD GF GG GI GL GM GN GP GQ GS GU GW GY HM HT IM IO JE KH KI',
    'KM LA LC LR LS MF MG MH ML MM MP MQ MR MS MV MW MZ NC NE NF NR NU PF PG',
    'PM PN PW RE SB SC SH SJ SL SM SO SR SS ST SX SZ TC TD TF TG TK TL TO TV',
    'UM VA VC VG VU WF WS XK YE YT',
  ].flatMap((line) => line.split(' ')),
)

/** Azure reservations are sold everywhere but in these markets. */
export const sellsReservations = (market: string): boolean => !withoutReservations.has(market)

export const marketsWithoutReservations: readonly string[] = [...withoutReservations]

/** Prices exclude tax, except in Australia and Brazil, where they include it (the same article). */
export const pricesIncludeTax = (market: string): boolean => market === 'AU' || market === 'BR'
