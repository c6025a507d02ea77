import type { NoticeKind } from '../../chat/feature.ts'
import { button } from '../../chat/press.ts'
import type { Reader } from '../../platform/language.ts'
import { noticesText } from './notices.text.ts'

/** How to opt out, on the card itself: it is in the overflow of the notice's buttons. */
export const muteButton = (read: Reader, kind: NoticeKind) =>
  button(
    { verb: 'notices', act: 'mute', kind },
    {
      title: noticesText[read.language].mute,
      mode: 'secondary',
      withoutInputs: true,
    },
  )
