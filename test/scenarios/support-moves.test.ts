import { beforeEach, describe, expect, it } from 'vitest'
import { PartnerCenterUnavailable } from '../../src/commerce/errors.ts'
import { day, hour, minute } from '../../src/platform/clock.ts'
import { openWorld, type Person, people, type World } from '../support/desk.ts'
import { partnerCenterWith } from '../support/partner-center.ts'
import { filledIn, sendsRequest } from '../support/support-requests.ts'

const requestIn = ({ database }: World) => database.rows.supportRequest.findFirstOrThrow()
const movesIn = async ({ database }: World) => {
  const entries = await database.rows.activityEntry.findMany({
    where: { what: 'support-moved' },
    orderBy: { number: 'asc' },
  })
  return entries.map(({ agentId, facts }) => [agentId, (facts as { status: string }).status])
}
/** Messages about support requests: the sample world has links that are told of too. */
const newsIn = ({ database }: World) =>
  database.rows.notice.count({ where: { occasion: 'support.moved', status: 'sent' } })
const told = (person: Person, words: string): number => person.everything().split(words).length - 1

describe('a request that Partner Center takes', () => {
  let world: World
  let mina: Person
  let card: string
  beforeEach(async () => {
    world = await openWorld()
    mina = await world.person(people.admin)
    card = await sendsRequest(mina)
  })

  it('moves as Microsoft moves it, and each move is told once, with what Microsoft wrote', async () => {
    await world.passes(hour)
    expect(await newsIn(world)).toBe(1)
    expect(mina.hears()).toContain('SR-1001: In progress')
    expect(mina.hears()).toContain('Your request is assigned to an engineer')
    await world.passes(day)
    expect(await newsIn(world)).toBe(2)
    expect(mina.everything()).toContain('SR-1001: Answered')
    expect(mina.everything()).toContain('We have looked into your request')
    await world.passes(7 * day)
    expect(mina.everything()).toContain('SR-1001: Closed')
    await world.passes(30 * day)
    expect(await newsIn(world)).toBe(3)
    expect(await movesIn(world)).toEqual([
      [null, 'in-progress'],
      [null, 'answered'],
      [null, 'closed'],
    ])
    await mina.says('support SR-1001')
    expect(mina.sees()).toContain('Closed. Closed on')
    expect(mina.mayPress()).toEqual(['All requests', 'Open in tab'])
    expect((await requestIn(world)).lookAt).toBeNull()
  })

  it('shows on an old card what holds by its next press', async () => {
    const old = mina.button('Close request')
    await world.passes(hour)
    await world.passes(8 * day)
    await mina.pressesOld(old)
    expect(mina.sees(card)).toContain('Closed. Closed on')
    expect(mina.sees(card)).not.toContain('Add comment')
    expect((await movesIn(world)).map(([, status]) => status)).toEqual(['in-progress', 'closed'])
  })

  it('takes comments, gives them to Partner Center, and is in progress again', async () => {
    await world.passes(hour)
    await world.passes(day)
    mina.picks({ comment: 'The invoice number is *4711*.' })
    await mina.presses('Add comment', { message: card })
    expect(mina.sees(card)).toContain('In progress.')
    expect(mina.sees(card)).toContain('The invoice number is *4711*.')
    expect(mina.sees(card)).toContain('Mina Park · Nov 23')
    await world.passes(minute)
    expect(await world.database.rows.pcServiceRequestNote.findMany()).toMatchObject([
      { text: 'The invoice number is *4711*.' },
    ])
    // What one does oneself is no news.
    expect(await newsIn(world)).toBe(2)
    await world.passes(12 * hour)
    expect((await requestIn(world)).status).toBe('in-progress')
    await world.passes(day)
    expect(mina.hears()).toContain('SR-1001: Answered')
    expect(told(mina, 'SR-1001: Answered')).toBeGreaterThan(1)
  })

  it.each(['same id', 'new id'] as const)(
    'takes a comment once when it is delivered twice (%s)',
    async (deliverTwice) => {
      mina.picks({ comment: 'Only once.' })
      await mina.presses('Add comment', { message: card, deliverTwice })
      await world.passes(minute)
      expect(await world.database.rows.supportComment.count()).toBe(1)
      expect(await world.database.rows.pcServiceRequestNote.count()).toBe(1)
      expect(mina.sees(card)).toContain('Only once.')
      expect(mina.filledIn('comment')).toBe('')
    },
  )

  it('keeps the text of a client that still shows an older card', async () => {
    const old = mina.button('Add comment')
    mina.picks({ comment: 'First.' })
    await mina.presses('Add comment')
    await mina.pressesOld(old, { comment: 'Second.' })
    expect(mina.sees()).toContain('your text is not added yet')
    expect(mina.filledIn('comment')).toBe('Second.')
    await mina.presses('Add comment')
    expect(mina.sees()).toContain('2 comments')
  })

  it('asks for words where there are none, and for fewer where there are too many', async () => {
    for (const comment of ['  ', 'x'.repeat(2_001)]) {
      mina.picks({ comment })
      await mina.presses('Add comment')
      expect(mina.sees()).toContain('Write something, up to 2,000 characters.')
      expect(mina.filledIn('comment')).toBe(comment)
    }
    expect(await world.database.rows.supportComment.count()).toBe(0)
  })

  it('tells the requester what a colleague wrote, once, and who closed it', async () => {
    const dev = await world.person(people.helpdesk)
    await dev.says('support SR-1001')
    dev.picks({ comment: 'I have called the customer.' })
    await dev.presses('Add comment')
    await world.passes(minute)
    expect(mina.hears()).toContain('Dev Kapoor wrote on SR-1001')
    expect(mina.hears()).toContain('I have called the customer.')
    const before = await newsIn(world)
    const close = dev.button('Close request')
    const adding = mina.button('Add comment', card)
    await dev.presses('Close request')
    await dev.pressesOld(close)
    await world.passes(minute)
    expect(await newsIn(world)).toBe(before + 1)
    expect(mina.hears()).toContain('SR-1001: Closed')
    expect(await movesIn(world)).toEqual([[people.helpdesk, 'closed']])
    const [filed] = await world.database.rows.pcServiceRequest.findMany()
    expect(filed?.closedAt).not.toBeNull()
    // A client that has not yet drawn the card anew still offers it.
    await mina.pressesOld(adding, { comment: 'One more thing.' })
    expect(mina.sees(card)).toContain('This request is closed. Nothing was added')
  })

  it('shows five comments at a time', async () => {
    for (let number = 1; number <= 7; number += 1) {
      mina.picks({ comment: `Number ${number}.` })
      await mina.presses('Add comment')
      await world.passes(minute)
    }
    expect(mina.sees(card)).toContain('7 comments')
    expect(mina.sees(card)).toContain('Number 3.')
    expect(mina.sees(card)).not.toContain('Number 2.')
    await mina.presses('Earlier comments')
    expect(mina.sees(card)).toContain('Number 1.\nMina Park')
    expect(mina.sees(card)).not.toContain('Number 3.')
    await mina.presses('Newest comments')
    expect(mina.sees(card)).toContain('Number 7.')
  })

  it('stays within what Teams takes, whatever is written', async () => {
    for (const letter of ['*', '"', '_', '\\', '*']) {
      mina.picks({ comment: letter.repeat(2_000) })
      await mina.presses('Add comment')
      await world.passes(minute)
    }
    expect(mina.sees(card)).toContain('5 comments')
  })

  it('shows what Microsoft writes at length, and where the rest is', async () => {
    const filed = await world.database.rows.pcServiceRequest.findFirstOrThrow()
    await world.passes(hour)
    const comment = {
      supportId: (await requestIn(world)).id,
      agentId: null,
      at: world.clock.now(),
      id: filed.requestId,
    }
    await world.database.rows.supportComment.create({ data: { ...comment, text: 'x'.repeat(20_000), noteId: 'long' } })
    await mina.says('support SR-1001')
    expect(mina.sees()).toContain('The rest is in Partner Center, under the ticket number.')
  })

  it('shows and tells nothing to who has lost the role', async () => {
    await world.database.rows.agent.updateMany({ where: { id: people.admin }, data: { roles: ['sales-agent'] } })
    mina.picks({ comment: 'Am I still here?' })
    await mina.presses('Add comment')
    expect(mina.hears()).toContain('Submitting a support request needs the role')
    await world.passes(hour)
    expect(await newsIn(world)).toBe(0)
    expect(await world.database.rows.supportComment.count({ where: { agentId: people.admin } })).toBe(0)
  })

  it('is no longer told of to who has muted it', async () => {
    await world.passes(hour)
    await mina.presses('Mute this')
    await world.passes(day)
    expect(await newsIn(world)).toBe(1)
    expect((await requestIn(world)).status).toBe('answered')
  })
})

