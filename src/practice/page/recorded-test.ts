import type { Act, RecordedChat, Step } from './recording.ts'

const width = 120
const times = { hour: 'hour', day: 'day', fortnight: '14 * day' } as const

/** A conversation as a test of the desk, in the words of `Person` of test/support/desk.ts: ready to be put into test/scenarios. */
export function recordedTest(steps: readonly Step[]): string {
  const names = new Names()
  const lines = steps.flatMap((step, at) =>
    'passed' in step ? [`await world.passes(${times[step.passed]})`] : linesOf(step, steps.slice(at + 1), names),
  )
  const passed = new Set(steps.map((step) => ('passed' in step ? times[step.passed] : '')))
  const clock = ['day', 'hour'].filter((unit) => [...passed].some((time) => time.endsWith(unit)))
  const vitest = lines.some((line) => line.startsWith('expect(')) ? 'expect, it' : 'it'
  const support = lines.some((line) => line.includes('new Person(')) ? 'openWorld, Person' : 'openWorld'
  return [
    `import { ${vitest} } from 'vitest'`,
    ...(clock.length === 0 ? [] : [`import { ${clock.join(', ')} } from '../../src/platform/clock.ts'`]),
    `import { ${support} } from '../support/desk.ts'`,
    '',
    `it(${literal(titleOf(steps))}, async () => {`,
    '  const world = await openWorld()',
    ...lines.map((line) => `  ${line.replaceAll('\n', '\n  ')}`),
    '})',
    '',
  ].join('\n')
}

function titleOf(steps: readonly Step[]): string {
  const said = steps.find((step) => 'chat' in step && step.act.kind === 'says')
  if (said === undefined || !('chat' in said) || said.act.kind !== 'says') return 'a conversation'
  return `${said.chat.name} says: ${said.act.text.split('\n')[0]}`
}

function linesOf(
  { chat, act, before, answer }: Extract<Step, { chat: RecordedChat }>,
  later: readonly Step[],
  names: Names,
): string[] {
  const [who, introduced] = names.person(chat)
  const message = 'messageId' in act && act.messageId !== before.newestCard ? names.card(act.messageId) : undefined
  const lines = [...introduced, ...actLines(who, act, message)]
  const words = answer?.words
  const card = words && words.messageId !== answer.newestCard ? names.card(words.messageId) : undefined
  if (words?.of === 'text') lines.push(`expect(${who}.hears()).toContain(${literal(words.text)})`)
  else if (words && card?.missing !== true)
    lines.push(`expect(${who}.sees(${card?.name ?? ''})).toContain(${literal(words.text)})`)
  const newest = answer?.newestCard
  if (newest !== undefined && newest !== before.newestCard && isUsedLater(newest, later))
    lines.push(`const ${names.keep(newest)} = ${who}.card().id`)
  return lines
}

/** Whether a card is pressed when it is no longer the newest: it needs a name then. */
const isUsedLater = (card: string, later: readonly Step[]): boolean =>
  later.some(
    (step) =>
      'chat' in step && 'messageId' in step.act && step.act.messageId === card && step.before.newestCard !== card,
  )

function actLines(who: string, act: Act, card: { name: string; missing: boolean } | undefined): string[] {
  const early = card?.missing ? ['// This card was there before the recording began.'] : []
  switch (act.kind) {
    case 'says':
      return [`await ${who}.says(${literal(act.text)})`]
    case 'edits': {
      const which = act.later === 0 ? '' : `, { later: ${act.later} }`
      return [...early, `await ${who}.edits(${literal(act.was)}, ${literal(act.text)}${which})`]
    }
    case 'presses': {
      const options = [
        ...(card === undefined || card.missing ? [] : [`message: ${card.name}`]),
        ...(act.which === 0 ? [] : [`which: ${act.which}`]),
      ]
      const more = options.length === 0 ? '' : `, { ${options.join(', ')} }`
      return [...picks(who, act.picked), ...early, `await ${who}.presses(${literal(act.title)}${more})`]
    }
    case 'refreshes':
      return [...early, `await ${who}.refreshes(${card === undefined || card.missing ? '' : `'manual', ${card.name}`})`]
    case 'sends files': {
      const files = act.names.map((name) => `{ name: ${literal(name)}, content: Buffer.from('what it holds') }`)
      const text = act.text === '' ? '' : `, ${literal(act.text)}`
      return [`await world.teams.sendFiles(${who}.chat, ${who}.id, [${files.join(', ')}]${text})`]
    }
    case 'sends a picture':
      return [`await world.teams.sendPicture(${who}.chat, ${who}.id)`]
    case 'adds':
      return [`await world.teams.addBot(${who}.chat, ${who}.id)`]
    case 'removes':
      return [`await world.teams.removeBot(${who}.chat)`]
    case 'blocks':
      return [`world.teams.blockBot(${who}.id)`]
    case 'unblocks':
      return [`world.teams.unblockBot(${who}.id)`]
  }
}

function picks(who: string, picked: Readonly<Record<string, string>>): string[] {
  const entries = Object.entries(picked).map(([id, value]) => `${property(id)}: ${literal(value)}`)
  if (entries.length === 0) return []
  const line = `${who}.picks({ ${entries.join(', ')} })`
  return [line.length + 2 <= width ? line : `${who}.picks({\n${entries.map((entry) => `  ${entry},\n`).join('')}})`]
}

const property = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name))

/** With the quotes that the formatter would choose. */
function literal(text: string): string {
  const json = JSON.stringify(text)
  if (text.includes("'") && !text.includes('"')) return json
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

/** Variables for people and for cards that are no longer the newest. */
class Names {
  private readonly taken = new Set(['world', 'it', 'expect', 'day', 'hour', 'openWorld', 'Person'])
  private readonly people = new Map<string, string>()
  private readonly groups = new Map<string, string>()
  private readonly cards = new Map<string, string>()

  /** The variable of a person in a chat, and the lines that bring it about, the first time. */
  person(chat: RecordedChat): [string, string[]] {
    const key = `${chat.personId} ${chat.conversationId}`
    const known = this.people.get(key)
    if (known !== undefined) return [known, []]
    const first = chat.name.split(' ')[0]?.toLowerCase() ?? ''
    if (chat.group === undefined) {
      const who = this.take(first)
      this.people.set(key, who)
      return [who, [`const ${who} = await world.person('${chat.personId}')`]]
    }
    const [group, opened] = this.group(chat)
    const who = this.take(`${first}In${group.replace(/^./, (letter) => letter.toUpperCase())}`)
    this.people.set(key, who)
    return [who, [...opened, `const ${who} = new Person(world.desk, world.teams, '${chat.personId}', ${group}.id)`]]
  }

  card(messageId: string): { name: string; missing: boolean } {
    const name = this.cards.get(messageId)
    return name === undefined ? { name: '', missing: true } : { name, missing: false }
  }

  keep(messageId: string): string {
    const name = this.take('card')
    this.cards.set(messageId, name)
    return name
  }

  private group({ conversationId, group }: RecordedChat): [string, string[]] {
    const known = this.groups.get(conversationId)
    if (known !== undefined) return [known, []]
    const name = this.take('group')
    this.groups.set(conversationId, name)
    const members = (group?.memberIds ?? []).map((id) => `'${id}'`).join(', ')
    return [name, [`const ${name} = await world.teams.openGroupChat([${members}], ${literal(group?.topic ?? '')})`]]
  }

  private take(wished: string): string {
    const word = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(wished) ? wished : 'person'
    let name = word
    for (let number = 2; this.taken.has(name); number++) name = `${word}${number}`
    this.taken.add(name)
    return name
  }
}
