import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { minute } from '../../src/platform/clock.ts'
import { type OldButton, openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'
import { sampleFiles } from '../support/sample-files.ts'
import { filledIn, sendsRequest } from '../support/support-requests.ts'

const requestsIn = ({ database }: World) => database.rows.supportRequest.findMany({ orderBy: { number: 'asc' } })
const saidIn = ({ database }: World) => database.rows.supportComment.findMany({ orderBy: { at: 'asc' } })

/** Sends a file as Teams does; whether it is fetched too. */
async function sendsFile(world: World, person: Person, name: keyof typeof sampleFiles, fetched = true): Promise<void> {
  await world.teams.sendFiles(person.chat, person.id, [{ name, content: sampleFiles[name] }])
  if (fetched) await world.passes(0)
}

describe('a card that showed another request before', () => {
  let world: World
  let mina: Person
  beforeEach(async () => {
    world = await openWorld()
    mina = await world.person(people.admin)
  })

  /** The card shows the first request, then the second; a client still shows the first one's button. */
  async function oldButton(title: string): Promise<OldButton> {
    await sendsRequest(mina)
    await world.passes(minute)
    await sendsRequest(mina)
    const [first] = await requestsIn(world)
    await mina.presses('All requests')
    mina.picks({ request: first?.id })
    await mina.presses('Open request')
    const old = mina.button(title)
    await mina.presses('All requests')
    await mina.presses('Open request')
    expect(mina.sees()).toContain('Support request SR-1002')
    return old
  }

  it('closes nothing by that one’s button', async () => {
    await mina.pressesOld(await oldButton('Close request'))
    expect(mina.sees()).toContain('Support request SR-1002')
    expect((await requestsIn(world)).map(({ status }) => status)).toEqual(['sent', 'sent'])
  })

  it('puts what was written for the one under neither, and keeps it', async () => {
    await mina.pressesOld(await oldButton('Add comment'), { comment: 'For the first one.' })
    expect(await saidIn(world)).toEqual([])
    expect(mina.sees()).toContain('your text is not added yet')
    expect(mina.filledIn('comment')).toBe('For the first one.')
    await mina.presses('Add comment')
    expect((await saidIn(world)).map(({ supportId }) => supportId)).toEqual([(await requestsIn(world))[1]?.id])
  })
})

describe('a page of a list that is turned twice by one press', () => {
  it('skips no request', async () => {
    const world = await openWorld()
    const mina = await world.person(people.admin)
    for (let sent = 0; sent < 11; sent += 1) await sendsRequest(mina)
    await mina.presses('All requests')
    const turns = async (title: string) => {
      const button = mina.button(title)
      await mina.presses(title)
      await mina.pressesOld(button)
    }
    const first = () => mina.mayChoose('request')[0]?.title.slice(0, 7)
    expect(first()).toBe('SR-1011')
    await turns('Show more')
    expect(first()).toBe('SR-1006')
    await turns('Show more')
    expect(first()).toBe('SR-1001')
    await turns('Show newer')
    expect(first()).toBe('SR-1006')
  })

  it('skips no comments', async () => {
    const world = await openWorld()
    const mina = await world.person(people.admin)
    await sendsRequest(mina)
    for (let number = 1; number <= 12; number += 1) {
      mina.picks({ comment: `Number ${number}.` })
      await mina.presses('Add comment')
      await world.passes(minute)
    }
    const earlier = mina.button('Earlier comments')
    await mina.presses('Earlier comments')
    await mina.pressesOld(earlier)
    expect(mina.sees()).toContain('Number 7.')
    expect(mina.sees()).toContain('Number 3.')
  })
})

describe('what Microsoft wrote', () => {
  it('is told of as theirs, although the request was closed before the message went out', async () => {
    const world = await openWorld({ environment: { SERVICE_REQUESTS: 'by-hand' } })
    const mina = await world.person(people.admin)
    await sendsRequest(mina)
    mina.picks({ ticket: '2611220010001234' })
    await mina.presses('Save ticket number')
    const dev = await world.person(people.helpdesk)
    await dev.says('support SR-1001')
    for (const comment of ['The first answer.', 'The second answer.']) {
      dev.picks({ comment })
      await dev.presses("Save as Microsoft's answer")
    }
    await dev.presses('Close request')
    await world.passes(minute)
    expect(mina.everything()).toContain('Microsoft support wrote on SR-1001')
    expect(mina.everything()).toContain('The second answer.')
    expect(mina.everything()).not.toContain('Somebody who has left')
  })

  it('is told of as theirs also when Partner Center brought it', async () => {
    const world = await openWorld()
    const mina = await world.person(people.admin)
    await sendsRequest(mina)
    const [request] = await requestsIn(world)
    const supportId = request?.id ?? ''
    const facts = { supportId, agentId: null, at: world.clock.now() }
    await world.database.rows.supportComment.createMany({
      data: ['first', 'second'].map((noteId) => ({ ...facts, id: randomUUID(), noteId, text: `The ${noteId} note.` })),
    })
    const notice = { partnerId: partnerA, recipient: people.admin, occasion: 'support.moved', subjectId: supportId }
    await world.database.rows.notice.create({
      data: { ...notice, id: randomUUID(), stage: 'note/first', status: 'waiting', dueAt: world.clock.now() },
    })
    const dev = await world.person(people.helpdesk)
    await dev.says('support SR-1001')
    await dev.presses('Close request')
    await world.passes(minute)
    expect(mina.everything()).toContain('Microsoft support wrote on SR-1001')
    expect(mina.everything()).toContain('The first note.')
  })
})

describe('what is typed', () => {
  it('may be half a character: it is taken once, as it can be stored', async () => {
    const world = await openWorld()
    const mina = await world.person(people.admin)
    await sendsRequest(mina)
    const add = mina.button('Add comment')
    const comment = 'half \ud83d of it'
    mina.picks({ comment })
    await mina.presses('Add comment')
    await mina.pressesOld(add, { comment })
    expect((await saidIn(world)).map(({ text }) => text)).toEqual(['half \ufffd of it'])
    expect(mina.sees()).not.toContain('not added yet')
  })

  it('has no digits after the point where the currency has none', async () => {
    const world = await openWorld()
    const mina = await world.person(people.admin)
    await mina.says('support for contoso.com')
    mina.picks({ ...filledIn, title: 'Refund', about: randomUUID(), amount: '5000.50', currency: 'JPY' })
    await mina.presses('Send request')
    expect(mina.sees()).toContain('Amounts in JPY have no digits after the point.')
  })
})

describe('files and the form', () => {
  it('those that came while the form was open are ticked when a mistake brings the form back', async () => {
    const world = await openWorld()
    const mina = await world.person(people.admin)
    await sendsFile(world, mina, 'report.pdf')
    await sendsFile(world, mina, 'orders.csv')
    await mina.says('support CSP-1004 for contoso.com')
    const send = mina.button('Send request')
    const [report, orders] = await world.database.rows.supportFile.findMany({ orderBy: { source: 'asc' } })
    await sendsFile(world, mina, 'screen.png')
    await mina.pressesOld(send, { ...filledIn, reason: 'no', files: report?.id })
    const form = mina.card(send.message)
    const screen = await world.database.rows.supportFile.findFirstOrThrow({ where: { name: 'screen.png' } })
    expect(JSON.stringify(form.card)).toContain(`"value":"${report?.id},${screen.id}"`)
    expect(orders?.name).toBe('orders.csv')
  })

  it('their card opens the form, where they are ticked', async () => {
    const world = await openWorld()
    const mina = await world.person(people.admin)
    await sendsRequest(mina)
    await sendsFile(world, mina, 'report.pdf')
    await mina.presses('New support request')
    expect(mina.sees()).toContain('Files to send with it')
    expect(mina.filledIn('contactName')).toBe('Mina Park')
  })

  it('nobody is told how to add files where the desk takes none', async () => {
    const world = await openWorld({ environment: { SUPPORT_FILES: '0' } })
    const mina = await world.person(people.admin)
    await mina.says('support CSP-1004 for contoso.com')
    expect(mina.mayPress()).toContain('Send request')
    expect(mina.sees()).not.toContain('files')
  })

  it("a file that was coming when the request was sent shows on the request's card when it is here", async () => {
    const world = await openWorld()
    const mina = await world.person(people.admin)
    await sendsFile(world, mina, 'report.pdf', false)
    const card = await sendsRequest(mina)
    expect(mina.sees(card)).toContain('report.pdf\nComing')
    await world.passes(0)
    await world.passes(minute)
    expect(mina.sees(card)).toContain('report.pdf\nStored · PDF · 41 bytes')
  })

  it('a file that is added to a request that was sent is on record, once', async () => {
    const world = await openWorld()
    const mina = await world.person(people.admin)
    await sendsRequest(mina)
    const [request] = await requestsIn(world)
    await sendsFile(world, mina, 'report.pdf')
    const attach = mina.button('Attach')
    mina.picks({ request: request?.id })
    await mina.presses('Attach', { deliverTwice: 'new id' })
    await mina.pressesOld(attach, { request: request?.id })
    const entries = await world.database.rows.activityEntry.findMany({ where: { what: 'support-file-added' } })
    expect(entries).toMatchObject([{ agentId: people.admin, orderId: 'CSP-1004', facts: { support: 'SR-1001' } }])
  })

  it.each(['api', 'by-hand'])('the card says that Partner Center takes no files from here (%s)', async (mode) => {
    const world = await openWorld({ environment: { SERVICE_REQUESTS: mode } })
    const mina = await world.person(people.admin)
    await sendsFile(world, mina, 'report.pdf')
    await sendsRequest(mina)
    expect(mina.sees()).toContain('Partner Center takes no files from here')
  })
})

describe('a ticket number that was mistyped', () => {
  let world: World
  let mina: Person
  beforeEach(async () => {
    world = await openWorld({ environment: { SERVICE_REQUESTS: 'by-hand' } })
    mina = await world.person(people.admin)
    await sendsRequest(mina)
    mina.picks({ ticket: '2611220010001234' })
    await mina.presses('Save ticket number')
  })
  const correct = 'Correct ticket number'

  it('is corrected while the request is open, and that is on record', async () => {
    await mina.presses(correct)
    expect(mina.filledIn('ticket')).toBe('2611220010001234')
    mina.picks({ ticket: 'no' })
    await mina.presses('Save ticket number')
    expect(mina.sees()).toContain('5 to 40 letters, digits or dashes')
    expect(mina.filledIn('ticket')).toBe('no')
    mina.picks({ ticket: '2611220010005678' })
    await mina.presses('Save ticket number', { deliverTwice: 'new id' })
    expect(mina.sees()).toContain('Ticket: 2611220010005678')
    expect(mina.mayPress()).toContain(correct)
    expect(mina.mayPress()).not.toContain('Save ticket number')
    expect((await requestsIn(world))[0]?.status).toBe('in-progress')
    const moves = await world.database.rows.activityEntry.findMany({ where: { what: 'support-moved' } })
    expect(moves.map(({ facts }) => (facts as { ticket: string }).ticket)).toEqual([
      '2611220010001234',
      '2611220010005678',
    ])
  })

  it('is asked for beside a comment that somebody has begun to write, which stays', async () => {
    mina.picks({ comment: 'Wait for' })
    await mina.presses(correct)
    expect(mina.filledIn('comment')).toBe('Wait for')
    mina.picks({ ticket: '2611220010005678' })
    await mina.presses('Save ticket number')
    expect(mina.filledIn('comment')).toBe('Wait for')
    await mina.presses(correct)
    mina.picks({ ticket: '26112200', comment: 'Wait for me.' })
    await mina.presses('Add comment')
    expect([mina.filledIn('comment'), mina.filledIn('ticket')]).toEqual(['', '26112200'])
  })

  it('is not overwritten by who has not seen the corrected one', async () => {
    const dev = await world.person(people.helpdesk)
    await dev.says('support SR-1001')
    await dev.presses(correct)
    await mina.presses(correct)
    mina.picks({ ticket: '2611220010005678' })
    await mina.presses('Save ticket number')
    dev.picks({ ticket: '2611220010009999' })
    await dev.presses('Save ticket number')
    expect(dev.sees()).toContain('This request has moved on meanwhile')
    expect((await requestsIn(world))[0]?.ticket).toBe('2611220010005678')
  })

  it('stays when the request is closed, or when Partner Center gave it', async () => {
    await mina.presses(correct)
    const save = mina.button('Save ticket number')
    await mina.presses('Close request')
    expect(mina.mayPress()).toEqual(['All requests', 'Open in tab'])
    await mina.pressesOld(save, { ticket: '2611220010005678' })
    expect((await requestsIn(world))[0]?.ticket).toBe('2611220010001234')
    const other = await openWorld()
    const oliver = await other.person(people.globalAndAdmin)
    await sendsRequest(oliver)
    expect(oliver.mayPress()).not.toContain(correct)
    const was = (await requestsIn(other))[0]?.ticket
    await oliver.presses('Close request', { forged: { act: 'ticket', ticket: 'FORGED-1', was } })
    expect(oliver.sees()).toContain('This request has moved on meanwhile')
    expect((await requestsIn(other))[0]).toMatchObject({ ticket: was, status: 'sent' })
  })
})
