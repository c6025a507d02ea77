import { type NamesTaken, noNames } from '../../chat/names-taken.ts'
import { tidied } from '../../chat/said.ts'
import type { Sentence } from '../../chat/sentence.ts'
import type { Turn } from '../../chat/turn.ts'
import { may } from '../../commerce/access.ts'
import { domainKey } from '../../commerce/name-key.ts'
import type { ListedCustomer } from '../../commerce/order.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import type { MirrorService } from '../mirror/mirror.service.ts'
import { longestNamed, type Run, runsOf } from './name-in-words.ts'

/** Nobody's id: it stands for a name that is not one customer's alone. */
const standIn = '00000000-0000-4000-8000-000000000000'

interface Known {
  mirror: Pick<MirrorService, 'named'>
  directory: Directory
}

/**
 * The longest customer's or person's name in a line wins over any other way to read its words. One customer's is as good as
 * the tenant ID; the name of several, or of a person, is said on, and whoever looks it up says what it may be.
 */
export async function takeNames({ mirror, directory }: Known, turn: Turn, said: string): Promise<NamesTaken> {
  const { agent } = turn
  const line = tidied(said)
  const runs = may(agent, 'see-orders') || may(agent, 'see-activity') ? runsOf(line) : []
  if (runs.length === 0) return noNames(said)
  const names = runs.map(({ words }) => words)
  const [customers, people] = await Promise.all([
    mirror.named(agent.partnerId, names),
    may(agent, 'see-activity') ? directory.agentsNamed(agent.partnerId, names) : [],
  ])
  const customer = longestNamed(runs, customers)
  const person = longestNamed(runs, people)
  if (customer === undefined && person === undefined) return noNames(said)
  if (customer === undefined || lengthOf(person?.run) > lengthOf(customer.run)) return withStandIn(line, person?.run)
  const only = customer.called.length === 1 ? customer.called[0] : oneBeside(customer.called, line)
  return only === undefined ? withStandIn(line, customer.run) : withId(line, customer.run, only.id)
}

const lengthOf = (run: Run | undefined): number => run?.words.length ?? 0

/** Of several with one name, the one whose domain is said too. */
function oneBeside(called: readonly ListedCustomer[], line: string): ListedCustomer | undefined {
  const words = line.split(/[\s,;()<>"]+/u).map(domainKey)
  const beside = called.filter(({ domain }) => words.includes(domainKey(domain)))
  return beside.length === 1 ? beside[0] : undefined
}

/** The comma keeps it from what is read of the words before: in `cancel order All Star Hotels` it is no order's ID. */
function replaced(line: string, { from, to }: Run, id: string): string {
  const quotes = line[from - 1] === '"' && line[to] === '"' ? 1 : 0
  const [before, after] = [line.slice(0, from - quotes).trimEnd(), line.slice(to + quotes)]
  return `${before}, ${id} ${after}`.replace(/^, /u, '').replace(/\s+/gu, ' ').trim()
}

const withId = (line: string, run: Run, id: string): NamesTaken => ({
  line: replaced(line, run, id),
  said: (sentence) => asSaid(sentence, run, id),
})

function withStandIn(line: string, run: Run | undefined): NamesTaken {
  if (run === undefined) return noNames(line)
  return {
    line: replaced(line, run, standIn),
    said: (sentence) => ({
      ...asSaid(sentence, run, standIn),
      ...(sentence.customer === standIn && { customer: run.words }),
    }),
  }
}

/** Nobody said an id: what is shown of a sentence has the name. */
function asSaid(sentence: Sentence, { words }: Run, id: string): Sentence {
  const named = (text: string): string => text.replaceAll(id, () => words)
  return {
    ...sentence,
    text: named(sentence.text),
    about: named(sentence.about),
    ...(sentence.unread && { unread: sentence.unread.map(named) }),
  }
}
