import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { minute } from '../../src/platform/clock.ts'
import { customer, openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'
import { atEachStatement, type Mishap } from '../support/lost-statements.ts'
import { partnerCenterWith } from '../support/partner-center.ts'
import { filledIn } from '../support/support-requests.ts'
import { tabOf } from '../support/tab-person.ts'
import { fromTeams } from '../support/teams-events.ts'

let world: World
let mina: Person
/** What Partner Center does before it tells of an order. */
let beforeOrder: () => Promise<void>
const partnerCenter = partnerCenterWith({
  order:
    (real) =>
    async (...asked) => {
      await beforeOrder()
      return real.order(...asked)
    },
})
beforeEach(async () => {
  beforeOrder = async () => {}
  world = await openWorld({ partnerCenter })
  mina = await world.person(people.admin)
})

const told = (type: string, id: string, text: string, eventType?: string) =>
  fromTeams(world, {
    ...{ type, id, text },
    from: { id: '29:mina', aadObjectId: people.admin },
    conversation: { id: mina.chat, conversationType: 'personal', tenantId: partnerA },
    channelData: { tenant: { id: partnerA }, ...(eventType && { eventType }) },
  })
const says = (id: string, text: string) => told('message', id, text)
const edits = (id: string, text: string) => told('messageUpdate', id, text, 'editMessage')
const seen = (words: string): number => mina.cardsWith(words).length

describe.each<Mishap>(['fails', 'is the last that is done'])('whichever statement %s', (mishap) => {
  it('a request that is sent in a window is sent once, and its card becomes it', async () => {
    const tab = await tabOf(world)
    const { told: form } = await tab.ask('support.form', { order: 'CSP-1004' })
    const fields = { ...form.fields, ...filledIn }
    const { rows } = world.database
    const counts = async () => ({
      requests: await rows.supportRequest.count(),
      entries: await rows.activityEntry.count({ where: { what: 'support-sent' } }),
    })
    let sent = 0
    const met = await atEachStatement(mishap, async (struck) => {
      await mina.says('support CSP-1004 for contoso.com')
      const dialog = await mina.opens('Open form')
      const card = mina.card().id
      const [flow, request] = [dialog.asked('flow'), dialog.asked('request')]
      const sends = async () => {
        const answer = await tab.ask('support.send', { key: request, fields, fileIds: [] })
        if (answer.status === 200)
          await dialog.closes({ verb: 'flow', flow, step: 'form', act: 'sent', request }).catch(() => {})
        return answer.status
      }
      await struck(sends)
      expect(await sends()).toBe(200)
      sent++
      expect(mina.sees(card)).toContain('Support request SR-')
      expect(await counts()).toEqual({ requests: sent, entries: sent })
    })
    expect(met).toBeGreaterThan(5)
    await world.passes(10 * minute)
    expect(await rows.pcServiceRequest.count()).toBe(sent)
    expect(await counts()).toEqual({ requests: sent, entries: sent })
  })

  it('a key that is seen in a window is on record, and is seen by the next try', async () => {
    const tab = await tabOf(world)
    const looks = () => world.database.rows.activityEntry.count({ where: { what: 'key-shown' } })
    await mina.says('keys CSP-1001 for contoso.com')
    await mina.presses('Get keys and downloads')
    const dialog = await mina.opens('Show key in a window')
    const line = { customerId: customer(1), orderId: 'CSP-1001', lineItem: Number(dialog.asked('line')) }
    const met = await atEachStatement(mishap, async (struck) => {
      const before = await looks()
      const shows = () => tab.ask('keys.show', { ...line, key: randomUUID() })
      const secrets: unknown[] = []
      await struck(async () => secrets.push((await shows()).told?.secret))
      secrets.push((await shows()).told?.secret)
      expect(secrets[1]).toMatch(/^[A-Z0-9]{5}(-[A-Z0-9]{5}){4}$/)
      expect(await looks()).toBeGreaterThanOrEqual(before + secrets.filter(Boolean).length)
    })
    expect(met).toBeGreaterThan(2)
  })

  it('a changed message is answered once or not at all, and then by the next try', async () => {
    let id = 1_700_000_000_000
    const met = await atEachStatement(mishap, async (struck) => {
      id++
      await says(String(id), 'help')
      const before = seen('Software and orders')
      const since = () => seen('Software and orders') - before
      await struck(() => edits(String(id), 'orders for contoso.com'))
      const first = since()
      expect(first).toBeLessThanOrEqual(1)
      await edits(String(id), 'orders for contoso.com')
      expect(since()).toBeLessThanOrEqual(1)
      await world.passes(2 * minute)
      await edits(String(id), 'orders for contoso.com')
      // Who was killed between the answer and its note answers anew: nobody knows that it was answered.
      expect(since() - first).toBeLessThanOrEqual(1)
      expect(since()).toBeGreaterThanOrEqual(1)
      if (mishap === 'fails') expect(since()).toBe(1)
    })
    expect(met).toBeGreaterThan(2)
  })
})

describe('a message that is changed', () => {
  const keys = 'keys CSP-1001 for contoso.com'
  const answers = () => [seen('Software and orders'), seen('Get keys and downloads')]

  /** @returns what lets the first words be answered; they are at work when this resolves */
  async function beginsWithKeys(id: string): Promise<(work: () => Promise<void>) => Promise<Response>> {
    let release: (work: () => Promise<void>) => void = () => {}
    const held = new Promise<() => Promise<void>>((resolve) => {
      release = resolve
    })
    let first: Promise<Response> | undefined
    await new Promise<void>((resolve) => {
      beforeOrder = async () => {
        resolve()
        await (await held)()
      }
      first = says(id, keys)
    })
    return (work) => {
      release(work)
      beforeOrder = async () => {}
      return first as Promise<Response>
    }
  }

  it('while its first words are still being answered: each is answered once, whatever is delivered again', async () => {
    const goesOn = await beginsWithKeys('1')
    await Promise.all([edits('1', 'orders'), edits('1', 'orders'), says('1', keys)])
    expect(answers()).toEqual([1, 0])
    expect((await goesOn(async () => {})).status).toBe(200)
    expect(answers()).toEqual([1, 1])
    for (const again of [says('1', keys), edits('1', 'orders'), edits('1', keys)]) await again
    expect(answers()).toEqual([1, 1])
  })

  it('while its first words are being answered, which then fails: they are not answered any more', async () => {
    const goesOn = await beginsWithKeys('2')
    await edits('2', 'orders')
    await goesOn(() => Promise.reject(new Error('as asked')))
    await says('2', keys)
    expect(answers()).toEqual([1, 0])
    await edits('2', keys)
    expect(answers()).toEqual([1, 1])
  })

  it('before its first words have arrived is answered, and they are not: unless it is changed back to them', async () => {
    await Promise.all([edits('3', 'orders'), edits('3', 'orders')])
    expect(answers()).toEqual([1, 0])
    await says('3', keys)
    await edits('3', 'orders')
    expect(answers()).toEqual([1, 0])
    for (let time = 0; time < 2; time++) await edits('3', keys)
    expect(answers()).toEqual([1, 1])
  })

  it('as it arrives is answered once in each of its wordings at most, and as it says now', async () => {
    for (let id = 10; id < 20; id++) {
      const before = answers()
      await Promise.all([says(String(id), keys), edits(String(id), 'orders'), edits(String(id), 'orders')])
      const [orders = 0, first = 0] = answers().map((count, at) => count - (before[at] ?? 0))
      expect(orders).toBe(1)
      expect(first).toBeLessThanOrEqual(1)
    }
  })
})
