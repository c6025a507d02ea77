import { pino } from 'pino'
import { beforeAll, describe, expect, it } from 'vitest'
import { day, minute } from '../../src/platform/clock.ts'
import { buttonsOf, customer, openWorld, type Person, people, type World } from '../support/desk.ts'

const keyLook = /[2346789BCDFGHJKMNPQRTVWXY]{5}(?:-[2346789BCDFGHJKMNPQRTVWXY]{5}){4}/
const hidden = '•••••-•••••-•••••-•••••-•••••'
const addressLook = /http:\/\/[^"\s]+\/d\/[\w-]{32}/

const keyOn = (person: Person): string | undefined => keyLook.exec(person.sees())?.[0]
const addressOn = (person: Person): string => addressLook.exec(JSON.stringify(person.card().card))?.[0] ?? ''

/** Opens the product card of an order's first download option, or of the one picked. */
async function opens(person: Person, order: string, picks: Record<string, unknown> = {}): Promise<void> {
  await person.says(`keys ${order} for contoso.com`)
  person.picks({ ...picks })
  await person.presses('Submit')
  await person.presses('Get keys and downloads')
}

async function activities(world: World, what: string): Promise<{ agent_id: string | null; facts: object }[]> {
  const { rows } = await world.database.pool.query(
    'select agent_id, facts from desk.activity_entry where what = $1 order by number',
    [what],
  )
  return rows
}

async function downloads(address: string): Promise<Response> {
  const page = await (await fetch(address)).text()
  const key = /name="key" value="([^"]+)"/.exec(page)?.[1] ?? ''
  return fetch(address, { method: 'POST', body: new URLSearchParams({ key }), redirect: 'manual' })
}

