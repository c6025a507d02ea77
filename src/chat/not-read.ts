import { cut } from '../platform/text.ts'
import { chatText } from './chat.text.ts'
import type { Beginning, Command } from './feature.ts'
import type { Sentence } from './sentence.ts'
import type { Turn } from './turn.ts'

const remembered = 10_000

/** A card stays under Teams' size, whatever was said. */
const mostQuoted = 10
const quoted = (said: string): string => cut(said, 100, '…')

/**
 * Commands that say on their first card which words of a sentence were not read: those that mean something and that nobody
 * claimed, those that the command has no place for, and those that the feature could do nothing with.
 */
export function sayingWhatWasNotRead(commands: readonly Command[]): Command[] {
  const toldOfTraditional = new Set<string>()
  return commands.map((command) => ({
    ...command,
    begin: async (turn, sentence) => {
      const beginning = await command.begin(turn, sentence)
      // Words, or a card that stands by itself, say by themselves what they are about.
      if (typeof beginning === 'string' || !('flow' in beginning)) return beginning
      const remark = [...remarksOn(turn, sentence, beginning), ...onTraditional(turn, sentence, toldOfTraditional)]
      if (remark.length === 0) return beginning
      return { ...beginning, entry: { ...beginning.entry, remark: remark.join(' ') } }
    },
  }))
}

function remarksOn({ reader }: Turn, { unread = [], notes = [] }: Sentence, beginning: Beginning): string[] {
  const words = chatText[reader.language]
  const all = [...new Set([...unread, ...(beginning.unread ?? [])])].filter((said) => said !== '').map(quoted)
  return [
    ...(all.length === 0 ? [] : [words.notRead(all.length > mostQuoted ? [...all.slice(0, mostQuoted), '…'] : all)]),
    ...(notes.includes('whole-days') ? [words.wholeDays] : []),
    ...(notes.includes('turned-round') ? [words.turnedRound] : []),
    ...(beginning.entry?.remark === undefined ? [] : [beginning.entry.remark]),
  ]
}

/** Once a person since the start: who writes so all day knows it by then. */
function onTraditional({ agent, reader }: Turn, { notes = [] }: Sentence, told: Set<string>): string[] {
  const who = `${agent.partnerId}/${agent.id}`
  if (reader.language !== 'zh' || !notes.includes('traditional') || told.has(who)) return []
  if (told.size >= remembered) told.clear()
  told.add(who)
  return [chatText.zh.traditional]
}
