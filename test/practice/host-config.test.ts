import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

interface Style {
  backgroundColor: string
  foregroundColors: Record<string, { default: string; subtle: string }>
}

const folder = new URL('../../src/practice/page/host-config/', import.meta.url)
const stylesOf = (theme: string): Record<string, Style> =>
  JSON.parse(readFileSync(new URL(`${theme}.json`, folder), 'utf8')).containerStyles

/** WCAG's relative luminance. */
function luminance(colour: string): number {
  const parts = (colour.match(/[\da-f]{2}/gi) ?? []).map((part) => Number.parseInt(part, 16) / 255)
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const contrast = (one: string, other: string): number => {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

it.each(['light', 'dark'])('every colour of words can be read in every box of the %s theme', (theme) => {
  const pale = Object.entries(stylesOf(theme)).flatMap(([style, { backgroundColor, foregroundColors }]) =>
    Object.entries(foregroundColors)
      // These two are for pictures in the background, light or dark whatever the theme.
      .filter(([name]) => name !== 'dark' && name !== 'light')
      .flatMap(([name, colours]) => Object.values(colours).map((colour) => ({ style, name, colour, backgroundColor })))
      .filter(({ colour }) => contrast(colour, backgroundColor) < 4.5),
  )
  expect(pale).toEqual([])
})

it('no box glares on a dark card, nor darkens a light one', () => {
  for (const { backgroundColor } of Object.values(stylesOf('dark')))
    expect(luminance(backgroundColor)).toBeLessThan(0.05)
  for (const { backgroundColor } of Object.values(stylesOf('light')))
    expect(luminance(backgroundColor)).toBeGreaterThan(0.8)
})