describe('an admin agent gets a key and a download', () => {
  let world: World
  let mina: Person
  beforeAll(async () => {
    world = await openWorld()
    mina = await world.person(people.admin)
  })

  it('lists all software of the customer, newest first, and nothing else', async () => {
    await mina.says('keys for contoso.com')
    expect(mina.sees()).toContain('2 of 4')
    const orders = mina.rows().map((row) => /CSP-\d+/.exec(row)?.[0])
    expect(orders).toEqual(['CSP-1001', 'CSP-1007', 'CSP-1007', 'CSP-1002', 'CSP-1003'])
  })

  it('offers only versions, languages and file types that exist for the product', async () => {
    await mina.pressesRow('CSP-1002')
    expect(mina.mayChoose('version').map(({ title }) => title)).toEqual(['2019', '2017', '2014', 'Any'])
    expect(mina.mayChoose('fileType').map(({ title }) => title)).toEqual(['ISO 64-bit', 'ISO 32-bit', 'Any'])
    expect(mina.mayChoose('language').map(({ title }) => title)).toContain('Brazilian Portuguese')
  })

  it('says at its field that a combination does not exist, and what does, and keeps what was chosen', async () => {
    mina.picks({ version: '2019', language: 'ko', fileType: 'ISO 32-bit' })
    await mina.presses('Submit')
    expect(mina.sees()).toContain('2019, Korean does not exist as this file type. There is: ISO 64-bit.')
    expect(mina.sees()).toContain('[Korean]')
    mina.picks({ version: '2017', language: 'pt-BR', fileType: 'ISO 64-bit' })
    await mina.presses('Submit')
    expect(mina.sees()).toContain('2017 does not exist in this language. There is: English, German')
  })

  it('lists the specific products that fit "any", five and then more', async () => {
    mina.picks({ version: 'any', language: 'any', fileType: 'ISO 64-bit' })
    await mina.presses('Submit')
    expect(mina.mayChoose('product')).toHaveLength(5)
    await mina.presses('Show more')
    expect(mina.mayChoose('product')).toHaveLength(10)
    expect(mina.mayChoose('product')[0]?.title).toMatch(
      /^SQL Server 2019 Standard: 2019, English, ISO 64-bit, 1\.\d GB$/,
    )
  })

  it("shows the link with both limits, in the reader's zone, and the key hidden", async () => {
    mina.picks({ product: '2019.en.iso64' })
    await mina.presses('Get keys and downloads')
    expect(mina.sees()).toContain(hidden)
    expect(keyOn(mina)).toBeUndefined()
    expect(mina.sees()).toContain('14 of 14 days left, until Dec 6, 2026, 2:00 AM')
    expect(mina.sees()).toContain('50 of 50 downloads left')
    expect(mina.mayPress()).toEqual([
      'Download',
      'Copy link',
      'Show key',
      'Renew link',
      'Show key in a window',
      'Forward',
      'Back',
    ])
    expect(await activities(world, 'link-made')).toHaveLength(1)
  })

  it('gives the same link when asked again', async () => {
    const address = addressOn(mina)
    await downloads(address)
    await opens(mina, 'CSP-1002')
    expect(addressOn(mina)).toBe(address)
    expect(mina.sees()).toContain('49 of 50 downloads left')
    expect(await activities(world, 'link-made')).toHaveLength(1)
  })

  it('renews on the same address, once for a press that is delivered twice', async () => {
    const address = addressOn(mina)
    await mina.presses('Renew link', { deliverTwice: 'new id' })
    expect(mina.sees()).toContain('50 of 50 downloads left')
    expect(addressOn(mina)).toBe(address)
    expect(await activities(world, 'link-renewed')).toHaveLength(1)
  })

  it('shows the address to copy when it is asked for, which is on record before', async () => {
    const address = addressOn(mina)
    expect(mina.filledIn('link')).toBeUndefined()
    await mina.presses('Copy link')
    expect(mina.filledIn('link')).toBe(address)
    expect(mina.input('link')).toMatchObject({ isMultiline: true })
    expect(mina.sees()).toContain('That it was shown to you is on record')
    expect(await activities(world, 'link-copied')).toMatchObject([
      { agent_id: people.admin, facts: { product: 'SQL Server 2019 Standard' } },
    ])
    await mina.presses('Back')
    expect(mina.filledIn('link')).toBeUndefined()
  })

  it('asks before it replaces the address, and then the old one is dead at once', async () => {
    const old = addressOn(mina)
    await mina.presses('Copy link')
    await mina.presses('Replace address')
    expect(mina.sees()).toContain('The old address stops working at once')
    expect((await fetch(old)).status).toBe(200)
    await mina.presses('Replace address', { deliverTwice: 'new id' })
    expect(addressOn(mina)).not.toBe(old)
    expect((await fetch(old)).status).toBe(404)
    expect((await fetch(addressOn(mina))).status).toBe(200)
    expect(await activities(world, 'link-replaced')).toHaveLength(1)
  })

  it("drafts a message in the language of the customer's market, to be changed, without the key", async () => {
    await mina.presses('Forward')
    const message = () => JSON.stringify(mina.card().card)
    expect(message()).toContain(
      'SQL Server 2019 Standard, 2 core, perpetual is ready to download (2019, English, ISO 64-bit)',
    )
    expect(message()).toContain('until Dec 6, 2026, 5:00 AM (Eastern Standard Time, GMT-5) or for 50 more downloads')
    expect(mina.sees()).toContain(
      'United States has several time zones; the message gives Eastern Standard Time, GMT-5.',
    )
    for (const line of String(mina.filledIn('message')).split(/\n+/)) expect(mina.sees()).toContain(line)
    mina.picks({ language: 'ko' })
    await mina.presses('Change language')
    expect(message()).toContain('다운로드가 준비되었습니다')
    expect(message()).toMatch(addressLook)
    expect(message()).not.toMatch(keyLook)
    expect(await activities(world, 'link-forwarded')).toHaveLength(1)
    await mina.presses('Back')
    expect(mina.sees()).toContain(hidden)
  })

  it('opens the options of an order that is named, in any letter case, with the links that are there', async () => {
    await mina.says('Keys csp-1001 for Contoso')
    expect(mina.sees()).toContain('3 of 4')
    expect(mina.sees()).toContain('2019, English, VHD: 2 days · 1 download left')
    expect(mina.sees()).toContain('2019, English, ISO 64-bit: 3 days · 38 downloads left')
  })

  it('shows an expired link with why, and renews it on the same address', async () => {
    await opens(mina, 'CSP-1003')
    expect(mina.sees()).toContain('This link has expired, on Nov 16, 2026, 2:00 AM (6 days ago).')
    expect(mina.mayPress()).not.toContain('Download')
    await mina.presses('Copy link')
    const address = addressOn(mina)
    expect((await fetch(address)).status).toBe(410)
    await mina.presses('Back')
    await mina.presses('Renew link')
    expect((await fetch(address)).status).toBe(200)
    expect(mina.sees()).toContain('Renewed: 14 days or 50 downloads from now')
  })

  it('says which order has no software, and which is not there', async () => {
    await mina.says('keys CSP-1006 for contoso.com')
    expect(mina.sees()).toContain('Order CSP-1006 has no key and no download')
    await mina.says('keys CSP-9999 for contoso.com')
    expect(mina.sees()).toContain('This customer has no order CSP-9999')
    await mina.says('keys for nobody.example')
    expect(mina.sees()).toContain('There is no such customer here')
  })
})

