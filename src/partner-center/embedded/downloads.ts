import { createHash } from 'node:crypto'
import type { DownloadOption } from '../../commerce/ports/partner-center.ts'

/** What is downloaded for a product, and the newest version that it may be installed as. */
export interface Media {
  readonly line: 'Windows Server' | 'SQL Server'
  readonly edition: 'Standard' | 'Datacenter' | 'Enterprise'
  readonly newest: string
}

type FileType = DownloadOption['fileType']

interface Release {
  readonly version: string
  /** Megabytes of the 64-bit ISO. */
  readonly size: number
  readonly languages: Partial<Record<FileType, string>>
}

const everyLanguage = 'en de fr ja ko pt-BR zh-CN'

// Newest first. A product may be installed as its own version or as any earlier one (downgrade rights).
const releases: Record<Media['line'], readonly Release[]> = {
  'Windows Server': [
    { version: '2022', size: 5_200, languages: { 'ISO 64-bit': everyLanguage, VHD: 'en ja zh-CN' } },
    { version: '2019', size: 4_900, languages: { 'ISO 64-bit': everyLanguage, VHD: 'en de ja zh-CN' } },
    { version: '2016', size: 6_400, languages: { 'ISO 64-bit': everyLanguage, VHD: 'en' } },
    { version: '2012 R2', size: 4_300, languages: { 'ISO 64-bit': 'en de fr ja ko zh-CN' } },
  ],
  'SQL Server': [
    { version: '2022', size: 1_150, languages: { 'ISO 64-bit': everyLanguage } },
    { version: '2019', size: 1_400, languages: { 'ISO 64-bit': everyLanguage } },
    { version: '2017', size: 1_500, languages: { 'ISO 64-bit': 'en de fr ja ko zh-CN' } },
    {
      version: '2014',
      size: 2_700,
      languages: { 'ISO 64-bit': 'en de fr ja ko pt-BR zh-CN', 'ISO 32-bit': 'en de ja zh-CN' },
    },
  ],
}

const fileTypes = {
  'ISO 64-bit': { key: 'iso64', suffix: '64-bit.iso', size: 1 },
  'ISO 32-bit': { key: 'iso32', suffix: '32-bit.iso', size: 0.7 },
  VHD: { key: 'vhd', suffix: '64-bit.vhd', size: 1.8 },
} as const satisfies Record<FileType, object>

/** The combinations that exist: newest version first, then by language, then by file type. */
export function downloadOptionsOf(media: Media): DownloadOption[] {
  const all = releases[media.line]
  const from = all.findIndex(({ version }) => version === media.newest)
  return all.slice(from).flatMap((release) =>
    everyLanguage.split(' ').flatMap((language) =>
      (Object.keys(fileTypes) as FileType[])
        .filter((fileType) => release.languages[fileType]?.split(' ').includes(language))
        .map((fileType) => ({
          key: `${release.version.replace(' ', '')}.${language}.${fileTypes[fileType].key}`,
          version: release.version,
          language,
          fileType,
          fileSize: fileSizeOf(media, release, language, fileType),
        })),
    ),
  )
}

/** `Windows-Server-2012-R2-Standard_pt-BR_64-bit.iso` */
export const fileNameOf = (media: Media, option: Pick<DownloadOption, 'version' | 'language' | 'fileType'>): string =>
  `${[media.line, option.version, media.edition].join(' ').replaceAll(' ', '-')}_${option.language}_${fileTypes[option.fileType].suffix}`

/** Bytes: near the release's size, a little different for each language, in whole sectors of 2,048 bytes. */
function fileSizeOf({ edition }: Media, { version, size }: Release, language: string, fileType: FileType): number {
  const spread = createHash('sha256').update(`${edition} ${version} ${language} ${fileType}`).digest().readUInt16BE()
  return Math.round((size * 1_000_000 * fileTypes[fileType].size) / 2_048 + spread) * 2_048
}