describe('a Partner Center that is silent', () => {
  const silent = async () => {
    let isSilent = true
    const gate = () => {
      if (isSilent) throw new PartnerCenterUnavailable()
    }
    const world = await openWorld({
      partnerCenter: partnerCenterWith({
        createServiceRequest: (real) => async (partnerId, request) => {
          const filed = await real.createServiceRequest(partnerId, request)
          // The answer is lost on its way: it was filed, and nobody knows.
          gate()
          return filed
        },
        serviceRequest: (real) => async (partnerId, id) => {
          gate()
          return real.serviceRequest(partnerId, id)
        },
        addServiceRequestNote: (real) => async (partnerId, id, note) => {
          gate()
          return real.addServiceRequestNote(partnerId, id, note)
        },
      }),
    })
    const mina = await world.person(people.admin)
    const card = await sendsRequest(mina)
    return { world, mina, card, answers: (now: boolean) => (isSilent = !now) }
  }

  it('is asked again until it answers, with the same call; the card says so, and changes then', async () => {
    const { world, mina, card, answers } = await silent()
    expect(mina.sees(card)).toContain('Being sent. Partner Center has not answered yet')
    expect(mina.mayPress()).not.toContain('Close request')
    for (let minutes = 0; minutes < 60; minutes += 5) await world.passes(5 * minute)
    expect(mina.sees(card)).toContain('Being sent. Partner Center has not answered yet')
    answers(true)
    await world.passes(5 * minute)
    expect(mina.sees(card)).toMatch(/Ticket: \d{15}/)
    expect(await world.database.rows.pcServiceRequest.count()).toBe(1)
    await world.passes(hour)
    expect(mina.hears()).toContain('SR-1001: In progress')
  })

  it('is given later what was said meanwhile, in order and once', async () => {
    const { world, mina, answers } = await silent()
    for (const comment of ['One.', 'Two.']) {
      mina.picks({ comment })
      await mina.presses('Add comment')
      await world.passes(minute)
    }
    answers(true)
    for (let minutes = 0; minutes < 30; minutes += 5) await world.passes(5 * minute)
    const notes = await world.database.rows.pcServiceRequestNote.findMany({ orderBy: { at: 'asc' } })
    expect(notes.map(({ text }) => text).sort()).toEqual(['One.', 'Two.'])
    expect(await world.database.rows.supportComment.count({ where: { noteId: null, agentId: { not: null } } })).toBe(0)
  })

  it('does not move a request that was answered while it says nothing', async () => {
    const { world, mina, card, answers } = await silent()
    answers(true)
    await world.passes(hour)
    await world.passes(day)
    answers(false)
    mina.picks({ comment: 'Is that all?' })
    await mina.presses('Add comment', { message: card })
    await world.passes(day)
    expect((await requestIn(world)).status).toBe('in-progress')
    answers(true)
    await world.passes(hour)
    expect((await requestIn(world)).status).toBe('in-progress')
    expect(await world.database.rows.pcServiceRequestNote.count()).toBe(1)
  })

  it('cannot check the form: nothing is sent, and what was typed stays', async () => {
    let isSilent = false
    const world = await openWorld({
      partnerCenter: partnerCenterWith({
        order:
          (real) =>
          async (...asked) => {
            if (isSilent) throw new PartnerCenterUnavailable()
            return real.order(...asked)
          },
        customer:
          (real) =>
          async (...asked) => {
            if (isSilent) throw new PartnerCenterUnavailable()
            return real.customer(...asked)
          },
        changesSince:
          (real) =>
          async (...asked) => {
            if (isSilent) throw new PartnerCenterUnavailable()
            return real.changesSince(...asked)
          },
      }),
    })
    const mina = await world.person(people.admin)
    await mina.says('support CSP-1004 for contoso.com')
    isSilent = true
    mina.picks(filledIn)
    await mina.presses('Send request')
    expect(mina.sees()).toContain('the customer and the order cannot be checked. Nothing was sent')
    expect(mina.filledIn('reason')).toBe(filledIn.reason)
    expect(await world.database.rows.supportRequest.count()).toBe(0)
    isSilent = false
    await mina.presses('Send request')
    expect(mina.sees()).toContain('Support request SR-1001')
  })
})

