import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { day, minute, second } from '../../src/platform/clock.ts'
import { inputsOf, openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'
import { sampleFiles } from '../support/sample-files.ts'
import { filledIn, sendsRequest } from '../support/support-requests.ts'

const worlds: World[] = []
const open = async (options: Parameters<typeof openWorld>[0] = {}): Promise<World> => {
  const world = await openWorld(options)
  worlds.push(world)
  return world
}
afterEach(async () => {
  await Promise.all(worlds.splice(0).map(({ desk }) => desk.close()))
})

type Name = keyof typeof sampleFiles
type Sent = Name | { name: string; content: Buffer }

/** Sends files as Teams does, and lets what is due be done. */
async function sends(
  world: World,
  person: Person,
  files: readonly Sent[],
  { text = '', deliverTwice = false, fetched = true } = {},
): Promise<void> {
  const put = files.map((file) => (typeof file === 'string' ? { name: file, content: sampleFiles[file] } : file))
  const reply = await world.teams.sendFiles(person.chat, person.id, put, text, { deliverTwice })
  expect(reply.status).toBe(200)
  if (fetched) await world.passes(0)
}

/** A support request of the person, sent before. */
async function request(world: World, requesterId: string, number: number, facts: object = {}): Promise<string> {
  const id = randomUUID()
  await world.database.rows.supportRequest.create({
    data: {
      ...{ id, partnerId: partnerA, number, requesterId, impact: 'moderate', title: `Refund ${number}` },
      ...{ customer: 'contoso.com', about: 'CSP-1004', reason: 'bought twice', amount: '10', currency: 'USD' },
      ...{ contactName: 'Mina', contactEmail: 'mina@example.com', contactPhone: '+1 555 0100', status: 'in-progress' },
      ...{ requestId: randomUUID(), createdAt: world.clock.now(), movedAt: world.clock.now(), ...facts },
    },
  })
  return id
}

const stored = (world: World) =>
  world.database.rows.supportFile.findMany({ orderBy: [{ receivedAt: 'asc' }, { source: 'asc' }] })

describe('files sent in the personal chat', () => {
  it('are announced at once, fetched, and told with what they are', async () => {
    const world = await open()
    const mina = await world.person(people.admin)
    await sends(world, mina, ['report.pdf'], { fetched: false })
    expect(mina.sees()).toContain('report.pdf\nComing')
    const before = mina.messages()
    await world.passes(0)
    expect(mina.sees()).toContain('report.pdf\nStored · PDF · 41 bytes')
    expect(mina.messages()).toBe(before)
    expect(await stored(world)).toMatchObject([
      {
        name: 'report.pdf',
        type: 'application/pdf',
        size: sampleFiles['report.pdf'].length,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        status: 'stored',
        urlSealed: null,
        supportId: null,
      },
    ])
    expect(Buffer.from((await stored(world))[0]?.content ?? [])).toEqual(sampleFiles['report.pdf'])
  })

  it('come several at once, and one that is refused takes no other with it', async () => {
    const world = await open()
    const mina = await world.person(people.admin)
    await sends(world, mina, ['report.pdf', 'setup.exe', 'screen.png', 'logs.zip'])
    const seen = mina.sees()
    expect(seen).toContain('report.pdf\nStored · PDF')
    expect(seen).toContain('setup.exe\nNot stored: its content is a program or a script')
    expect(seen).toContain('screen.png\nStored · PNG picture')
    expect(seen).toContain('logs.zip\nNot stored: it is an archive')
    expect(seen).toContain('Up to 5 files for a request, 10 MB each')
    const refused = (await stored(world)).filter(({ status }) => status === 'refused')
    expect(refused.map(({ content }) => content)).toEqual([null, null])
  })

  it('are refused when their name lies about them', async () => {
    const world = await open()
    const mina = await world.person(people.admin)
    await sends(world, mina, [
      { name: 'report.pdf', content: sampleFiles['setup.exe'] },
      { name: 'invoice.pdf', content: sampleFiles['screen.png'] },
    ])
    expect(mina.sees()).toContain('report.pdf\nNot stored: its content is a program or a script')
    expect(mina.sees()).toContain('invoice.pdf\nNot stored: its name ends in .pdf, but its content is: PNG picture')
  })

  it('are as many as a request may have; the others are refused by name', async () => {
    const world = await open({ environment: { SUPPORT_FILES: '2' } })
    const mina = await world.person(people.admin)
    await sends(world, mina, ['report.pdf', 'screen.png', 'orders.csv'])
    expect(mina.sees()).toContain('orders.csv\nNot stored: there are as many files waiting as a request may have')
    expect(mina.sees()).toContain('screen.png\nStored')
    await sends(world, mina, ['photo.jpg'])
    expect(mina.sees()).toContain('photo.jpg\nNot stored: there are as many')
    expect((await stored(world)).map(({ status }) => status)).toEqual(['stored', 'stored', 'refused', 'refused'])
  })

  it('are none where the desk takes none', async () => {
    const world = await open({ environment: { SUPPORT_FILES: '0' } })
    const mina = await world.person(people.admin)
    await sends(world, mina, ['report.pdf'])
    expect(mina.sees()).toContain('report.pdf\nNot stored: this desk takes no files')
  })

  it('are the same files when Teams delivers the message twice', async () => {
    const world = await open()
    const mina = await world.person(people.admin)
    await sends(world, mina, ['report.pdf', 'screen.png'], { deliverTwice: true })
    expect(await stored(world)).toMatchObject([{ status: 'stored' }, { status: 'stored' }])
    expect(mina.cardsWith('screen.png\nStored')).toHaveLength(1)
    expect(mina.sees()).toContain('report.pdf\nStored')
  })

  it('come with words, which are answered too', async () => {
    const world = await open()
    const mina = await world.person(people.admin)
    await sends(world, mina, ['report.pdf'], { text: 'settings' })
    expect(mina.sees()).toContain('Settings')
    expect(await stored(world)).toMatchObject([{ status: 'stored' }])
  })

  it.each([
    [people.chineseAdmin, '您的文件', '已保存 · PDF', '未保存：内容是程序或脚本'],
    [people.koreanGlobalAdmin, '보내신 파일', '저장됨 · PDF', '저장되지 않음: 내용이 프로그램 또는 스크립트입니다'],
  ])('are told of in the language of %s', async (id, title, done, refused) => {
    const world = await open()
    const person = await world.person(id)
    await sends(world, person, ['report.pdf', 'setup.exe'])
    for (const words of [title, done, refused]) expect(person.sees()).toContain(words)
  })
})

describe('who may send files', () => {
  it('is who may send support requests', async () => {
    const world = await open()
    const sales = await world.person(people.sales)
    await sends(world, sales, ['report.pdf'])
    expect(sales.hears()).toContain('Submitting a support request needs the role')
    expect(await stored(world)).toEqual([])
  })

  it('no longer sees or moves them once the role is lost; what was begun ends quietly', async () => {
    const world = await open()
    const helper = await world.person(people.helpdesk)
    const id = await request(world, people.helpdesk, 1001)
    await sends(world, helper, ['report.pdf'], { fetched: false })
    await world.database.rows.agent.updateMany({ where: { id: people.helpdesk }, data: { roles: [] } })
    await world.passes(0)
    expect(helper.sees()).toContain('report.pdf\nComing')
    helper.picks({ request: id })
    await helper.presses('Attach')
    expect(helper.hears()).toContain('Submitting a support request needs the role')
    expect(await stored(world)).toMatchObject([{ status: 'stored', supportId: null }])
  })

  it('does so in the personal chat alone', async () => {
    const world = await open()
    const group = await world.teams.openGroupChat([people.admin, people.globalAndAdmin], 'Refunds')
    await world.teams.sendFiles(group, people.admin, [{ name: 'report.pdf', content: sampleFiles['report.pdf'] }])
    expect(world.teams.messages(group, people.admin).at(-1)?.text).toContain('personal chat')
    expect(await stored(world)).toEqual([])
  })
})

describe('where files come from', () => {
  const forged = [
    'https://sharepoint.com.evil.example/report.pdf',
    'https://contoso-my.sharepoint.com@evil.example/report.pdf',
    'http://169.254.169.254/latest/meta-data',
    'https://evilsharepoint.com/report.pdf',
  ]

  it("is Teams' own storage: an activity that names another place has nothing fetched", async () => {
    const world = await open()
    const mina = await world.person(people.admin)
    const { address } = world.desk
    const told = [...forged, `${address}/practice/api/state`, `${address}/metrics`].map((downloadUrl, index) => ({
      ...{ name: `${index}.pdf`, size: 1, downloadUrl },
    }))
    await world.teams.tellOfFiles(mina.chat, mina.id, told.slice(0, 5))
    await world.passes(0)
    expect(await stored(world)).toMatchObject(told.slice(0, 5).map(() => ({ refusal: 'elsewhere', urlSealed: null })))
    expect(mina.sees()).toContain("0.pdf\nNot stored: it is not in Teams' own storage (SharePoint)")
  })

  it('is kept sealed until it was used, and told to nobody', async () => {
    const lines: string[] = []
    const log = pino({ level: 'trace' }, { write: (line) => lines.push(line) })
    const world = await open({ log })
    const mina = await world.person(people.admin)
    await sends(world, mina, ['report.pdf'], { fetched: false })
    const [file] = await stored(world)
    expect(file?.urlSealed).toMatch(/^v1\./)
    expect(mina.everything()).not.toContain('/practice/files/')
    const states = await world.database.pool.query('select * from desk.bot_state')
    const jobs = await world.database.pool.query('select data from jobs.job')
    expect(JSON.stringify([states.rows, jobs.rows])).not.toContain('/practice/files/')
    world.teams.shelf.answerNext((res) => res.destroy())
    await world.passes(0)
    await world.passes(5 * second)
    expect(lines.join('')).toContain('file settled')
    expect(lines.join('')).not.toContain('/practice/files/')
  })

  it.each([
    [404, 'Teams no longer gives it out'],
    [403, 'Teams no longer gives it out'],
    [302, 'Teams gave the address of a page'],
  ])('may answer %i, and is not asked again', async (status, why) => {
    const world = await open()
    const mina = await world.person(people.admin)
    let asked = 0
    const answer = (res: ServerResponse) => {
      asked++
      res.writeHead(status, { location: `${world.desk.address}/practice/files/elsewhere` })
      res.end()
    }
    world.teams.shelf.answerNext(answer)
    world.teams.shelf.answerNext(answer)
    await sends(world, mina, ['report.pdf'])
    expect(mina.sees()).toContain(`report.pdf\nNot stored: ${why}`)
    await world.passes(5 * minute)
    expect(asked).toBe(1)
  })

  it('may show a page instead of the file', async () => {
    const world = await open()
    const mina = await world.person(people.admin)
    world.teams.shelf.answerNext((res) => {
      res.setHeader('content-type', 'text/html')
      res.end('<p>sign in')
    })
    await sends(world, mina, ['report.pdf'])
    expect(mina.sees()).toContain('send it from a computer')
  })

  it('may hang up halfway or be busy: it is asked again', async () => {
    const world = await open()
    const mina = await world.person(people.admin)
    world.teams.shelf.answerNext((res) => {
      res.writeHead(200, { 'content-length': 1_000 })
      res.write('%PDF-', () => res.destroy())
    })
    world.teams.shelf.answerNext((res) => {
      res.statusCode = 503
      res.end()
    })
    await sends(world, mina, ['report.pdf'])
    expect(mina.sees()).toContain('report.pdf\nComing')
    await world.passes(5 * second)
    expect(mina.sees()).toContain('report.pdf\nComing')
    await world.passes(15 * second)
    expect(mina.sees()).toContain('report.pdf\nStored')
  })

  it('may stay away: after a while the file is refused', async () => {
    const world = await open()
    const mina = await world.person(people.admin)
    for (let time = 0; time < 6; time++) world.teams.shelf.answerNext((res) => res.destroy())
    await sends(world, mina, ['report.pdf'])
    for (const wait of [5, 15, 45]) await world.passes(wait * second)
    expect(mina.sees()).toContain('report.pdf\nComing')
    await world.passes(2 * minute)
    expect(mina.sees()).toContain('report.pdf\nNot stored: it could not be fetched from Teams; send it again')
  })

  it('may send without end, whatever it announces: the desk stops at its limit', async () => {
    const world = await open({ environment: { SUPPORT_FILE_MEGABYTES: '1' } })
    const mina = await world.person(people.admin)
    let sent = 0
    const stopped = new Promise<void>((resolve) => {
      world.teams.shelf.answerNext((res) => {
        const more = () => {
          while (!res.destroyed) {
            sent += 64 * 1024
            if (!res.write(Buffer.alloc(64 * 1024))) return res.once('drain', more)
          }
          return res
        }
        res.once('close', resolve)
        more()
      })
    })
    await sends(world, mina, ['report.pdf'])
    await stopped
    expect(sent).toBeLessThan(16 * 1024 * 1024)
    expect(mina.sees()).toContain('report.pdf\nNot stored: it is too large')
    await sends(world, mina, [{ name: 'large.log', content: Buffer.alloc(1024 * 1024, 'a') }])
    expect(mina.sees()).toContain('large.log\nStored · text · 1 MB')
  })
})

describe('the form of a support request', () => {
  it('lists the files that wait, ticked; what is unticked waits on', async () => {
    const world = await open()
    const mina = await world.person(people.admin)
    await sends(world, mina, ['report.pdf', 'screen.png', 'setup.exe'])
    const [report, screen] = await stored(world)
    await mina.says('support CSP-1004 for contoso.com')
    expect(mina.sees()).toContain('Files to send with it')
    expect(mina.mayChoose('files').map(({ title }) => title)).toEqual([
      'report.pdf · Stored · PDF · 41 bytes',
      'screen.png · Stored · PNG picture · 70 bytes',
    ])
    expect(mina.filledIn('files')).toBe(`${report?.id},${screen?.id}`)
    mina.picks({ ...filledIn, files: report?.id })
    await mina.presses('Send request')
    const [sent] = await world.database.rows.supportRequest.findMany()
    expect((await stored(world)).map(({ name, supportId }) => [name, supportId])).toEqual([
      ['report.pdf', sent?.id],
      ['screen.png', null],
      ['setup.exe', null],
    ])
    expect(mina.sees()).toContain('report.pdf\nStored · PDF · 41 bytes')
  })

  it('keeps the ticks with everything else when something is wrong', async () => {
    const world = await open()
    const mina = await world.person(people.admin)
    await sends(world, mina, ['report.pdf', 'screen.png'])
    const [, screen] = await stored(world)
    await mina.says('support CSP-1004 for contoso.com')
    mina.picks({ ...filledIn, reason: 'no', files: screen?.id })
    await mina.presses('Send request')
    expect(mina.filledIn('files')).toBe(screen?.id)
    expect((await stored(world)).map(({ supportId }) => supportId)).toEqual([null, null])
  })

  it('says how to add files when none wait; those that come while it is open go with it', async () => {
    const world = await open()
    const mina = await world.person(people.admin)
    await mina.says('support CSP-1004 for contoso.com')
    expect(mina.sees()).toContain('To add files, send them in this chat')
    const send = mina.button('Send request')
    const typed = inputsOf(mina.card().card)
    await sends(world, mina, ['report.pdf', 'setup.exe'], { fetched: false })
    await mina.pressesOld(send, { ...typed, ...filledIn })
    const [sent] = await world.database.rows.supportRequest.findMany()
    await world.passes(0)
    expect(await stored(world)).toMatchObject([
      { name: 'report.pdf', status: 'stored', supportId: sent?.id },
      { name: 'setup.exe', status: 'refused', supportId: sent?.id },
    ])
    expect(mina.sees()).toContain('report.pdf\nStored · PDF · 41 bytes · goes with SR-1001')
    expect(mina.sees()).toContain('setup.exe\nNot stored: its content is a program or a script · goes with SR-1001')
  })

  it('is done with when a file comes later: the request takes it from its own card', async () => {
    const world = await open()
    const mina = await world.person(people.admin)
    await sendsRequest(mina)
    await sends(world, mina, ['report.pdf'])
    const [sent] = await world.database.rows.supportRequest.findMany()
    mina.picks({ request: sent?.id })
    await mina.presses('Attach')
    expect(mina.sees()).toContain('Attached to SR-1001.')
    expect(await stored(world)).toMatchObject([{ supportId: sent?.id }])
  })

  it('sends its request without a file that is gone meanwhile only after saying so, and nothing is lost', async () => {
    const world = await open()
    const mina = await world.person(people.admin)
    await sends(world, mina, ['report.pdf'])
    const discard = mina.button('Discard')
    await mina.says('support CSP-1004 for contoso.com')
    const send = mina.button('Send request')
    const typed = inputsOf(mina.card().card)
    await mina.pressesOld(discard)
    await mina.pressesOld(send, { ...typed, ...filledIn })
    expect(mina.sees(send.message)).toContain('One of these files is no longer waiting. Nothing was changed.')
    expect(inputsOf(mina.card(send.message).card)).toMatchObject(filledIn)
    mina.picks(filledIn)
    await mina.presses('Send request')
    expect(await world.database.rows.supportRequest.count()).toBe(1)
  })
})

describe('what files go with', () => {
  it('is the next request unless another is chosen', async () => {
    const world = await open()
    const mina = await world.person(people.admin)
    await sends(world, mina, ['report.pdf'])
    expect(mina.sees()).toContain('It goes with the next request you send. Without one it is deleted on Nov 29, 2026.')
    expect(mina.mayPress()).toEqual(['New support request', 'Discard'])
    await request(world, people.admin, 1001)
    await sends(world, mina, ['screen.png'])
    expect(mina.filledIn('request')).toBe('next')
    await mina.presses('Attach')
    expect(mina.sees()).toContain('Kept for the next request you send.')
    expect(await stored(world)).toMatchObject([{ supportId: null }, { supportId: null }])
  })

  it('is an open request of the person, newest first, chosen on the card, once', async () => {
    const world = await open()
    const mina = await world.person(people.admin)
    const older = await request(world, people.admin, 1001)
    await request(world, people.admin, 1002)
    await request(world, people.admin, 1003, { status: 'closed' })
    await request(world, people.globalAndAdmin, 1004)
    await sends(world, mina, ['report.pdf', 'setup.exe'])
    expect(mina.mayChoose('request').map(({ title }) => title)).toEqual([
      'The next request I send',
      'SR-1002 · Refund 1002',
      'SR-1001 · Refund 1001',
    ])
    mina.picks({ request: older })
    await mina.presses('Attach', { deliverTwice: 'new id' })
    expect(mina.sees()).toContain('report.pdf\nStored · PDF · 41 bytes · goes with SR-1001')
    expect(mina.mayPress()).toEqual([])
    expect(await stored(world)).toMatchObject([
      { name: 'report.pdf', supportId: older },
      { name: 'setup.exe', supportId: null },
    ])
  })

  it('may be chosen before the file is here', async () => {
    const world = await open()
    const mina = await world.person(people.admin)
    const id = await request(world, people.admin, 1001)
    await sends(world, mina, ['report.pdf', 'setup.exe'], { fetched: false })
    mina.picks({ request: id })
    await mina.presses('Attach')
    expect(mina.sees()).toContain('report.pdf\nComing · goes with SR-1001')
    await world.passes(0)
    expect(mina.sees()).toContain('report.pdf\nStored · PDF · 41 bytes · goes with SR-1001')
    expect(mina.sees()).toContain('setup.exe\nNot stored: its content is a program or a script · goes with SR-1001')
  })

  it('takes no more than a request may have', async () => {
    const world = await open({ environment: { SUPPORT_FILES: '2' } })
    const mina = await world.person(people.admin)
    const id = await request(world, people.admin, 1001)
    await sends(world, mina, ['report.pdf'])
    mina.picks({ request: id })
    await mina.presses('Attach')
    await sends(world, mina, ['screen.png', 'orders.csv'])
    mina.picks({ request: id })
    await mina.presses('Attach')
    expect(mina.sees()).toContain('A request has at most 2 files. Nothing was changed.')
    expect((await stored(world)).map(({ supportId }) => supportId)).toEqual([id, null, null])
  })

  it("is never a closed request, nor another partner's", async () => {
    const world = await open()
    const mina = await world.person(people.admin)
    const stranger = await world.person(people.adminOfB)
    const id = await request(world, people.admin, 1001)
    await sends(world, stranger, ['screen.png'])
    await sends(world, mina, ['report.pdf'])
    const attach = mina.button('Attach')
    await world.database.rows.supportRequest.update({ where: { id }, data: { status: 'closed' } })
    await mina.pressesOld(attach, { request: id })
    expect(mina.sees()).toContain('This request is closed or not there. Nothing was changed.')
    await world.database.rows.supportRequest.update({ where: { id }, data: { status: 'sent' } })
    const discard = stranger.button('버리기')
    await stranger.pressesOld(discard, { request: id }, { act: 'attach' })
    expect(stranger.sees()).toContain('해당 지원 요청이 없습니다.')
    await stranger.pressesOld(discard, {}, { flow: (attach.action.data as { flow: string }).flow })
    expect(await stored(world)).toMatchObject([{ supportId: null }, { supportId: null }])
  })

  it('may be nothing: discarded files are gone, and so are those that wait for a week', async () => {
    const world = await open()
    const mina = await world.person(people.admin)
    await sends(world, mina, ['report.pdf'])
    await mina.presses('Discard')
    expect(mina.sees()).toContain('Discarded.')
    expect(await stored(world)).toEqual([])
    const id = await request(world, people.admin, 1001)
    await sends(world, mina, ['screen.png'])
    mina.picks({ request: id })
    await mina.presses('Attach')
    await sends(world, mina, ['orders.csv', 'setup.exe'])
    const { id: message } = mina.card()
    await world.passes(6 * day)
    expect(await stored(world)).toHaveLength(3)
    await world.passes(day)
    expect(await stored(world)).toMatchObject([{ name: 'screen.png', supportId: id }])
    expect(mina.sees(message)).toContain('These files are no longer here')
  })
})
