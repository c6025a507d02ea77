/** Why a file is not stored. `name` is refused for what its name says of it, the others for what they are or where they are. */
export const refusals = [
  'none-taken',
  'too-many',
  'elsewhere',
  'page',
  'gone',
  'not-reached',
  'too-large',
  'empty',
  'program',
  'web-page',
  'archive',
  'macros',
  'old-office',
  'kind',
  'name',
] as const
export type Refusal = (typeof refusals)[number]

/** A file that somebody sent, without its content. */
export interface KnownFile {
  readonly id: string
  readonly name: string
  /** Media type by its content; of a refused file too, where it was found out. */
  readonly type: string | null
  /** Bytes; null until it is here. */
  readonly size: number | null
  readonly status: 'coming' | 'stored' | 'refused'
  readonly refusal: Refusal | null
  /** The request it goes with; null while it waits for one. */
  readonly supportId: string | null
  readonly receivedAt: Date
}
