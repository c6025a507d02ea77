/** Somebody who can be played on the practice page. */
export interface PracticePerson {
  /** The Entra object id (`aadObjectId`). */
  readonly id: string
  /** The Entra tenant of the person's partner. */
  readonly partnerId: string
  readonly partnerName: string
  readonly name: string
  readonly roles: readonly string[]
  /** The language of their Teams, as `ko-KR`. */
  readonly locale: string
  readonly timeZone: string
}

/** The bot as Teams knows it: an id that begins with `28:`, and the name that people mention. */
export interface PracticeBot {
  readonly id: string
  readonly name: string
}

/** The id that Teams gives a person towards bots (an "MRI"); always the same for the same person. */
export const teamsIdOf = (personId: string): string => `29:1${Buffer.from(personId).toString('base64url')}`