describe('where requests are carried to Partner Center by hand', () => {
  let world: World
  let mina: Person
  beforeEach(async () => {
    world = await openWorld({ environment: { SERVICE_REQUESTS: 'by-hand' } })
    mina = await world.person(people.admin)
    await sendsRequest(mina)
  })

  it('the card gives the text, the address, and takes the ticket number back', async () => {
    expect(String(mina.filledIn('copy'))).toContain('Refund for order CSP-1004')
    expect(String(mina.filledIn('copy'))).toContain('Reason for the refund: Bought for the wrong customer by mistake.')
    expect(mina.mayPress()).toContain('Open Partner Center')
    for (const ticket of ['', '1234', 'a b c d e f', '!!!!!!', 'x'.repeat(41)]) {
      mina.picks({ ticket })
      await mina.presses('Save ticket number')
      expect(mina.sees()).toContain('5 to 40 letters, digits or dashes')
      expect(mina.filledIn('ticket')).toBe(ticket)
    }
    const save = mina.button('Save ticket number')
    mina.picks({ ticket: '2611220010001234' })
    await mina.presses('Save ticket number', { deliverTwice: 'new id' })
    expect(mina.sees()).toContain('In progress.')
    expect(mina.sees()).toContain('Ticket: 2611220010001234')
    await mina.pressesOld(save, { ticket: 'OTHER-1' })
    expect(mina.sees()).toContain('This request has moved on meanwhile')
    expect(mina.sees()).toContain('Ticket: 2611220010001234')
    expect(await movesIn(world)).toEqual([[people.admin, 'in-progress']])
    expect(await world.database.rows.pcServiceRequest.count()).toBe(0)
  })

  it('people move it: answered with what Microsoft wrote, in progress by a comment, closed', async () => {
    mina.picks({ ticket: '2611220010001234' })
    await mina.presses('Save ticket number')
    const dev = await world.person(people.helpdesk)
    await dev.says('support SR-1001')
    dev.picks({ comment: 'We give back USD 1,000.' })
    await dev.presses("Save as Microsoft's answer", { deliverTwice: 'same id' })
    expect(dev.sees()).toContain('Answered.')
    expect(dev.sees()).toContain('Microsoft support · Nov 22')
    await world.passes(minute)
    expect(mina.hears()).toContain('SR-1001: Answered')
    expect(mina.hears()).toContain('We give back USD 1,000.')
    await mina.presses('Open request')
    mina.picks({ comment: 'Thank you.' })
    await mina.presses('Add comment')
    expect(mina.sees()).toContain('In progress.')
    await mina.presses('Close request')
    expect(mina.sees()).toContain('Closed. Closed on')
    await world.passes(30 * day)
    expect((await movesIn(world)).map(([, status]) => status)).toEqual([
      'in-progress',
      'answered',
      'in-progress',
      'closed',
    ])
    expect(await world.database.rows.supportComment.count()).toBe(2)
  })

  it('a forged press moves nothing that is not so far', async () => {
    mina.picks({ comment: 'We give back everything.' })
    await mina.presses('Add comment', { forged: { act: 'answer' } })
    expect(mina.sees()).toContain('This request has moved on meanwhile')
    expect(await world.database.rows.supportComment.count()).toBe(0)
    expect((await requestIn(world)).status).toBe('sent')
  })
})
