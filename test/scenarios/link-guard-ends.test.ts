import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PartnerCenterUnavailable } from '../../src/commerce/errors.ts'
import { day, minute } from '../../src/platform/clock.ts'
import {
  addressOn,
  downloads,
  freshLink,
  givesNothing,
  microsoftKey,
  microsoftLink,
  otherKey,
  pastes,
  visits,
} from '../support/by-hand.ts'
import { buttonsOf, openWorld, type Person, people, type World } from '../support/desk.ts'
import { partnerCenterWith } from '../support/partner-center.ts'

let world: World
let mina: Person
let down = false
const silent = partnerCenterWith({
  order: (real) => (partnerId, customerId, orderId) =>
    down ? Promise.reject(new PartnerCenterUnavailable()) : real.order(partnerId, customerId, orderId),
})

beforeEach(async () => {
  down = false
  world = await openWorld({ partnerCenter: (embedded) => givesNothing(silent(embedded)) })
  mina = await world.person(people.admin)
})
afterEach(() => world.desk.close())

const cancels = async (person: Person, order: string) => {
  await person.says(`cancel order ${order} for contoso.com`)
  person.picks({ acknowledged: 'true' })
  await person.presses('Submit')
}

describe('a guarded link that ends', () => {
  it('is told of, and Renew on the notice opens the card that takes a fresh link; then the notice says it works', async () => {
    const oliver = await world.person(people.globalAndAdmin)
    await pastes(oliver, 'CSP-1002', { link: microsoftLink, file: '2019, English' })
    const address = addressOn(oliver)
    await world.passes(11 * day)
    expect(oliver.sees()).toContain('A download link ends in 3 days')
    expect(oliver.sees()).toContain('File: 2019, English')
    expect(oliver.sees()).toContain("It takes a fresh link of Microsoft's.")
    const notice = oliver.card().id
    await oliver.presses('Renew link', { deliverTwice: 'new id' })
    expect(oliver.sees()).toContain("Microsoft's own link ends, too.")
    expect(oliver.sees()).toContain('SQL Server 2019 Standard, 2 core, perpetual · CSP-1002 · 2019, English')
    oliver.picks({ link: 'https://evil.example/' })
    await oliver.presses('Renew link')
    expect(oliver.sees()).toContain('This leads elsewhere.')
    oliver.picks({ link: freshLink })
    await oliver.presses('Renew link')
    expect(oliver.sees()).toContain('14 of 14 days left')
    expect(addressOn(oliver)).toBe(address)
    await world.passes(0)
    expect(oliver.sees(notice)).toContain('The download link is renewed')
    expect((await downloads(address)).headers.get('location')).toBe(freshLink)
  })

  it('without a name for its file is told of without one, and in the summary of what matters today', async () => {
    const oliver = await world.person(people.globalAndAdmin)
    await oliver.says('keys CSP-1002 for contoso.com')
    oliver.picks({ link: microsoftLink })
    await oliver.presses('Keep link and key')
    await world.passes(12 * day)
    expect(oliver.sees()).toContain('A download link ends in')
    expect(oliver.sees()).not.toContain('File')
    await oliver.says('help')
    await oliver.pressesRow('CSP-1002 · download link ends in 2 days')
    expect(oliver.rows()).toEqual(['File without a name · 2 days · 50 downloads left'])
  })

  it('is over at 14 × 24 hours, and says so to its customer and its agent until it is renewed', async () => {
    await pastes(mina, 'CSP-1002', { link: microsoftLink })
    const address = addressOn(mina)
    await world.passes(14 * day)
    expect((await visits(address)).status).toBe(410)
    expect(await (await visits(address)).text()).toContain('Mina Park at Alpine Partners can renew it')
    await mina.says('keys CSP-1002 for contoso.com')
    await mina.pressesRow('ended')
    expect(mina.sees()).toContain('This link has expired')
    expect(mina.sees()).toContain("Renew it with a fresh link of Microsoft's")
    expect(mina.mayPress()).toEqual(['Copy link', 'Add key', 'Renew link', 'Back'])
    await mina.presses('Renew link')
    mina.picks({ link: freshLink })
    await mina.presses('Renew link')
    expect((await downloads(address)).headers.get('location')).toBe(freshLink)
  })

  it('answers the last download to one of many at once', async () => {
    await pastes(mina, 'CSP-1002', { link: microsoftLink })
    const address = addressOn(mina)
    await world.database.rows.downloadLink.updateMany({ where: { orderId: 'CSP-1002' }, data: { downloads: 49 } })
    const answers = await Promise.all(Array.from({ length: 6 }, () => downloads(address)))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array.from({ length: 5 }, () => 410)])
  })
})

