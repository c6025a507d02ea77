export const deskFlags: readonly string[]