describe('a key', () => {
  const logged: string[] = []
  let world: World
  let mina: Person
  beforeAll(async () => {
    world = await openWorld({ log: pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) }) })
    mina = await world.person(people.admin)
    await opens(mina, 'CSP-1001')
  })

  /** Whatever the desk and Teams keep. */
  async function kept(): Promise<string> {
    const tables = ['bot_state', 'activity_entry', 'download_link', 'personal_chat']
    const rows = await Promise.all(
      tables.map(async (table) => (await world.database.pool.query(`select t::text from desk.${table} t`)).rows),
    )
    const jobs = (await world.database.pool.query('select data::text from jobs.job')).rows
    const messages = world.teams.world.conversations().flatMap(({ messages }) => messages)
    return JSON.stringify([rows, jobs, messages.map(({ ownViews: _own, ...message }) => message), logged])
  }

  it('is on record before it is shown, and is shown in the answer to the presser alone', async () => {
    await mina.presses('Show key')
    const key = keyOn(mina)
    expect(key).toMatch(keyLook)
    expect(mina.sees()).toContain('hidden again after two minutes')
    const [entry] = await activities(world, 'key-shown')
    expect(entry?.agent_id).toBe(people.admin)
    expect(await kept()).not.toContain(key)
    expect(await kept()).not.toMatch(keyLook)
    expect(
      world.teams
        .toasts(people.admin)
        .map(({ text }) => text)
        .join(),
    ).not.toMatch(keyLook)
    expect(JSON.stringify(buttonsOf(mina.card().card))).not.toMatch(keyLook)
  })

  it('is hidden again after two minutes', async () => {
    await world.passes(2 * minute - 1_000)
    expect(keyOn(mina)).toMatch(keyLook)
    await world.passes(1_000)
    expect(mina.sees()).toContain(hidden)
    expect(mina.mayPress()).toContain('Show key')
  })

  it('is hidden at once on Hide key, and shown again has its own two minutes', async () => {
    await mina.presses('Show key')
    await world.passes(90_000)
    await mina.presses('Hide key')
    expect(keyOn(mina)).toBeUndefined()
    await mina.presses('Show key')
    await world.passes(30_000)
    expect(keyOn(mina)).toMatch(keyLook)
    await world.passes(90_000)
    expect(keyOn(mina)).toBeUndefined()
    expect(await activities(world, 'key-shown')).toHaveLength(3)
  })

  it('is not shown where the answer would be kept: to Action.Submit', async () => {
    await mina.presses('Show key', { as: 'Action.Submit' })
    expect(mina.everything()).not.toMatch(keyLook)
    expect(mina.sees()).toContain('cannot show a key without keeping it')
    expect(await activities(world, 'key-shown')).toHaveLength(3)
  })

  it('is not shown in a group chat, nor by a press forged there, and the card stays where it was', async () => {
    const group = await world.teams.openGroupChat([people.admin, people.globalAndAdmin], 'Project')
    await world.teams.say(group, people.admin, 'keys CSP-1001 for contoso.com')
    const [first] = world.teams.messages(group, people.admin).filter(({ from }) => from.bot)
    const button = buttonsOf(mina.card().card).find(({ title }) => title === 'Show key')
    const outcome = await world.teams.press(group, people.admin, first?.id ?? '', button as never)
    expect(outcome.line).toContain('personal chat')
    expect(JSON.stringify(world.teams.messages(group, people.admin))).not.toMatch(keyLook)
    await mina.presses('Show key')
    await world.passes(2 * minute)
    expect(mina.sees()).toContain(hidden)
    expect(await activities(world, 'key-shown')).toHaveLength(4)
  })

  it('is not shown to another agent who forges the press', async () => {
    const oliver = await world.person(people.globalAndAdmin)
    await oliver.says('help')
    const button = buttonsOf(mina.card().card).find(({ title }) => title === 'Show key')
    const outcome = await world.teams.press(oliver.chat, oliver.id, oliver.card().id, button as never)
    expect(outcome.line).toContain('This card belongs to somebody else')
    expect(await activities(world, 'key-shown')).toHaveLength(4)
  })

  it('leaves the card when the role is withdrawn while it is shown', async () => {
    await mina.presses('Show key')
    await world.database.rows.agent.updateMany({ where: { id: people.admin }, data: { roles: ['sales-agent'] } })
    await world.passes(2 * minute)
    expect(keyOn(mina)).toBeUndefined()
    expect(mina.sees()).toContain('Getting keys and downloads needs the role Admin agent')
    await world.database.rows.agent.updateMany({ where: { id: people.admin }, data: { roles: ['admin-agent'] } })
  })

  it('was never kept anywhere in all of this', async () => {
    expect(await kept()).not.toMatch(keyLook)
    expect(logged.join('')).toContain('key shown')
  })
})

