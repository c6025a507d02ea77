import { Names } from './recorded-names.ts'
import type { Act, RecordedChat, Step } from './recording.ts'
import { literal, property, wrapped } from './written-code.ts'

const times = { hour: 'hour', day: 'day', fortnight: '14 * day' } as const

/**
 * A conversation as a test of the desk, in the words of `Person` of test/support/desk.ts: ready to be put into test/scenarios.
 * What was done and is not recorded stands there as a comment.
 */
export function recordedTest(steps: readonly Step[], isWhole = true): string {
  const names = new Names()
  const written = steps.flatMap((step, at) =>
    'passed' in step
      ? [`await world.passes(${times[step.passed]})`]
      : linesOf(step, { earlier: steps.slice(0, at), later: steps.slice(at + 1) }, names),
  )
  const lines = [
    ...withoutUnused(written),
    ...(isWhole ? [] : [`// What was done after these ${steps.length} acts is not recorded.`]),
  ]
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

type Done = Extract<Step, { chat: RecordedChat }>
interface Around {
  readonly earlier: readonly Step[]
  readonly later: readonly Step[]
}

function linesOf(step: Done, { earlier, later }: Around, names: Names): string[] {
  const { chat, act, before, answer } = step
  const elsewhere = elsewhereLines(chat, act)
  if (elsewhere !== undefined) return elsewhere
  if (act.kind === 'opens a group') return names.group(chat)[1]
  const [who, introduced] = names.person(chat)
  const message = 'messageId' in act && act.messageId !== before.newestCard ? names.card(act.messageId) : undefined
  const lines = [...introduced, ...actLines(step, { who, card: message, earlier, names })]
  const words = answer?.words
  const card = words && words.messageId !== answer.newestCard ? names.card(words.messageId) : undefined
  if (words?.of === 'text') lines.push(`expect(${who}.hears()).toContain(${literal(words.text)})`)
  else if (words && card?.missing !== true)
    lines.push(`expect(${who}.sees(${card?.name ?? ''})).toContain(${literal(words.text)})`)
  if (answer?.window) lines.push(`expect(${names.dialog(chat)}.sees()).toContain(${literal(answer.window)})`)
  const newest = answer?.newestCard
  if (newest !== undefined && newest !== before.newestCard && isUsedLater(newest, later))
    lines.push(`const ${names.keep(newest)} = ${who}.card().id`)
  return lines
}

/** What the bot is not told of: said, so that nobody looks for it. */
function elsewhereLines({ name }: RecordedChat, act: Act): string[] | undefined {
  if (act.kind === 'closes' && act.result === undefined)
    return [...pageLines(act.address), `// ${name} closed the window: the bot is not told.`]
  if (act.kind !== 'leaves') return undefined
  const where = act.page === 'tab' ? "opened the app's tab" : `followed ${literal(act.title)}`
  return [`// ${name} ${where}: what is done there is not recorded.`]
}

function pageLines(address: string | undefined): string[] {
  if (address === undefined) return []
  const { pathname } = new URL(address)
  return [
    `// What was done on ${pathname} is not recorded: tabOf of test/support/tab-person.ts asks what such a page asks.`,
  ]
}

/** A variable that nothing is asked of is none. */
const withoutUnused = (lines: readonly string[]): string[] =>
  lines.map((line, at) => {
    const [, name, value] = /^const ([^ ]+) = (await .*)$/.exec(line) ?? []
    const isUsed = lines.slice(at + 1).some((later) => !later.startsWith('//') && later.includes(`${name}.`))
    return name === undefined || value === undefined || isUsed ? line : value
  })

/** Whether a card is pressed when it is no longer the newest: it needs a name then. */
const isUsedLater = (card: string, later: readonly Step[]): boolean =>
  later.some(
    (step) =>
      'chat' in step && 'messageId' in step.act && step.act.messageId === card && step.before.newestCard !== card,
  )

interface Known {
  readonly who: string
  /** Of the message that it is about, unless that is the newest card. */
  readonly card: { readonly name: string; readonly missing: boolean } | undefined
  readonly earlier: readonly Step[]
  readonly names: Names
}

function actLines({ chat, act }: Done, { who, card, earlier, names }: Known): string[] {
  const early = card?.missing ? ['// This card was there before the recording began.'] : []
  const about = card === undefined || card.missing ? [] : [`message: ${card.name}`]
  switch (act.kind) {
    case 'says':
      return [`await ${who}.says(${literal(act.text)})`]
    case 'edits': {
      const isThere = saidBefore(earlier, chat).filter((text) => text === act.was).length > act.later
      const which = act.later === 0 ? '' : `, { later: ${act.later} }`
      return [...missing(isThere), `await ${who}.edits(${literal(act.was)}, ${literal(act.text)}${which})`]
    }
    case 'presses':
      return [...picks(who, act.picked), ...early, `await ${who}.presses(${pressed(act, about)})`]
    case 'opens':
      return [
        ...picks(who, act.picked),
        ...early,
        `const ${names.opens(chat)} = await ${who}.opens(${pressed(act, about)})`,
      ]
    case 'uses': {
      const message = act.said === undefined ? about.map((named) => `{ ${named} }`) : [`{ says: ${literal(act.said)} }`]
      return [
        ...(act.said === undefined ? early : missing(act.isBots || wasSaid(earlier, chat, act.said))),
        `const ${names.opens(chat)} = await ${who}.uses(${message.join('')})`,
      ]
    }
    case 'presses in a window': {
      const dialog = names.dialog(chat)
      return [...picks(dialog, act.picked), `await ${dialog}.presses(${pressed(act, [])})`]
    }
    case 'closes': {
      const asked = new Map(act.address === undefined ? [] : new URL(act.address).searchParams)
      const dialog = names.dialog(chat)
      const entries = Object.entries(act.result ?? {}).map(
        ([name, value]) => `${property(name)}: ${handedBack(value, dialog, asked)}`,
      )
      return [...pageLines(act.address), wrapped(`await ${dialog}.closes(`, entries)]
    }
    case 'answers an offer':
      return [...missing(act.isNewest), `await ${who}.answersOffer(${act.accepted})`]
    case 'refreshes':
      return [...early, `await ${who}.refreshes(${card === undefined || card.missing ? '' : `'manual', ${card.name}`})`]
    case 'sends files': {
      const files = act.names.map((name) => `{ name: ${literal(name)}, content: Buffer.from('what it holds') }`)
      const text = act.text === '' ? '' : `, ${literal(act.text)}`
      return [
        '// What was in the files is not recorded.',
        `await world.teams.sendFiles(${who}.chat, ${who}.id, [${files.join(', ')}]${text})`,
      ]
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
    case 'opens a group':
    case 'leaves':
      return []
  }
}

const missing = (isThere: boolean): string[] => (isThere ? [] : ['// This message is no part of the recording.'])

function pressed(
  { title, which }: { readonly title: string; readonly which: number },
  about: readonly string[],
): string {
  const options = [...about, ...(which === 0 ? [] : [`which: ${which}`])]
  return options.length === 0 ? literal(title) : `${literal(title)}, { ${options.join(', ')} }`
}

/** What somebody's messages in a chat say by now, as far as they are recorded. */
function saidBefore(earlier: readonly Step[], { personId, conversationId }: RecordedChat): string[] {
  const texts: string[] = []
  for (const step of earlier) {
    if (!('chat' in step) || step.chat.personId !== personId || step.chat.conversationId !== conversationId) continue
    const { act } = step
    if (act.kind === 'says' || act.kind === 'sends files') texts.push(act.text)
    if (act.kind === 'edits') texts.splice(texts.lastIndexOf(act.was), 1, act.text)
  }
  return texts
}

/** By anybody in the chat. */
const wasSaid = (earlier: readonly Step[], chat: RecordedChat, text: string): boolean => {
  const people = new Set(earlier.flatMap((step) => ('chat' in step ? [step.chat.personId] : [])))
  return [...people].some((personId) => saidBefore(earlier, { ...chat, personId }).includes(text))
}

/** A page hands back what its address told it: in another world that is something else. */
function handedBack(value: unknown, dialog: string, asked: ReadonlyMap<string, string>): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  const name = [...asked].find(([, told]) => told === value)?.[0]
  return name === undefined ? literal(value) : `${dialog}.asked(${literal(name)})`
}

function picks(who: string, picked: Readonly<Record<string, string>>): string[] {
  const entries = Object.entries(picked).map(([id, value]) => `${property(id)}: ${literal(value)}`)
  return entries.length === 0 ? [] : [wrapped(`${who}.picks(`, entries)]
}
