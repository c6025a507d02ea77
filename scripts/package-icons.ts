import { type DecodedPng, decode } from 'fast-png'

/** A picture's pixels, each as red, green, blue and opacity from 0 to 255. */
interface Picture {
  readonly width: number
  readonly height: number
  at(x: number, y: number): readonly [red: number, green: number, blue: number, alpha: number]
}

/**
 * Teams' rules for icons: the colour one is 192 pixels square and opaque, with its symbol within the 96 in the middle, since Teams
 * cuts it to circles, hexagons and rounded squares; the outline is 32 pixels square, white on transparent, without a border of nothing.
 */
export function iconComplaints(kind: 'color' | 'outline', file: string, bytes: Uint8Array | undefined): string[] {
  const picture = bytes && pictureOf(bytes)
  if (picture === undefined) return [`${file}: is no PNG picture of 8 bits a channel`]
  const side = kind === 'color' ? 192 : 32
  if (picture.width !== side || picture.height !== side)
    return [`${file}: is ${picture.width} × ${picture.height} pixels; the ${kind} icon has ${side} × ${side}`]
  return (kind === 'color' ? colorComplaints(picture) : outlineComplaints(picture)).map((line) => `${file}: ${line}`)
}

function colorComplaints(picture: Picture): string[] {
  const ground = picture.at(0, 0)
  const pixels = pixelsOf(picture)
  if (pixels.some(({ colour }) => colour[3] < 255)) return ['is transparent in places; the color icon is opaque']
  const symbol = pixels.filter(({ colour }) => colour.some((value, at) => Math.abs(value - (ground[at] ?? 0)) > 8))
  if (symbol.length === 0) return ['shows nothing but its background']
  const isCut = symbol.some(({ x, y }) => Math.min(x, y) < 48 || Math.max(x, y) >= 144)
  return isCut ? ['has its symbol outside of the 96 × 96 pixels in the middle, where Teams cuts it off'] : []
}

function outlineComplaints(picture: Picture): string[] {
  const seen = pixelsOf(picture).filter(({ colour }) => colour[3] > 0)
  if (seen.length === 0) return ['shows nothing']
  if (seen.length === picture.width * picture.height) return ['has no transparent background']
  if (seen.some(({ colour: [red, green, blue] }) => Math.min(red, green, blue) < 255)) return ['is not white alone']
  const extent = (along: 'x' | 'y') => {
    const places = seen.map((pixel) => pixel[along])
    return Math.max(...places) - Math.min(...places) + 1
  }
  return Math.max(extent('x'), extent('y')) < 30 ? ['has a border of nothing around its symbol'] : []
}

const pixelsOf = (picture: Picture) =>
  Array.from({ length: picture.width * picture.height }, (_, index) => {
    const [x, y] = [index % picture.width, Math.floor(index / picture.width)]
    return { x, y, colour: picture.at(x, y) }
  })

function pictureOf(bytes: Uint8Array): Picture | undefined {
  const png = decoded(bytes)
  if (png === undefined || png.depth !== 8 || png.palette !== undefined) return undefined
  const { width, height, channels, data } = png
  const value = (x: number, y: number, channel: number) => data[(y * width + x) * channels + channel] ?? 0
  const isGrey = channels < 3
  const alpha = channels % 2 === 0 ? channels - 1 : undefined
  return {
    ...{ width, height },
    at: (x, y) => [
      value(x, y, 0),
      value(x, y, isGrey ? 0 : 1),
      value(x, y, isGrey ? 0 : 2),
      alpha === undefined ? 255 : value(x, y, alpha),
    ],
  }
}

function decoded(bytes: Uint8Array): DecodedPng | undefined {
  try {
    return decode(bytes)
  } catch {
    return undefined
  }
}
