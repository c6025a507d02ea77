import type { CardElement, IActionSet } from '@microsoft/teams.cards'
import type { Entry } from '../../../chat/card-flow.ts'
import { subtle } from '../../../chat/card-parts.ts'
import type { FlowButtons } from '../../../chat/press.ts'
import type { Reader } from '../../../platform/language.ts'
import { characters } from '../../../platform/text.ts'
import { addressesShown, addressMinutes } from './opening-files.service.ts'
import { openingFilesText } from './opening-files.text.ts'
import type { KnownFile } from './support-file.ts'

/** What stands below a request's list of files. */
export interface FileDoors {
  readonly note: readonly CardElement[]
  readonly actions: IActionSet['actions']
}

interface OpeningFiles {
  readonly supportId: string
  readonly files: readonly KnownFile[]
  readonly entry: Entry
  readonly buttons: FlowButtons
}

const longestTitle = 40

/** One button that asks for addresses; on the card of who has asked, a button for each address. */
export function fileDoors(read: Reader, { supportId, files, entry, buttons }: OpeningFiles): FileDoors {
  const words = openingFilesText[read.language]
  const stored = files.filter(({ status }) => status === 'stored')
  if (stored.length === 0) return { note: [], actions: [] }
  const addresses = addressesIn(entry)
  const opened = stored.filter(({ id }) => addresses.has(id))
  if (opened.length === 0) {
    const ask = buttons.button('files', { title: words.openFiles }, { request: supportId, from: 0 })
    return { note: [], actions: [ask] }
  }
  const next = stored.findLastIndex(({ id }) => addresses.has(id)) + 1
  const from = next < stored.length ? next : 0
  return {
    note: [subtle(words.onlyYou(read.number(addressMinutes)), { size: 'Small' })],
    actions: [
      ...opened.map(({ id, name }) => ({
        type: 'Action.OpenUrl' as const,
        title: words.open(shortened(name)),
        url: addresses.get(id) ?? '',
      })),
      ...(stored.length > addressesShown
        ? [buttons.button('files', { title: words.nextFiles, mode: 'secondary' }, { request: supportId, from })]
        : []),
    ],
  }
}

/** What the press brought: addresses by file id, for the presser's eyes. */
const addressesIn = ({ secret }: Entry): ReadonlyMap<string, string> =>
  new Map(secret === undefined ? [] : Object.entries(JSON.parse(secret) as Record<string, string>))

/** In the middle: how a name begins and how it ends tell the most. */
function shortened(name: string): string {
  const letters = characters(name)
  if (letters.length <= longestTitle) return name
  const end = 12
  return `${letters.slice(0, longestTitle - end - 1).join('')}…${letters.slice(-end).join('')}`
}
