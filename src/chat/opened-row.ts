import type { IColumnSet } from '@microsoft/teams.cards'
import { opening, plain, subtle, text } from './card-parts.ts'
import type { DigestRow } from './feature.ts'
import { startButton } from './press.ts'

/** Something among others, that is opened by pressing it: what it is, of what, how much. */
export function openedRow({ title, below, amount, opens }: DigestRow): IColumnSet {
  const about = below.filter((part) => part !== undefined).join(' · ')
  const { command, ...facts } = opens ?? { command: undefined }
  return opening(
    {
      type: 'ColumnSet',
      spacing: 'Small',
      columns: [
        {
          type: 'Column',
          width: 'stretch',
          items: [text(plain(title)), subtle(about, { size: 'Small', spacing: 'None' })],
        },
        ...(amount === undefined
          ? []
          : [
              {
                type: 'Column' as const,
                width: 'auto',
                items: [text(plain(amount), { horizontalAlignment: 'Right' })],
              },
            ]),
      ],
    },
    command === undefined ? undefined : startButton(command, { title: `${title} · ${about}` }, facts),
  )
}