describe('who may get keys', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })

  const allowed = new Set<string>([people.admin, people.chineseAdmin, people.globalAndAdmin])
  const agents = [...Object.values(people), ...['8', '9'].map((n) => `aaaaaaaa-0000-4000-8000-00000000000${n}`)]
  it.each(agents.map((id) => ({ id, may: allowed.has(id) })))(
    'agent $id may get keys of Contoso: $may',
    async ({ id, may }) => {
      const person = await world.person(id)
      await person.says('keys CSP-1001 for contoso.com')
      if (may) expect(person.mayChoose('version').length).toBeGreaterThan(0)
      else expect(person.hears()).toMatch(/Admin agent|관리 에이전트|해당 고객이 없습니다/)
    },
  )

  it('refuses a forged order of another customer, a line that is no software, and an option that does not exist', async () => {
    const mina = await world.person(people.admin)
    await mina.says('keys for Fabrikam')
    expect(mina.sees()).toContain('Nothing with a key or a download was bought')
    await mina.says('keys for contoso.com')
    const row = mina.row('CSP-1001')
    for (const take of ['CSP-1004/0', 'CSP-1001/7', 'CSP-424242/0', "x' or 1=1 --/0", '']) {
      await mina.pressesOld(row, {}, { take })
      expect(mina.sees()).toContain('2 of 4')
      expect(mina.sees()).toMatch(/has no key and no download|has no order|Choose a product/)
    }
    await mina.pressesRow('CSP-1001')
    await mina.presses('Submit')
    mina.picks({ product: '2099.xx.iso64' })
    await mina.presses('Get keys and downloads')
    expect(mina.sees()).toContain('4 of 4')
    expect(await activities(world, 'link-made')).toHaveLength(0)
  })

  it('refuses a customer of another partner', async () => {
    const mina = await world.person(people.admin)
    await mina.says('keys')
    mina.picks({ customer: customer(11) })
    await mina.presses('Next')
    expect(mina.sees()).toContain('There is no such customer here')
  })
})

