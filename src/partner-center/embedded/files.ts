import { offers } from './catalogue.ts'
import { downloadOptionsOf, fileNameOf } from './downloads.ts'

const megabyte = 1_000_000

const described = new Map(
  offers.flatMap(({ media }) =>
    media === undefined
      ? []
      : downloadOptionsOf(media).map((option) => [
          fileNameOf(media, option),
          `${media.line} ${option.version} ${media.edition}, ${option.fileType}, language ${option.language}, ` +
            `about ${Math.round(option.fileSize / megabyte)} MB`,
        ]),
  ),
)

export interface StandInFile {
  readonly fileName: string
  readonly contentType: string
  readonly body: string
}

/** A small text in place of an installation file: the embedded Partner Center has no software. Undefined for names that the catalogue cannot produce. */
export function standInFile(name: string): StandInFile | undefined {
  const description = described.get(name)
  if (description === undefined) return undefined
  return {
    fileName: `${name}.txt`,
    contentType: 'text/plain; charset=utf-8',
    body: `This small file stands for ${name}: ${description}.\nCSP Desk runs with its embedded Partner Center, which has no real software.\n`,
  }
}
