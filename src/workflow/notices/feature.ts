import type { Feature } from '../../chat/feature.ts'
import { mutePress } from './mute-press.ts'
import type { NoticesRoom } from './room.ts'

export const noticesFeature = ({ wishes }: Pick<NoticesRoom, 'wishes'>): Feature => ({
  name: 'notices',
  presses: { notices: mutePress(wishes) },
})
