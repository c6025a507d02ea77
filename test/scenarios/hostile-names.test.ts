import { beforeAll, describe, expect, it } from 'vitest'
import { day } from '../../src/platform/clock.ts'
import { markdownToHtml } from '../../src/practice/page/markdown.ts'
import { asksToBuy, asksToCancel, decides, fabrikamOrder } from '../support/approvals.ts'
import { customer, elementsOf, openWorld, type Person, people, type World } from '../support/desk.ts'
import { sampleFiles } from '../support/sample-files.ts'
import { filledIn } from '../support/support-requests.ts'

/** What somebody may be called, or may have typed, with everything in it that a client could take for markup. */
const marks =
  '[click](https://evil.example) **fett** _schief_ `code` ~~weg~~ <at>x</at> <b>y</b> {{DATE(2026-01-01T00:00:00Z)}} {{TIME(2026-01-01T00:00:00Z)}} &amp; &#60; <script> <https://evil.example> ![p](https://evil.example)'
const called = (who: string): string => `${who} ${marks}`

let world: World
let everybody: Person[]
const seen = (): string => everybody.map((person) => person.everything()).join('\n')

const joiner = '\u2060'

/** The texts of a card that some client of Teams reads as Markdown, as they are. */
const interpreted = (card: object): string[] =>
  elementsOf(card).flatMap((element) => {
    const { type, text, title, style, facts, choices } = element as Record<string, string> & {
      facts?: { title: string; value: string }[]
      choices?: { title: string }[]
    }
    return [
      ...(type === 'TextBlock' ? [text ?? ''] : []),
      ...(type === 'Input.Toggle' ? [title ?? ''] : []),
      ...(facts ?? []).flatMap((fact) => [fact.title, fact.value]),
      ...(style === 'expanded' ? (choices ?? []).map((choice) => choice.title) : []),
    ]
  })