describe('a cancelled order', () => {
  it('has neither guarded link nor kept key from that moment on', async () => {
    await pastes(mina, 'CSP-1002', { link: microsoftLink, productKey: microsoftKey })
    const address = addressOn(mina)
    const { id } = mina.card()
    await cancels(mina, 'CSP-1002')
    expect((await visits(address)).status).toBe(410)
    expect((await downloads(address)).status).toBe(410)
    expect(await (await visits(address)).text()).toContain('The order that it belongs to has no download any more.')
    expect((await world.database.pool.query('select 1 from desk.kept_key')).rows).toEqual([])
    await mina.presses('Renew link', { message: id })
    expect(mina.sees(id)).toContain('CSP-1002 · cancelling')
    await mina.says('keys CSP-1002 for contoso.com')
    expect(mina.sees()).toContain('cancelling')
    expect(mina.inputs()).toEqual([])
  })

  it('ends the card that takes a link, and nothing is kept', async () => {
    await mina.says('keys CSP-1002 for contoso.com')
    const { id } = mina.card()
    const keep = mina.button('Keep link and key')
    await cancels(mina, 'CSP-1002')
    await mina.pressesOld(keep, { link: microsoftLink, productKey: microsoftKey })
    expect(mina.sees(id)).toContain('CSP-1002 · cancelling')
    expect(await world.database.rows.keptKey.count()).toBe(0)
    expect(await world.database.rows.downloadLink.count({ where: { orderId: 'CSP-1002' } })).toBe(0)
  })

  it('ends a guarded link whose order was cancelled in Partner Center itself, once that shows', async () => {
    await pastes(mina, 'CSP-1002', { link: microsoftLink })
    const address = addressOn(mina)
    await world.database.pool.query(`update partner_center."order" set cancelled_at = $1 where id = 'CSP-1002'`, [
      world.clock.now(),
    ])
    expect((await downloads(address)).status).toBe(303)
    await world.passes(16 * minute)
    expect((await visits(address)).status).toBe(410)
    expect((await downloads(address)).status).toBe(410)
  })
})

describe('when Partner Center is silent', () => {
  it('a guarded link goes on working: it leads to what was pasted', async () => {
    await pastes(mina, 'CSP-1002', { link: microsoftLink })
    const address = addressOn(mina)
    down = true
    expect((await visits(address)).status).toBe(200)
    expect((await downloads(address)).headers.get('location')).toBe(microsoftLink)
  })
})

