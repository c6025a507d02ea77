import type { Decimal } from 'decimal.js'

export const languages = ['en', 'zh', 'ko'] as const
export type Language = (typeof languages)[number]

/** English gives the shape; every other language must have the same entries, or it does not compile. */
export const inLanguages = <T>(all: { en: T } & Record<Exclude<Language, 'en'>, NoInfer<T>>): Record<Language, T> => all

const fallbackLocales: Record<Language, string> = { en: 'en-US', zh: 'zh-CN', ko: 'ko-KR' }

/** Any BCP 47 tag (`zh-Hant-TW`, `ko`, `fr-FR`) to the nearest language the desk speaks; English when there is none. */
export function languageOf(locale: string | undefined): Language {
  const primary = locale?.toLowerCase().split(/[-_]/)[0]
  return languages.find((language) => language === primary) ?? 'en'
}

/** The best language for an HTTP `Accept-Language` header, by its q values. */
export function languageOfHeader(header: string | undefined): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const quality = parameters.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find((q) => q !== undefined)
      return { tag: tag.trim().toLowerCase(), quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ tag, quality }) => tag !== '' && quality > 0)
    .sort((a, b) => b.quality - a.quality)
  for (const { tag } of wanted) {
    const language = languages.find((known) => known === tag.split('-')[0])
    if (language !== undefined) return language
  }
  return 'en'
}

/** Formats for one person: their language, locale and time zone. Times come in UTC and leave in the reader's zone. */
export class Reader {
  readonly language: Language
  readonly locale: string
  readonly timeZone: string
  /** How the person writes days and numbers, also where the desk does not speak their language. */
  readonly writes: string

  constructor(locale: string | undefined, timeZone?: string) {
    this.language = languageOf(locale)
    this.locale = usableLocale(locale, this.language)
    this.timeZone = usableTimeZone(timeZone)
    this.writes = known(locale) ?? this.locale
  }

  number(value: number): string {
    return format(Intl.NumberFormat, this.locale, {}).format(value)
  }

  /** `USD 3,586.00`: the currency as its ISO code, since `$` is many currencies; digits by ISO 4217. */
  money(value: { amount: Decimal | string; currency: string }): string {
    const options = { style: 'currency', currency: value.currency, currencyDisplay: 'code' } as const
    const { amount } = value
    const digits = (typeof amount === 'string' ? amount : amount.toFixed()) as Intl.StringNumericLiteral
    return spaced(format(Intl.NumberFormat, this.locale, options).format(digits))
  }

  /** `97%`; what is almost all or almost nothing is not called so: `99.98%`. */
  percent(fraction: number): string {
    const whole = Math.round(fraction * 100)
    const rounded = fraction > 0 && fraction < 1 && (whole === 0 || whole === 100)
    const exactly = rounded && ({ maximumFractionDigits: 2, roundingMode: whole === 0 ? 'ceil' : 'floor' } as const)
    const options = { style: 'percent', maximumFractionDigits: 0, ...exactly } as const
    return format(Intl.NumberFormat, this.locale, options).format(fraction)
  }

  date(at: Date): string {
    return format(Intl.DateTimeFormat, this.locale, { dateStyle: 'medium', timeZone: this.timeZone }).format(at)
  }

  dateTime(at: Date): string {
    const options = { dateStyle: 'medium', timeStyle: 'short', timeZone: this.timeZone } as const
    return spaced(format(Intl.DateTimeFormat, this.locale, options).format(at))
  }

  time(at: Date): string {
    const options = { timeStyle: 'short', timeZone: this.timeZone } as const
    return spaced(format(Intl.DateTimeFormat, this.locale, options).format(at))
  }

  /** `Eastern Standard Time, GMT-5`: what clocks of the reader's zone are called at that moment. */
  zone(at: Date): string {
    if (this.timeZone === 'UTC') return 'UTC'
    const [name, offset] = (['long', 'shortOffset'] as const).map((timeZoneName) => {
      const parts = format(Intl.DateTimeFormat, this.locale, { timeZone: this.timeZone, timeZoneName }).formatToParts(
        at,
      )
      return parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
    }) as [string, string]
    // A zone without a name in the language is called by its offset alone.
    return name.startsWith('GMT') ? offset : this.withComma(name, offset)
  }

