import type { Feature } from '../../chat/feature.ts'
import type { MirrorService } from './mirror.service.ts'

export const mirrorFeature = ({ mirror }: { mirror: MirrorService }): Feature => ({
  name: 'mirror',
  rounds: { 'mirror.look': () => mirror.look() },
})
