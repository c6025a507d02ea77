import { type Theme, theme } from './theme.ts'

/** Fluent UI's data colours, by the names that cards have for them; three to one at least on a card of either theme. */
const categorical: Record<string, readonly [light: string, dark: string]> = {
  blue: ['#4f6bed', '#8094f2'],
  teal: ['#038387', '#4db6ba'],
  purple: ['#8764b8', '#b093d8'],
  marigold: ['#9a6a00', '#e0b040'],
  green: ['#0e7a0d', '#5ec75a'],
  red: ['#c4314b', '#e37d80'],
  lavender: ['#6656d1', '#a79cf1'],
  lightblue: ['#1c7fc4', '#5cb2ec'],
  lime: ['#57811b', '#a4cc6c'],
}
const meanings: Record<string, readonly [light: string, dark: string]> = {
  good: ['#107c10', '#54b054'],
  warning: ['#bc4b09', '#faa06b'],
  attention: ['#c50f1f', '#dc626d'],
  neutral: ['#707070', '#adadad'],
}
const diverging: Record<string, readonly [light: string, dark: string]> = {
  blue: ['#3b52b4', '#637cef'],
  lightblue: ['#1c7fc4', '#5cb2ec'],
  cyan: ['#0f8aa8', '#57c7e0'],
  teal: ['#038387', '#4db6ba'],
  yellow: ['#9a6a00', '#fdea3d'],
  peach: ['#c4602f', '#f7b89c'],
  lightred: ['#c4314b', '#eeacb2'],
  red: ['#b10e1c', '#dc626d'],
  maroon: ['#750b1c', '#c76a78'],
  gray: ['#616161', '#adadad'],
}
const bases: Record<string, readonly [light: string, dark: string]> = {
  '': categorical.blue ?? ['', ''],
  red: categorical.red ?? ['', ''],
  green: categorical.green ?? ['', ''],
  yellow: categorical.marigold ?? ['', ''],
}
const steps = 8

/** A colour by its name, `categoricalTeal`; undefined when it is none. */
export function colourNamed(name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined
  const key = name.toLowerCase()
  const [, kind, of = ''] = /^(categorical|diverging|sequential)(.*)$/.exec(key) ?? []
  if (kind === 'sequential') {
    const [, base = '', step] = /^([a-z]*)([1-8])$/.exec(of) ?? []
    return step === undefined ? undefined : sequential(base, Number(step))
  }
  const pair = (kind === 'categorical' ? categorical : kind === 'diverging' ? diverging : meanings)[kind ? of : key]
  return pair && inTheme(pair)
}

/** Colours for so many things that have none of their own. */
export function colourSet(name: unknown, count: number): string[] {
  const set = typeof name === 'string' ? name.toLowerCase() : ''
  const base = /^sequential(.*)$/.exec(set)?.[1]
  const all =
    base !== undefined
      ? Array.from({ length: steps }, (_, at) => sequential(base, at + 1)).toReversed()
      : Object.values(set === 'diverging' ? diverging : categorical).map(inTheme)
  return Array.from({ length: count }, (_, at) => all[at % all.length] ?? '')
}

const at: Record<Theme, 0 | 1> = { light: 0, dark: 1 }
const inTheme = (pair: readonly [string, string]): string => pair[at[theme()]]
const card: readonly [string, string] = ['#ffffff', '#292929']

/** From pale to full. */
function sequential(base: string, step: number): string {
  return mixed(inTheme(bases[base] ?? bases[''] ?? card), inTheme(card), 0.4 + (0.6 * step) / steps)
}

function mixed(colour: string, ground: string, share: number): string {
  const [of, on] = [partsOf(colour), partsOf(ground)]
  return `rgb(${of.map((part, at) => Math.round(part * share + (on[at] ?? 0) * (1 - share))).join(', ')})`
}

const partsOf = (hex: string): number[] => (hex.match(/[\da-f]{2}/gi) ?? []).map((part) => Number.parseInt(part, 16))
