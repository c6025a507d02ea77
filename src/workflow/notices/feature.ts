import type { Feature } from '../../chat/feature.ts'
import { mutePress } from './mute-press.ts'
import type { NoticesRoom } from './room.ts'

export const noticesFeature = ({ wishes, openings }: Pick<NoticesRoom, 'wishes' | 'openings'>): Feature => ({
  name: 'notices',
  rounds: { 'notices.chats': () => openings.tryAgain() },
  presses: { notices: mutePress(wishes) },
})
