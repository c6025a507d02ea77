import type { DownloadOption } from '../../commerce/ports/partner-center.ts'

export const fields = ['version', 'language', 'fileType'] as const
export type Field = (typeof fields)[number]

/** What is wanted of a download; what is left out may be anything. */
export type Wanted = { readonly [F in Field]?: string | undefined }

export type Narrowed =
  | { readonly found: readonly DownloadOption[] }
  /** With what stands in the fields before it, this field's value does not exist; these do. */
  | { readonly missing: Field; readonly existing: readonly string[] }

/** The options that have all that is wanted, or the first field that leaves none. */
export function narrow(options: readonly DownloadOption[], wanted: Wanted): Narrowed {
  let left = options
  for (const field of fields) {
    const value = wanted[field]
    if (value === undefined) continue
    const fitting = left.filter((option) => option[field] === value)
    if (fitting.length === 0) return { missing: field, existing: valuesOf(left, field) }
    left = fitting
  }
  return { found: left }
}

/** Each value once, in the order of the options. */
export const valuesOf = (options: readonly DownloadOption[], field: Field): string[] => [
  ...new Set(options.map((option) => option[field])),
]

/** What the form begins with: the option of the agent's newest link, else the newest version in the market's main language. */
export function preferred(
  options: readonly DownloadOption[],
  links: readonly { readonly optionKey: string }[],
  market: string,
): DownloadOption | undefined {
  const linked = options.find(({ key }) => key === links[0]?.optionKey)
  const inLanguage = (language: string) => options.find((option) => option.language.split('-')[0] === language)
  return linked ?? inLanguage(mainLanguage(market)) ?? inLanguage('en') ?? options[0]
}

/** The language that most people of a market read, by the platform's locale data: `KR` → `ko`. */
export const mainLanguage = (market: string): string => new Intl.Locale(`und-${market}`).maximize().language
