import { checkWords } from './command-words.ts'
import type { Feature } from './feature.ts'
import { sayingWhatWasNotRead } from './not-read.ts'

/** Verbs that every card may carry, whatever features there are. */
const builtInVerbs = ['flow', 'start', 'dialog']

/** Merges what the features open. A name that is taken, or that every object has by itself, stops the start. */
export function joinDoors(features: readonly Feature[]) {
  once(features, 'feature', ({ name }) => [name])
  once(features, 'flow or step', ({ flows = [] }) => flows.flatMap((flow) => flow.dialogs.map(({ id }) => id)))
  once(features, 'command', ({ commands = [] }) => commands.map(({ name }) => name))
  once(features, 'door', ({ files }) => (files === undefined ? [] : ['files']))
  once(features, 'door', ({ consents }) => (consents === undefined ? [] : ['consents']))
  once(features, 'door', ({ messages }) => (messages === undefined ? [] : ['messages']))
  once(features, 'door', ({ upload }) => (upload === undefined ? [] : ['upload']))
  checkWords(features)
  return {
    flows: features.flatMap(({ flows = [] }) => flows),
    commands: sayingWhatWasNotRead(features.flatMap(({ commands = [] }) => commands)),
    views: byName(features, 'view', ({ views }) => views),
    searches: byName(features, 'search', ({ searches }) => searches),
    presses: byName(features, 'press', ({ presses }) => presses, builtInVerbs),
    occasions: byName(features, 'occasion', ({ occasions }) => occasions),
    dialogs: byName(features, 'dialog', ({ dialogs }) => dialogs),
    jobs: byName(features, 'job', ({ jobs }) => jobs),
    upload: features.map(({ upload }) => upload).find((door) => door !== undefined),
    files: features.map(({ files }) => files).find((door) => door !== undefined),
    consents: features.map(({ consents }) => consents).find((door) => door !== undefined),
    messages: features.map(({ messages }) => messages).find((door) => door !== undefined),
    today: features.flatMap(({ name, today }) => (today === undefined ? [] : [{ name, look: today }])),
    rounds: byName(features, 'round', ({ rounds }) => rounds),
    routes: byName(features, 'route', ({ routes }) => routes, ['me']),
  }
}

function byName<T>(
  features: readonly Feature[],
  kind: string,
  doorsOf: (feature: Feature) => Record<string, T> | undefined,
  builtIn: readonly string[] = [],
): Record<string, T> {
  once(features, kind, (feature) => Object.keys(doorsOf(feature) ?? {}), builtIn)
  // What is pressed and asked for names doors: what every object has by itself must not be one.
  return Object.assign(Object.create(null), ...features.map(doorsOf))
}

function once(
  features: readonly Feature[],
  kind: string,
  namesOf: (feature: Feature) => readonly string[],
  builtIn: readonly string[] = [],
): void {
  const taken = new Map(builtIn.map((name) => [name, 'the chat itself']))
  for (const feature of features) {
    for (const name of namesOf(feature)) {
      if (name === '' || name in Object.prototype)
        throw new Error(`no ${kind} can be named "${name}", as ${feature.name} names it`)
      const other = taken.get(name)
      if (other !== undefined)
        throw new Error(`the ${kind} "${name}" is opened twice, by ${other} and by ${feature.name}`)
      taken.set(name, feature.name)
    }
  }
}