/** What would still be markup, with the escaped signs taken away. */
const markup =
  /\]\s*[([:]\s*(?=https:\/\/evil)|!\[|\{\{(?:DATE|TIME)\(|<\/?(?:at|b|script|https:)|&(?:amp|#60);|\*\*fett|_schief|`code|~~weg/

function check(texts: readonly string[], card: boolean): void {
  for (const text of texts) {
    expect(text.replace(/\\./g, '.')).not.toMatch(markup)
    if (card) expect(markdownToHtml(text)).not.toContain('href="https://evil')
  }
}

const shownText = (text: string): string => text.replaceAll(joiner, '').replace(/\\(.)/g, '$1')

beforeAll(async () => {
  world = await openWorld()
  const { rows } = world.database
  for (const { partnerId, id, name } of await rows.pcCustomer.findMany())
    await rows.pcCustomer.update({
      where: { partnerId_id: { partnerId, id } },
      data: { name: called(name) },
    })
  for (const { partnerId, id, name } of await rows.agent.findMany())
    await rows.agent.update({ where: { partnerId_id: { partnerId, id } }, data: { name: called(name) } })
  const [mina, oliver, carla, grace] = await Promise.all(
    [people.admin, people.globalAndAdmin, people.sales, people.accountAdmin].map((id) => world.person(id)),
  )
  everybody = [mina, oliver, carla, grace] as Person[]
  await journeys(mina as Person, oliver as Person, carla as Person, grace as Person)
})

async function journeys(mina: Person, oliver: Person, carla: Person, grace: Person): Promise<void> {
  await mina.says(marks)
  await mina.says(`keys for ${marks}`)
  await mina.says(`buy 2 ${marks} for contoso.com`)
  await carla.says('buy 1 windows server 2022 standard 1 year for contoso.com')
  await mina.says('buy 1 windows server 2022 standard 1 year for woodgrovebank.com')
  await mina.presses('Review order').catch(() => {})
  await mina.says('buy 1 windows server 2022 standard 1 year for contoso.com')
  await mina.presses('Review order')
  mina.picks({ acknowledged: 'true' })
  await mina.presses('Place order')
  await mina.says('keys CSP-1002 for contoso.com')
  await mina.presses('Submit')
  await mina.presses('Get keys and downloads')
  await mina.presses('Forward')
  await mina.says('keys for contoso.com')
  for (const words of ['orders', 'orders for contoso.com', 'orders CSP-1002 for contoso.com']) await mina.says(words)
  await mina.says('cancel order CSP-1001 for contoso.com')
  mina.picks({ acknowledged: 'true' })
  await mina.presses('Submit')
  await world.teams.sendFiles(
    mina.chat,
    mina.id,
    [
      {
        name: '[click](https:⁄⁄evil.example) **fett** {{DATE(2026-01-01T00:00:00Z)}} &amp;.pdf',
        content: sampleFiles['report.pdf'],
      },
    ],
    '',
  )
  await world.passes(0)
  await mina.says('support CSP-1004 for contoso.com')
  mina.picks({ ...filledIn, reason: marks, title: marks.slice(0, 100) })
  await mina.presses('Send request')
  mina.picks({ comment: marks })
  await mina.presses('Send').catch(() => {})
  await mina.presses('Add comment').catch(() => {})
  await mina.says('support')
  await decides(world, { purchases: { AUD: '1' }, cancellations: { when: 'always' } })
  for (const button of ['Approve', 'Reject']) {
    await asksToBuy(mina, marks, fabrikamOrder)
    await world.passes(0)
    if (button === 'Reject') oliver.picks({ reason: marks })
    await oliver.presses(button)
    await world.passes(0)
  }
  await asksToCancel(mina, 'CSP-1007', marks)
  await world.passes(0)
  for (const words of ['approvals', 'orders', 'cancel for contoso.com']) await mina.says(words)
  for (const words of ['approvals', 'settings']) await oliver.says(words)
  await oliver.presses('People and roles').catch(() => {})
  await grace.says('activity')
  await grace.presses('Show as a chart').catch(() => {})
  await world.passes(3 * day)
  await world.passes(13 * day)
  await world.passes(50 * day)
}

describe('in a world of hostile names', () => {
  it('they are met on cards, on plain messages and in what is typed back', () => {
    for (const who of ['Contoso', 'Fabrikam', 'Mina Park', 'Oliver Hughes']) expect(seen()).toContain(who)
    expect(seen()).toContain('evil.example')
  })

  it('no text of a card is markup of theirs, and each reads as it was written', () => {
    let read = 0
    for (const person of everybody)
      for (const { card } of world.teams.messages(person.chat, person.id)) {
        if (card === undefined) continue
        const texts = interpreted(card)
        check(texts, true)
        for (const text of texts.map(shownText).filter((text) => text.includes('https://evil.example)'))) {
          expect(text).toContain('[click](https://evil.example)')
          read++
        }
      }
    expect(read).toBeGreaterThan(30)
  })

  it('every plain message says that it is no Markdown, and shows the name', async () => {
    const [, , carla] = everybody as [Person, Person, Person]
    const plain = everybody.flatMap((person) =>
      world.teams.messages(person.chat, person.id).filter(({ text, from }) => text !== undefined && from.bot),
    )
    for (const message of plain) expect(message.plain).toBe(true)
    expect(plain.length).toBeGreaterThan(0)
    expect(carla.everything()).toContain('[click](https://evil.example)')
    expect(await world.database.rows.pcCustomer.count({ where: { id: customer(1) } })).toBe(1)
  })

  it('what a screen reader or a toast says has no escapes in it', () => {
    for (const person of everybody)
      for (const { card, summary } of world.teams.messages(person.chat, person.id))
        for (const said of [(card as { speak?: string } | undefined)?.speak, summary])
          expect(said ?? '').not.toMatch(/\\[[\]*_`]|\u2060/)
  })
})