describe('somebody else', () => {
  it('neither opens nor renews another agent’s link, and sees none of it', async () => {
    await pastes(mina, 'CSP-1002', { link: microsoftLink, file: '2019' })
    await mina.presses('Back')
    const row = mina.row('2019')
    const oliver = await world.person(people.globalAndAdmin)
    await oliver.says('keys CSP-1002 for contoso.com')
    expect(oliver.sees()).toContain('paste them here')
    oliver.picks({ link: freshLink, file: 'mine' })
    await oliver.presses('Keep link and key')
    await oliver.presses('Back')
    expect(oliver.rows()).toEqual(['mine · 14 days · 50 downloads left'])
    const { id: minas } = await world.database.rows.downloadLink.findFirstOrThrow({
      where: { agentId: people.admin, orderId: 'CSP-1002' },
    })
    await oliver.pressesOld(oliver.row('mine'), {}, { link: minas })
    expect(oliver.sees()).toContain('This link has ended')
    const outcome = await world.teams.press(oliver.chat, oliver.id, oliver.card().id, row.action as never)
    expect(outcome.line).toContain('This card belongs to somebody else')
    const forged = {
      type: 'Action.Execute',
      title: 'x',
      verb: 'link',
      data: { verb: 'link', act: 'renew', link: minas, revision: 0 },
    }
    const renewed = await world.teams.press(oliver.chat, oliver.id, oliver.card().id, forged as never)
    expect(renewed.line).toContain('There is no such link of yours')
  })

  it('of another partner finds nothing, with the same order and line', async () => {
    await pastes(mina, 'CSP-1002', { productKey: microsoftKey })
    const haeun = await world.person(people.adminOfB)
    await haeun.says('CSP-1002 키')
    expect(haeun.everything()).not.toContain('•••••')
    expect(haeun.everything()).not.toContain(microsoftKey)
  })

  it('who has lost the role keeps nothing, and the shown key leaves the card', async () => {
    await pastes(mina, 'CSP-1002', { link: microsoftLink, productKey: microsoftKey })
    await mina.presses('Show key')
    expect(mina.sees()).toContain(microsoftKey)
    await world.database.rows.agent.updateMany({ where: { id: people.admin }, data: { roles: ['sales-agent'] } })
    await world.passes(2 * minute)
    expect(mina.sees()).not.toContain(microsoftKey)
    await mina.says('keys CSP-1002 for contoso.com')
    expect(mina.hears()).toContain('needs the role Admin agent')
    await world.database.rows.agent.updateMany({ where: { id: people.admin }, data: { roles: ['admin-agent'] } })
    await mina.says('keys CSP-1003 for contoso.com')
    await mina.presses('Add a link')
    await world.database.rows.agent.updateMany({ where: { id: people.admin }, data: { roles: ['sales-agent'] } })
    mina.picks({ link: freshLink, productKey: otherKey, file: 'new' })
    await mina.presses('Keep link and key')
    expect(mina.hears()).toContain('Admin agent')
    expect(await world.database.rows.downloadLink.count({ where: { version: 'new' } })).toBe(0)
    expect(await world.database.rows.keptKey.count()).toBe(1)
  })

  it('in a group chat can press nothing of it', async () => {
    await mina.says('keys CSP-1002 for contoso.com')
    const keep = buttonsOf(mina.card().card).find(({ title }) => title === 'Keep link and key')
    const { id } = await world.teams.openGroupChat([people.admin, people.globalAndAdmin], 'Project')
    await world.teams.say(id, people.admin, 'keys CSP-1002 for contoso.com')
    const first = world.teams.messages(id, people.admin).find(({ from }) => from.bot)
    const outcome = await world.teams.press(
      id,
      people.admin,
      first?.id ?? '',
      keep as never,
      {
        link: microsoftLink,
        productKey: microsoftKey,
      } as never,
    )
    expect(outcome.line).toContain('personal chat')
    expect(await world.database.rows.keptKey.count()).toBe(0)
  })
})

describe('a link that the service gave, where it gives none any more', () => {
  it('says so to both, and works again with a fresh link on the same address', async () => {
    await mina.says('keys CSP-1001 for contoso.com')
    await mina.pressesRow('ISO 64-bit')
    expect(mina.sees()).toContain('This link leads to no file any more.')
    expect(mina.mayPress()).toEqual(['Copy link', 'Add key', 'Renew link', 'Back'])
    await mina.presses('Copy link')
    const address = addressOn(mina)
    expect((await visits(address)).status).toBe(410)
    expect(await (await visits(address)).text()).toContain('What it led to is not there any more.')
    await mina.presses('Back')
    await mina.presses('Renew link')
    mina.picks({ link: microsoftLink })
    await mina.presses('Renew link')
    expect(mina.mayPress()).toContain('Download')
    expect((await downloads(address)).headers.get('location')).toBe(microsoftLink)
  })
})

describe('in Chinese and Korean', () => {
  it('asks, takes, refuses and shows', async () => {
    const lin = await world.person(people.chineseAdmin)
    await lin.says('contoso.com 的密钥 CSP-1002')
    expect(lin.sees()).toContain('Microsoft 的服务不直接提供密钥和链接')
    lin.picks({ link: 'http://x.example/' })
    await lin.presses('保存链接和密钥')
    expect(lin.sees()).toContain('只接受以 https:// 开头的地址')
    lin.picks({ link: microsoftLink, productKey: microsoftKey })
    await lin.presses('保存链接和密钥')
    expect(lin.mayPress()).toEqual([
      '下载',
      '复制链接',
      '显示密钥',
      '续期链接',
      '在窗口中显示密钥',
      '更换密钥',
      '转发',
      '返回',
    ])
    await lin.presses('转发')
    expect(String(lin.filledIn('message'))).toContain('is ready to download:\n\n')
    lin.picks({ language: 'ko' })
    await lin.presses('更换语言')
    expect(String(lin.filledIn('message'))).toContain('다운로드가 준비되었습니다.\n\n')
  })
})
