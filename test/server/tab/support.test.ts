import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { customer, openWorld, people, type World } from '../../support/desk.ts'
import { sampleFiles } from '../../support/sample-files.ts'
import { type TabPerson, tabOf } from '../../support/tab-person.ts'

const key = '5f0c2a3e-3b1f-4a57-9b52-0c1d8f6f0001'
const otherKey = '5f0c2a3e-3b1f-4a57-9b52-0c1d8f6f0002'

let world: World
let mina: TabPerson

beforeEach(async () => {
  world = await openWorld()
  mina = await tabOf(world)
})
afterEach(() => world.desk.close())

const upload = async (name: string, content: Buffer, { token = mina.token, fileKey = key, type = bytes } = {}) => {
  const response = await fetch(`${world.desk.address}/tab/files`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': type,
      'x-file-key': fileKey,
      'x-file-name': encodeURIComponent(name),
    },
    body: new Uint8Array(content),
  })
  const told = (await response.json().catch(() => undefined)) as
    | { id: string; name: string; words: string; refused: boolean; refusal?: { code: string } }
    | undefined
  return { status: response.status, told }
}
const bytes = 'application/octet-stream'

const filled = async (more: object = {}) => {
  const { told } = await mina.ask('support.form', { order: 'CSP-1004' })
  const typed = { impact: 'minimal', reason: 'It was ordered twice by mistake.', contactEmail: 'mina@example.com' }
  return { ...told.fields, ...typed, contactPhone: '+1 425 555 0100', ...more }
}
const send = async (more: object = {}, fileIds: readonly string[] = []) =>
  mina.ask('support.send', { key, fields: await filled(more), fileIds })

describe('Support requests, on a page', () => {
  it('fills the form in for an order, says what is wrong at each field, and sends nothing', async () => {
    const { told } = await mina.ask('support.form', { order: 'csp-1004', customer: customer(1) })
    expect(told).toMatchObject({ customer: 'Contoso · contoso.com', fields: { about: 'CSP-1004', currency: 'USD' } })
    const sent = await mina.ask('support.send', { key, fields: told.fields, fileIds: [] })
    expect(sent.told.kind).toBe('mistakes')
    expect(Object.keys(sent.told.mistakes).sort()).toEqual(['contactEmail', 'contactPhone', 'impact', 'reason'])
    expect((await mina.ask('support.list', { from: 0 })).told.requests).toEqual([])
  })

  it('sends one request however often it is clicked, with its files, and opens them for its readers', async () => {
    const file = await upload('发票.pdf', sampleFiles['report.pdf'])
    expect(file.told).toMatchObject({ name: '发票.pdf', refused: false })
    expect((await upload('发票.pdf', sampleFiles['report.pdf'])).told?.id).toBe(file.told?.id)
    const id = file.told?.id ?? ''
    const [first, second] = await Promise.all([send({}, [id]), send({}, [id])])
    expect([first.told, second.told]).toEqual([
      { kind: 'sent', id: key },
      { kind: 'sent', id: key },
    ])
    expect((await mina.ask('support.list', { from: 0 })).told.requests).toHaveLength(1)
    const { told } = await mina.ask('support.request', { id: key, skip: 0, correcting: false })
    const url = /"url":"([^"]+\/support-files\/[^"]+)"/.exec(JSON.stringify(told.paper))?.[1] ?? ''
    expect((await fetch(url)).status).toBe(200)
  })

  it('takes comments once, closes, and takes none after that', async () => {
    await send()
    const comment = { id: key, key: otherKey, text: 'One more thing', answer: false }
    expect((await mina.ask('support.comment', comment)).told).toEqual({ added: true })
    expect((await mina.ask('support.comment', comment)).told).toEqual({ added: true })
    const { told } = await mina.ask('support.request', { id: key, skip: 0, correcting: false })
    expect(JSON.stringify(told.paper).split('One more thing')).toHaveLength(2)
    expect((await mina.ask('support.comment', { ...comment, text: ' ' })).told.mistake).toContain('2,000')
    expect((await mina.ask('support.close', { id: key })).status).toBe(200)
    const late = await mina.ask('support.comment', { ...comment, key: '5f0c2a3e-3b1f-4a57-9b52-0c1d8f6f0003' })
    expect(late.refusal?.code).toBe('support.closed')
  })

  it('judges files as those of the chat, and refuses in words', async () => {
    const program = await upload('quote.pdf', Buffer.from('MZ\u0000\u0000'.padEnd(200, 'x')))
    expect(program.told).toMatchObject({ refused: true })
    expect(program.told?.words).toContain('Not stored')
    const empty = await upload('empty.pdf', Buffer.alloc(0), { fileKey: otherKey })
    expect(empty.told).toMatchObject({ refused: true })
  })

  it('takes no file without a token, from who may not ask, of another type, or larger than files may be', async () => {
    const pdf = sampleFiles['report.pdf']
    expect((await upload('a.pdf', pdf, { token: 'a.b.c' })).status).toBe(401)
    const sales = await tabOf(world, people.sales)
    expect((await upload('a.pdf', pdf, { token: sales.token })).status).toBe(403)
    expect((await upload('a.pdf', pdf, { type: 'application/pdf' })).status).toBe(415)
    expect((await upload('a.pdf', Buffer.alloc(10 * 1024 * 1024 + 1))).status).toBe(413)
    expect((await upload('a.pdf', pdf, { fileKey: 'x' })).status).toBe(400)
    expect((await mina.ask('support.form', {})).told.files).toEqual([])
  })

  it('shows another partner nothing of it, and gives nobody the files of somebody else', async () => {
    const file = await upload('quote.pdf', sampleFiles['report.pdf'])
    await send()
    const other = await tabOf(world, people.adminOfB)
    const { refusal } = await other.ask('support.request', { id: key, skip: 0, correcting: false })
    expect(refusal?.code).toBe('support.unknown')
    const oliver = await tabOf(world, people.globalAndAdmin)
    const taken = await oliver.ask('support.attach', { id: key, fileIds: [file.told?.id] })
    expect(taken.refusal?.code).toBe('support.file-unknown')
  })
})
