import type { CardElement, IChoiceSetInput } from '@microsoft/teams.cards'
import { z } from 'zod'
import type { Card } from '../../../chat/card.ts'
import type { Entry } from '../../../chat/card-flow.ts'
import { announcements, card, choiceTitle, mistake, plain, subtle, text, typedOr } from '../../../chat/card-parts.ts'
import { buttonRow, type FlowButtons, startButton } from '../../../chat/press.ts'
import type { Turn } from '../../../chat/turn.ts'
import { later } from '../../../platform/clock.ts'
import type { Reader } from '../../../platform/language.ts'
import { extensionOf, isFileKind } from './file-kind.ts'
import type { KnownFile } from './support-file.ts'
import type { FileGoal } from './support-files.repository.ts'
import { filesKept, type ShownFiles } from './support-files.service.ts'
import { type SupportFilesText, sizeText, supportFilesText } from './support-files.text.ts'

/** The input of the form that `filesInput` draws: file ids with commas between them. */
export const filesField = 'files'
/** What a form's press says of files: those that its card listed, and those of them that were ticked. */
export const tickedFiles = {
  listed: z.array(z.guid()).max(100).default([]),
  [filesField]: z.string().max(4_000).default(''),
}
/** @returns ids */
export const tickedOf = ({ listed, [filesField]: ticked }: { listed: readonly string[]; [filesField]: string }) =>
  ticked.split(/[,;]/u).filter((id) => listed.includes(id))

/** What stands for no request yet, in the choice of one. */
export const nextRequest = 'next'
const rowsShown = 20

export const requestNumber = (number: number): string => `SR-${number}`

/** For the form: which of the waiting files go with the request, all ticked; or how to add some. */
export function filesInput(
  read: Reader,
  { files, taken }: { files: readonly KnownFile[]; taken: boolean },
  entry: Entry,
): CardElement[] {
  const words = supportFilesText[read.language]
  if (files.length === 0) return taken ? [subtle(words.howToAdd, { size: 'Small' })] : []
  const input: IChoiceSetInput = {
    type: 'Input.ChoiceSet',
    id: filesField,
    label: words.chosen,
    style: 'expanded',
    isMultiSelect: true,
    wrap: true,
    value: ticked(files, entry).join(','),
    choices: files.map((file) => ({
      title: choiceTitle(`${file.name} · ${stateText(words, file, read)}`),
      value: file.id,
    })),
  }
  return [input, ...mistake(entry, filesField)]
}

/** All of them at first; after a press those that were ticked, and those that its form did not list yet. */
function ticked(files: readonly KnownFile[], { typed }: Entry): string[] {
  const ids = files.map(({ id }) => id)
  const { listed, [filesField]: chosen } = typed
  if (!Array.isArray(listed)) return ids
  const kept = String(chosen ?? '').split(/[,;]/u)
  return ids.filter((id) => kept.includes(id) || !listed.includes(id))
}

/**
 * For the card of a request: its files.
 * @param open Somebody may still add them to the ticket in Partner Center, which takes none from here.
 */
export function filesList(read: Reader, files: readonly KnownFile[], open: boolean): CardElement[] {
  const words = supportFilesText[read.language]
  if (files.length === 0) return []
  return [
    text(words.files, { weight: 'Bolder' }),
    ...rows(words, files, [], read),
    ...(open && files.some(({ status }) => status !== 'refused') ? [subtle(words.addByHand, { size: 'Small' })] : []),
  ]
}

/** The card that answers a message with files: what came of each, and what they go with. */
export function filesCard(turn: Turn, shown: ShownFiles, entry: Entry, buttons: FlowButtons): Card {
  const { reader: read } = turn
  const { files, open, given, limits } = shown
  const words = supportFilesText[read.language]
  const waiting = files.filter(({ supportId, status }) => supportId === null && status !== 'refused')
  const refused = files.some(({ status }) => status === 'refused')
  return card({
    title: words.title(files.length),
    subject: words.subject,
    speak: [words.title(files.length), ...files.map(({ name }) => name)].slice(0, 4).join('. '),
    body: [
      ...announcements(entry),
      ...(files.length === 0 ? [subtle(words.nothingLeft)] : rows(words, files, given, read)),
      refused && limits.most > 0
        ? subtle(words.limits(read.number(limits.most), sizeText(read, limits.bytes)), { size: 'Small' })
        : undefined,
      ...(waiting.length === 0 ? [] : goalParts(words, read, { waiting, open, entry })),
      waiting.length === 0
        ? undefined
        : buttonRow(
            ...(open.length > 0 ? [buttons.button('attach', { title: words.attach, style: 'positive' })] : []),
            startButton(
              'support',
              { title: words.newRequest, ...(open.length === 0 && { style: 'positive' }) },
              { about: 'new' },
            ),
            buttons.button('discard', { title: words.discard, withoutInputs: true }),
          ),
    ],
  })
}

interface Goals {
  readonly waiting: readonly KnownFile[]
  readonly open: readonly FileGoal[]
  readonly entry: Entry
}

function goalParts(words: SupportFilesText, read: Reader, { waiting, open, entry }: Goals): CardElement[] {
  if (open.length === 0) {
    const received = Math.min(...waiting.map(({ receivedAt }) => receivedAt.getTime()))
    return [text(plain(words.waits(read.date(later(new Date(received), filesKept)), waiting.length)))]
  }
  const input: IChoiceSetInput = {
    type: 'Input.ChoiceSet',
    id: 'request',
    label: words.request,
    style: 'compact',
    isRequired: true,
    errorMessage: words.chooseRequest,
    // Files that were given cannot be taken back: nothing is given to a request that nobody chose.
    value: typedOr(entry, 'request', nextRequest) ?? nextRequest,
    choices: [
      { title: words.next, value: nextRequest },
      ...open.map(({ id, number, title }) => ({ title: `${requestNumber(number)} · ${title}`, value: id })),
    ],
  }
  return [input, ...mistake(entry, 'request')]
}

function rows(
  words: SupportFilesText,
  files: readonly KnownFile[],
  given: readonly FileGoal[],
  read: Reader,
): CardElement[] {
  const more = files.length - rowsShown
  return [
    ...files.slice(0, rowsShown).map((file) => row(words, file, given, read)),
    ...(more > 0 ? [subtle(words.more(read.number(more)), { size: 'Small' })] : []),
  ]
}

function row(words: SupportFilesText, file: KnownFile, given: readonly FileGoal[], read: Reader): CardElement {
  const request = given.find(({ id }) => id === file.supportId)
  const goal = request === undefined ? [] : [words.goesWith(requestNumber(request.number))]
  const state = [stateText(words, file, read), ...goal].join(' · ')
  return {
    type: 'Container',
    spacing: 'Small',
    items: [
      text(plain(file.name)),
      file.status === 'refused'
        ? text(plain(state), { color: 'Attention', size: 'Small', spacing: 'None' })
        : subtle(state, { size: 'Small', spacing: 'None' }),
    ],
  }
}

/** `Stored · PDF · 1.2 MB`, or why it is not. */
export function stateText(
  words: SupportFilesText,
  { name, status, type, size, refusal }: KnownFile,
  read: Reader,
): string {
  const kind = isFileKind(type) ? words.kinds[type] : (type ?? '')
  if (status === 'coming') return words.coming
  if (status === 'stored') return [words.stored, kind, sizeText(read, size ?? 0)].join(' · ')
  const why = words.why[refusal ?? 'kind']({ ending: `.${extensionOf(name) ?? ''}`, kind })
  return read.language === 'zh' ? `${words.refused}：${why}` : `${words.refused}: ${why}`
}
