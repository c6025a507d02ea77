import type { Ground } from '../../commerce/ground.ts'

/** What the mirror stands on. */
export type MirrorGround = Pick<Ground, 'database' | 'partnerCenter' | 'clock' | 'policy' | 'log'>