describe('a cancelled order', () => {
  it('has neither key nor link from that moment on, and is listed as cancelled', async () => {
    const world = await openWorld()
    const mina = await world.person(people.admin)
    await opens(mina, 'CSP-1001')
    const { id } = mina.card()
    const address = addressOn(mina)
    await mina.presses('Show key')
    await mina.says('cancel order CSP-1001 for contoso.com')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Submit')
    expect((await fetch(address)).status).toBe(410)
    expect((await downloads(address)).status).toBe(410)
    await mina.presses('Renew link', { message: id })
    expect(mina.sees(id)).toContain('Order CSP-1001 has no key and no download')
    expect(mina.sees(id)).not.toMatch(keyLook)
    await mina.presses('Back', { message: id })
    expect(mina.sees(id)).toContain('CSP-1001 · Nov 12, 2026 · cancelling')
    await world.passes(16 * minute)
    await mina.says('keys for contoso.com')
    expect(mina.sees()).toContain('CSP-1001 · Nov 12, 2026 · cancelled')
    expect(mina.rows().join()).not.toContain('CSP-1001')
  })

  it('that is named is shown, marked, with what was bought and without keys, in each language', async () => {
    const world = await openWorld()
    const mina = await world.person(people.admin)
    await opens(mina, 'CSP-1002')
    const open = mina.card().id
    await mina.says('cancel CSP-1007')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Submit')
    await mina.says('keys CSP-1007')
    expect(mina.sees()).toContain('CSP-1007 · cancelling')
    await world.passes(16 * minute)
    for (const words of ['keys CSP-1007', 'Keys csp-1007 for Contoso']) {
      await mina.says(words)
      expect(mina.sees()).toContain('Contoso · contoso.com · CSP-1007')
      expect(mina.sees()).toContain('CSP-1007 · cancelled')
      expect(mina.sees()).toContain('10 × Windows Server CAL, 1 device, perpetual')
      expect(mina.sees()).toContain('1 × Windows Server 2019 Datacenter, 16 core, 3 years')
      expect(mina.mayPress()).toEqual(['Back'])
      expect(mina.sees()).not.toContain('•••••')
    }
    await mina.presses('Back')
    expect(mina.rows().join()).toContain('CSP-1002')
    const lin = await world.person(people.chineseAdmin)
    await lin.says('CSP-1007 的密钥')
    expect(lin.sees()).toContain('CSP-1007 · 已取消')
    const han = await world.person(people.koreanGlobalAdmin)
    await han.says('CSP-1007 키')
    expect(han.hears()).toMatch(/CSP-1007 · 취소됨|역할/)
    // A card that was open becomes the same.
    await mina.says('cancel CSP-1002')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Submit')
    await world.passes(0)
    expect(mina.sees(open)).toContain('CSP-1002 · cancelling')
    expect(mina.sees(open)).toContain('1 × SQL Server 2019 Standard, 2 core, perpetual')
  })

  it('ends a link whose order was cancelled in Partner Center itself', async () => {
    const world = await openWorld()
    const mina = await world.person(people.admin)
    await opens(mina, 'CSP-1001')
    await world.database.pool.query(`update partner_center."order" set cancelled_at = $1 where id = 'CSP-1001'`, [
      world.clock.now(),
    ])
    expect((await downloads(addressOn(mina))).status).toBe(410)
    await mina.presses('Show key')
    expect(mina.everything()).not.toMatch(keyLook)
  })
})

describe('in Chinese and Korean', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })

  it('speaks Chinese from the word to the key', async () => {
    const lin = await world.person(people.chineseAdmin)
    await lin.says('contoso.com 的密钥 CSP-1002')
    await lin.presses('提交')
    await lin.presses('获取密钥和下载')
    expect(lin.sees()).toContain('剩余 14 天（共 14 天）')
    expect(lin.mayPress()).toEqual(['下载', '复制链接', '显示密钥', '续期链接', '在窗口中显示密钥', '转发', '返回'])
    await lin.presses('显示密钥')
    expect(lin.sees()).toMatch(keyLook)
  })

  it('speaks Korean to an agent of the other partner, who finds nothing of the first one', async () => {
    const haeun = await world.person(people.adminOfB)
    await haeun.says('contoso.com 키')
    expect(haeun.sees()).toContain('키 및 다운로드 받기')
    expect(haeun.sees()).toContain('해당 고객이 없습니다')
    await haeun.says('lucernepublishing.kr 다운로드')
    expect(haeun.sees()).toContain('이 고객에게 키나 다운로드가 있는 구매가 아직 없습니다')
  })
})

describe('the sample world', () => {
  it('has the links of its table, once, however often the desk starts', async () => {
    const world = await openWorld()
    const links = async () =>
      (
        await world.database.pool.query(
          'select order_id, option_key, downloads, expires_at from desk.download_link order by order_id, option_key',
        )
      ).rows
    const before = await links()
    const now = world.clock.now().getTime()
    expect(
      before.map(({ order_id, downloads, expires_at }) => [order_id, downloads, (expires_at - now) / day]),
    ).toEqual([
      ['CSP-1001', 12, 3],
      ['CSP-1001', 49, 2],
      ['CSP-1003', 7, -6],
    ])
    await openWorld({ database: { ...world.database, close: async () => {} }, clock: world.clock })
    expect(await links()).toEqual(before)
  })
})
