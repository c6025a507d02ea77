import type { Feature } from './feature.ts'
import { sayingWhatWasNotRead } from './not-read.ts'

/** Merges what the features open; two doors of one name stop the start. */
export function joinDoors(features: readonly Feature[]) {
  return {
    flows: features.flatMap((feature) => feature.flows ?? []),
    commands: sayingWhatWasNotRead(features.flatMap((feature) => feature.commands ?? [])),
    views: onceEach(features, (feature) => feature.views),
    searches: onceEach(features, (feature) => feature.searches),
    presses: onceEach(features, (feature) => feature.presses),
    occasions: onceEach(features, (feature) => feature.occasions),
    jobs: onceEach(features, (feature) => feature.jobs),
    files: features.map(({ files }) => files).find((door) => door !== undefined),
    rounds: onceEach(features, (feature) => feature.rounds),
  }
}

function onceEach<T>(
  features: readonly Feature[],
  doorsOf: (feature: Feature) => Record<string, T> | undefined,
): Record<string, T> {
  const doors = new Map<string, T>()
  for (const feature of features) {
    for (const [name, door] of Object.entries(doorsOf(feature) ?? {})) {
      if (doors.has(name)) throw new Error(`${name} is opened twice, the second time by ${feature.name}`)
      doors.set(name, door)
    }
  }
  // Presses name doors: what every object has by itself, such as a constructor, must not be one.
  return Object.assign(Object.create(null), Object.fromEntries(doors))
}