  /** `in 14 days`, `3 hours ago`: to the nearest day from two days on, hour from two hours on, then minute. */
  relative(at: Date, now: Date): string {
    const minutes = Math.round((at.getTime() - now.getTime()) / 60_000)
    const [unit, length] = longUnits.find(([, , from]) => Math.abs(minutes) >= from) ?? (['minute', 1] as const)
    const words = format(Intl.RelativeTimeFormat, this.locale, { numeric: 'always' })
    const told = words.format(Math.sign(minutes) * Math.round(Math.abs(minutes) / length), unit)
    // Chinese in Microsoft's writing has a space between a number and its unit.
    return told.replace(/(\d)(?=\p{Script=Han})/u, '$1 ')
  }

  /** `Dec 6, 2026, 10:14 AM (in 14 days)`. */
  dateTimeAndRelative(at: Date, now: Date): string {
    return `${this.dateTime(at)}${this.inBrackets(this.relative(at, now))}`
  }

  /** With the space before them where the language has one. */
  inBrackets(words: string): string {
    return { en: ` (${words})`, zh: `（${words}）`, ko: `(${words})` }[this.language]
  }

  /** `USD 3,586.00, tax excluded`: with the language's comma. */
  withComma(words: string, remark: string): string {
    return `${words}${this.language === 'zh' ? '，' : ', '}${remark}`
  }

  /** Words as sentences of one line, with the language's full stop. */
  sentences(...parts: readonly string[]): string {
    return this.language === 'zh'
      ? parts.map((part) => `${part}。`).join('')
      : parts.map((part) => `${part}.`).join(' ')
  }

  /** `2 of 3`: where one is in a task. */
  step(at: number, of: number): string {
    return { en: `${at} of ${of}`, zh: `第 ${at} 步，共 ${of} 步`, ko: `${of}단계 중 ${at}단계` }[this.language]
  }

  /** One after the other, none of them an alternative: `2019, English, ISO`, `2019、英语、ISO`. */
  series(items: readonly string[]): string {
    return items.join(this.language === 'zh' ? '、' : ', ')
  }

  list(items: readonly string[], type: 'conjunction' | 'disjunction' = 'conjunction'): string {
    return new Intl.ListFormat(this.locale, { type }).format(items)
  }

  /** A market's name from the platform's own locale data: `GL` → `Greenland`, `그린란드`. */
  market(code: string): string {
    return new Intl.DisplayNames(this.locale, { type: 'region' }).of(code) ?? code
  }

  /** A language's name: `ko` → `Korean`, `pt-BR` → `Brazilian Portuguese`. */
  languageName(tag: string): string {
    return new Intl.DisplayNames(this.locale, { type: 'language' }).of(tag) ?? tag
  }
}

// Minutes of a unit, and from how many minutes on it is told in: two of them, but for a moment's lack.
const longUnits = [
  ['day', 24 * 60, 47.5 * 60],
  ['hour', 60, 118],
] as const

/** Intl puts narrow and non-breaking spaces between parts; people type and search plain ones. */
const spaced = (words: string): string => words.replace(/[\u00A0\u202F]/g, ' ')

type Formatter<T> = new (locale: string, options: object) => T
const formatters = new Map<string, unknown>()

// Building an Intl formatter costs about 50 times what using it does, and a card uses a dozen.
function format<T>(kind: Formatter<T>, locale: string, options: object): T {
  const key = `${kind.name}|${locale}|${JSON.stringify(options)}`
  const known = formatters.get(key)
  if (known !== undefined) return known as T
  const made = new kind(locale, options)
  if (formatters.size < 1_000) formatters.set(key, made)
  return made
}

const usable = new Map<string, string>()

// Asking Intl whether a zone or a locale exists costs more than the rest of a turn's formatting.
function remembered(key: string, find: () => string): string {
  const known = usable.get(key)
  if (known !== undefined) return known
  const found = find()
  // What is none is not remembered: somebody could fill the memory with it.
  if (found !== '' && usable.size < 1_000) usable.set(key, found)
  return found
}

function usableLocale(locale: string | undefined, language: Language): string {
  if (locale === undefined || locale.toLowerCase().split(/[-_]/)[0] !== language) return fallbackLocales[language]
  return known(locale) ?? fallbackLocales[language]
}

function known(locale: string | undefined): string | undefined {
  if (locale === undefined || locale === '') return undefined
  const found = remembered(`locale/${locale}`, () => {
    try {
      return Intl.getCanonicalLocales(locale)[0] ?? ''
    } catch {
      return ''
    }
  })
  return found === '' ? undefined : found
}

function usableTimeZone(timeZone: string | undefined): string {
  return (timeZone && zoneCalled(timeZone)) || 'UTC'
}

const zoneCalled = (timeZone: string): string =>
  remembered(`zone/${timeZone}`, () => {
    try {
      return new Intl.DateTimeFormat('en-US', { timeZone }).resolvedOptions().timeZone
    } catch {
      return ''
    }
  })
