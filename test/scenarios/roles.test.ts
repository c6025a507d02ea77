import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sampleAgents } from '../../src/directory/sample-agents.ts'
import { asksToBuy, asksToCancel, decides } from '../support/approvals.ts'
import { openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'

const openings = ['buy', 'orders', 'keys', 'cancel', 'support', 'activity'] as const
const doors = ['approvals', 'noticeRules', 'people', 'chatMornings'] as const
type Opening = (typeof openings)[number]

/** docs/roles.md, read by hand: who of the sample world may do what. What is not here is refused. */
const mayOpen: Record<string, readonly Opening[]> = {
  'Mina Park': ['buy', 'orders', 'keys', 'cancel', 'support'],
  林晓雨: ['buy', 'orders', 'keys', 'cancel', 'support'],
  한서준: ['buy', 'orders', 'support', 'activity'],
  'Oliver Hughes': ['buy', 'orders', 'keys', 'cancel', 'support', 'activity'],
  'Carla Reyes': ['orders'],
  'Dev Kapoor': ['orders', 'support'],
  'Grace Okafor': ['activity'],
  'Jonas Lindqvist': ['activity'],
  'Leila Haddad': ['activity'],
  'Noah Bennett': [],
  윤하은: ['buy', 'orders', 'keys', 'cancel', 'support'],
}
const mayChangeSettings = ['한서준', 'Oliver Hughes']
const mayApprovePurchases = ['林晓雨', '한서준', 'Oliver Hughes']
const mayApproveCancellations = ['林晓雨', 'Oliver Hughes']

const titles: Record<Opening | 'settings', readonly string[]> = {
  buy: ['Buy for a customer', '为客户购买', '고객 대신 구매'],
  orders: ['Software and orders', '软件和订单', '소프트웨어 및 주문'],
  keys: ['Get keys and downloads', '获取密钥和下载', '키 및 다운로드 받기'],
  cancel: ['Cancel a purchase', '取消购买', '구매 취소'],
  support: ['Support requests', '支持请求', '지원 요청'],
  activity: ['Activity log', '活动日志', '활동 로그'],
  settings: ['Settings', '设置', '설정'],
}
const adminAgent = ['Admin agent', '管理代理', '관리 에이전트']
const globalAdmin = ['Global administrator', '全局管理员', '전역 관리자']
/** The first role that a refusal names, and whom of partner A it sends to. */
const refusals: Record<
  Opening | 'settings',
  { readonly role: readonly string[]; readonly helpers: readonly string[] }
> = {
  buy: { role: adminAgent, helpers: ['Mina Park', '林晓雨', '한서준', 'Oliver Hughes'] },
  // Six have it; a refusal names five.
  orders: { role: adminAgent, helpers: ['Mina Park', 'Oliver Hughes'] },
  keys: { role: adminAgent, helpers: ['Mina Park', '林晓雨', 'Oliver Hughes'] },
  cancel: { role: adminAgent, helpers: ['Mina Park', '林晓雨', 'Oliver Hughes'] },
  support: { role: adminAgent, helpers: ['Mina Park', '林晓雨', 'Oliver Hughes'] },
  activity: { role: globalAdmin, helpers: ['한서준', 'Oliver Hughes'] },
  settings: { role: globalAdmin, helpers: ['한서준', 'Oliver Hughes'] },
}
const nobodyHas = ['Nobody here has it yet', '目前没有人拥有该角色', '아직 이 역할을 가진 사람이 없습니다']

const languageOf = (locale: string) => ({ en: 0, zh: 1, ko: 2 })[locale.slice(0, 2)] ?? 0
const agents = sampleAgents.map(({ id, name, locale, partnerId }) => ({
  ...{ id, name, at: languageOf(locale), ofA: partnerId === partnerA },
}))

let world: World
beforeAll(async () => {
  world = await openWorld()
})

/** Everything that an action could have changed. */
const stored = async ({ database: { rows } }: World) =>
  JSON.stringify(
    await Promise.all([
      rows.agent.findMany({ orderBy: { id: 'asc' } }),
      rows.approval.findMany({ orderBy: { id: 'asc' }, select: { id: true, status: true, decidedBy: true } }),
      rows.partnerPolicy.findMany({ select: { partnerId: true, approvals: true } }),
      rows.noticePolicy.findMany({ select: { partnerId: true, notices: true } }),
      Promise.all([
        rows.purchase.count(),
        rows.cancellation.count(),
        rows.downloadLink.count(),
        rows.supportRequest.count(),
        rows.activityEntry.count(),
        rows.pcOrder.count(),
      ]),
    ]),
  )

/** Presses a button that the desk never drew for this person. */
async function forges(person: Person, at: number, carries: object): Promise<void> {
  await person.says('settings')
  await person.pressesOld(person.button(['Save', '保存', '저장'][at] ?? ''), {}, carries)
}

function expectRefusal(said: string, what: Opening | 'settings', { at, ofA }: { at: number; ofA: boolean }): void {
  const { role, helpers } = refusals[what]
  expect(said).toContain(role[at])
  if (ofA) for (const helper of helpers) expect(said).toContain(helper)
  else expect(said).toContain(nobodyHas[at])
}

describe.each(agents)('$name', ({ id, name, at, ofA }) => {
  let person: Person
  beforeAll(async () => {
    person = await world.person(id)
  })

  it.each(openings)('says %s', async (word) => {
    const before = await stored(world)
    await person.says(word)
    if (mayOpen[name]?.includes(word)) {
      expect(person.sees().split('\n')[0]).toBe(titles[word][at])
      return
    }
    expectRefusal(person.hears(), word, { at, ofA })
    expect(await stored(world)).toBe(before)
  })

  it.each(doors)('goes to the partner’s settings: %s', async (door) => {
    const before = await stored(world)
    await forges(person, at, { act: door })
    if (mayChangeSettings.includes(name)) {
      expect(person.sees().split('\n')[0]).not.toBe(titles.settings[at])
      return
    }
    expect(person.sees().split('\n')[0]).toBe(titles.settings[at])
    expectRefusal(person.sees(), 'settings', { at, ofA })
    expect(await stored(world)).toBe(before)
  })

  it('is offered on the home card what is allowed, and nothing else', async () => {
    await person.says('help')
    const commands = (JSON.stringify(person.card().card).match(/"command":"[a-z]+"/g) ?? []).map((it) =>
      it.slice(11, -1),
    )
    const offered = openings.filter((word) => commands.includes(word))
    expect(offered).toEqual(openings.filter((word) => mayOpen[name]?.includes(word)))
  })
})

describe('an approval of what Mina asked for', () => {
  let mina: Person
  beforeEach(async () => {
    world = await openWorld()
    mina = await world.person(people.admin)
    await decides(world, { purchases: { AUD: '1' }, cancellations: { when: 'always' } })
  })
  const waits = () => world.database.rows.approval.findFirstOrThrow()

  const kinds = [
    ['a purchase', mayApprovePurchases, 'buy', (asks: Person) => asksToBuy(asks)],
    ['a cancellation', mayApproveCancellations, 'cancel', (asks: Person) => asksToCancel(asks)],
  ] as const

  it.each(kinds)(
    'of %s is given by those who may, and refused to everybody else',
    async (_what, allowed, action, ask) => {
      await ask(mina)
      await world.passes(0)
      const { id } = await waits()
      for (const agent of agents.filter(({ name }) => !allowed.includes(name as never))) {
        const person = await world.person(agent.id)
        const before = await stored(world)
        await forges(person, agent.at, { verb: 'approval', act: 'approve', approval: id, flow: undefined })
        // Who asked has the role and is refused all the same; another partner has no such approval.
        if (agent.ofA && agent.id !== people.admin) expectRefusal(person.hears(), action, agent)
        expect([agent.name, await stored(world)]).toEqual([agent.name, before])
      }
      expect((await waits()).status).toBe('waiting')
    },
  )

  it.each(kinds.flatMap(([what, allowed, , ask]) => allowed.map((name) => [what, name, ask] as const)))(
    'of %s is given by %s',
    async (_what, name, ask) => {
      const agent = agents.find((known) => known.name === name)
      const person = await world.person(agent?.id ?? '')
      await ask(mina)
      await world.passes(0)
      await person.presses(['Approve', '批准', '승인'][agent?.at ?? 0] ?? '')
      expect(await waits()).toMatchObject({ decidedBy: agent?.id })
    },
  )
})
