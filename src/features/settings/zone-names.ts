import { type Language, languages } from '../../platform/language.ts'
import { windowsZones } from '../../platform/windows-zones.ts'

/** What clocks are called where; a few letters may be the time of several. */
const abbreviations: Readonly<Record<string, string>> = {
  'America/St_Johns': 'NST NDT',
  'America/Halifax': 'AST ADT',
  'America/New_York': 'EST EDT ET',
  'America/Chicago': 'CST CDT CT',
  'America/Denver': 'MST MDT MT',
  'America/Los_Angeles': 'PST PDT PT',
  'America/Anchorage': 'AKST AKDT',
  'Pacific/Honolulu': 'HST',
  'America/Sao_Paulo': 'BRT',
  'America/Buenos_Aires': 'ART',
  'America/Santiago': 'CLT CLST',
  'America/Bogota': 'COT',
  'America/Lima': 'PET',
  UTC: 'UTC GMT Z',
  'Europe/London': 'GMT BST',
  'Europe/Lisbon': 'WET WEST',
  'Europe/Dublin': 'IST',
  'Europe/Berlin': 'CET CEST MEZ MESZ',
  'Europe/Paris': 'CET CEST',
  'Europe/Athens': 'EET EEST',
  'Europe/Helsinki': 'EET EEST',
  'Europe/Moscow': 'MSK',
  'Europe/Istanbul': 'TRT',
  'Africa/Lagos': 'WAT',
  'Africa/Maputo': 'CAT',
  'Africa/Johannesburg': 'SAST',
  'Africa/Nairobi': 'EAT',
  'Asia/Riyadh': 'AST',
  'Asia/Jerusalem': 'IST IDT',
  'Asia/Tehran': 'IRST',
  'Asia/Dubai': 'GST',
  'Asia/Karachi': 'PKT',
  'Asia/Calcutta': 'IST',
  'Asia/Katmandu': 'NPT',
  'Asia/Dhaka': 'BDT BST',
  'Asia/Bangkok': 'ICT',
  'Asia/Saigon': 'ICT',
  'Asia/Jakarta': 'WIB',
  'Asia/Singapore': 'SGT',
  'Asia/Kuala_Lumpur': 'MYT',
  'Asia/Shanghai': 'CST BJT',
  'Asia/Hong_Kong': 'HKT',
  'Asia/Taipei': 'CST TST',
  'Asia/Manila': 'PHT PST',
  'Asia/Seoul': 'KST',
  'Asia/Tokyo': 'JST',
  'Australia/Perth': 'AWST',
  'Australia/Adelaide': 'ACST ACDT',
  'Australia/Brisbane': 'AEST',
  'Australia/Sydney': 'AEST AEDT',
  'Pacific/Auckland': 'NZST NZDT',
}

/** Cities that no zone is named after, what countries are called for short, and those that the platform has no Chinese and Korean names of. */
const cities: Readonly<Record<string, string>> = {
  'America/Los_Angeles':
    'USA,San Francisco,Seattle,San Diego,Las Vegas,洛杉矶,로스앤젤레스,旧金山,西雅图,샌프란시스코,시애틀',
  'America/Denver': 'USA,Salt Lake City,丹佛,덴버',
  'America/Chicago': 'USA,Dallas,Houston,Austin,芝加哥,시카고,达拉斯,休斯敦,댈러스,휴스턴',
  'America/New_York': 'USA,Boston,Washington,Miami,Atlanta,Philadelphia,纽约,뉴욕,波士顿,华盛顿,보스턴,워싱턴',
  'America/Vancouver': 'Vancouver',
  'America/Toronto': 'Montreal,Ottawa',
  'America/Sao_Paulo': 'Rio de Janeiro,圣保罗,상파울루',
  'Europe/London': 'UK,England,Edinburgh,Manchester,伦敦,런던',
  'Europe/Berlin': 'Frankfurt,Munich,München,Hamburg,Cologne,Köln,柏林,慕尼黑,法兰克福,베를린,뮌헨,프랑크푸르트',
  'Europe/Paris': 'Lyon,Marseille,巴黎,파리',
  'Europe/Madrid': 'Barcelona,马德里,마드리드',
  'Europe/Rome': 'Milan,罗马,米兰,로마,밀라노',
  'Europe/Amsterdam': 'Rotterdam,阿姆斯特丹,암스테르담',
  'Europe/Zurich': 'Geneva,Basel,苏黎世,취리히',
  'Europe/Vienna': 'Wien,维也纳,빈',
  'Europe/Stockholm': 'Gothenburg,斯德哥尔摩,스톡홀름',
  'Europe/Moscow': '莫斯科,모스크바',
  'Europe/Istanbul': 'Ankara,伊斯坦布尔,이스탄불',
  'Asia/Dubai': 'UAE,Abu Dhabi,迪拜,두바이',
  'Asia/Calcutta': 'Mumbai,Delhi,Bengaluru,Bangalore,Chennai,Hyderabad,孟买,新德里,뭄바이,뉴델리',
  'Asia/Bangkok': '曼谷,방콕',
  'Asia/Saigon': 'Hanoi,Saigon,河内,胡志明市,하노이,호찌민',
  'Asia/Jakarta': '雅加达,자카르타',
  'Asia/Manila': '马尼拉,마닐라',
  'Asia/Singapore': '新加坡,싱가포르',
  'Asia/Hong_Kong': '香港,홍콩',
  'Asia/Taipei': '台北,타이베이',
  'Asia/Shanghai': 'Beijing,Shenzhen,Guangzhou,上海,北京,深圳,广州,상하이,베이징,선전,광저우',
  'Asia/Seoul': 'Korea,한국,Busan,Incheon,서울,부산,인천,首尔,釜山',
  'Asia/Tokyo': 'Osaka,Kyoto,东京,大阪,도쿄,오사카',
  'Australia/Sydney': 'Canberra,悉尼,시드니',
  'Australia/Melbourne': '墨尔本,멜버른',
}

/** What else than its name a zone is called, by the name that ICU keeps: cities, countries, abbreviations, and as Windows does. */
export function zoneCallings(zone: string): { readonly names: readonly string[]; readonly letters: readonly string[] } {
  return {
    names: [...(cities[zone]?.split(',') ?? []), ...(ofCldr().get(zone) ?? [])],
    letters: abbreviations[zone]?.split(' ') ?? [],
  }
}

let byZone: ReadonlyMap<string, readonly string[]> | undefined

/** Countries in all of the desk's languages, and Windows' names. */
function ofCldr(): ReadonlyMap<string, readonly string[]> {
  if (byZone !== undefined) return byZone
  const made = new Map<string, string[]>()
  for (const { windows, country, zones } of windowsZones()) {
    // The first zone of the world's row is the name's; countries have rows of their own.
    const own = country === '001' ? [windows] : countryNames(country)
    for (const zone of zones) made.set(zone, [...(made.get(zone) ?? []), ...own])
  }
  byZone = made
  return made
}

const countryNames = (code: string): string[] =>
  /^[A-Z]{2}$/.test(code) && code !== 'ZZ'
    ? languages.map((language) => new Intl.DisplayNames(locales[language], { type: 'region' }).of(code) ?? code)
    : []

const locales: Record<Language, string> = { en: 'en-US', zh: 'zh-CN', ko: 'ko-KR' }
