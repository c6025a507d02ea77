import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tabAddresses } from '../../src/chat/tab-button.ts'
import { PartnerCenterRefused, PartnerCenterUnavailable } from '../../src/commerce/errors.ts'
import { joinDesk } from '../../src/desk.ts'
import { EmbeddedPartnerCenter } from '../../src/partner-center/embedded/embedded.partner-center.ts'
import { day, hour, minute } from '../../src/platform/clock.ts'
import { readConfig } from '../../src/platform/config.ts'
import { createLog } from '../../src/platform/log.ts'
import { asksToBuy, decides } from '../support/approvals.ts'
import { TestClock } from '../support/clock.ts'
import { buttonsOf, customer, openWorld, Person, partnerA, people, type World } from '../support/desk.ts'
import { openGraphWorld } from '../support/graph-world.ts'
import { morningsOf } from '../support/mornings.ts'
import { partnerCenterWith } from '../support/partner-center.ts'
import { sendsRequest } from '../support/support-requests.ts'
import { channel, happens, installs } from '../support/teams-events.ts'
import { testVault } from '../support/vault.ts'

let world: World
let mina: Person
let oliver: Person
/** What turning auto-renew off comes to. */
let failing: Error | undefined
/** What the embedded Partner Center answers to orders. */
let answers: (answer: 'pending') => void

beforeEach(async () => {
  failing = undefined
  world = await openWorld({
    partnerCenter: (embedded) => {
      answers = (answer) => {
        if (embedded instanceof EmbeddedPartnerCenter) embedded.carts.answer = answer
      }
      return partnerCenterWith({
        setAutoRenew: (real) => (who, change) =>
          failing === undefined ? real.setAutoRenew(who, change) : Promise.reject(failing),
      })(embedded)
    },
  })
  mina = await world.person(people.admin)
  oliver = await world.person(people.globalAndAdmin)
})
afterEach(() => world.desk.close())

/** Where the newest card opens the tab. */
const opens = (person: Person): string =>
  String(
    (buttonsOf(person.card().card).find(({ title }) => title === 'Open in tab') as { url?: string } | undefined)?.url,
  ).replace(/^.*?\/tab\//, '')

const told = async (occasion: string, recipient: string) =>
  world.database.rows.notice.count({ where: { occasion, recipient, status: 'sent' } })

const contoso = customer(1)
const orderPage = (id: string, of = contoso) => `orders/${of}/${id}`
const only = async <T>(rows: { findFirstOrThrow(): Promise<T> }): Promise<T> => rows.findFirstOrThrow()

/** Brings a notice about, newest in the person's chat. @returns whose, and the page that it opens */
const occasions: Record<string, () => Promise<[who: Person, page: string]>> = {
  'approvals.waits': async () => {
    await asksForApproval()
    return [oliver, `approvals/${(await only(world.database.rows.approval)).id}`]
  },
  'approvals.reminder': async () => {
    await asksForApproval()
    await world.passes(day)
    return [oliver, `approvals/${(await only(world.database.rows.approval)).id}`]
  },
  'approvals.decided': async () => {
    await asksForApproval()
    await oliver.presses('Approve')
    await world.passes(minute)
    return [mina, `approvals/${(await only(world.database.rows.approval)).id}`]
  },
  'buying.moved': async () => {
    answers('pending')
    await buys(mina, 'litware.gl')
    await world.passes(hour)
    return [mina, orderPage('CSP-1008', customer(7))]
  },
  'buying.agreement-accepted': async () => {
    await mina.says('buy 3 windows server 2022 datacenter 1 year for Woodgrove Bank')
    await mina.presses('Tell me when it is accepted')
    const accepted = { where: { id: customer(10) }, data: { agreementAccepted: true } }
    await world.database.rows.pcCustomer.updateMany(accepted)
    await world.passes(10 * minute)
    return [mina, `buy?customer=${customer(10)}&kept=${(await only(world.database.rows.agreementWait)).id}`]
  },
  'buying.window-closes': async () => {
    await buys(oliver, 'contoso.com')
    await world.passes(53 * day)
    return [oliver, orderPage('CSP-1008')]
  },
  'cancelling.settled': async () => {
    await mina.says('cancel order CSP-1002 for contoso.com')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Submit')
    await world.passes(hour)
    return [mina, orderPage('CSP-1002')]
  },
  'renewing.refused': async () => {
    await mina.says('auto-renew CSP-1001')
    failing = new PartnerCenterUnavailable()
    await mina.presses('Turn auto-renew off')
    failing = new PartnerCenterRefused({ reason: '800002', text: 'No.' })
    await world.passes(hour)
    return [mina, orderPage('CSP-1001')]
  },
  'links.ends': async () => {
    await oliver.says('keys CSP-1001 for contoso.com')
    for (const button of ['Submit', 'Get keys and downloads']) await oliver.presses(button)
    await world.passes(11 * day)
    return [oliver, `links?customer=${contoso}&order=CSP-1001`]
  },
  'support.moved': async () => {
    await sendsRequest(mina)
    await world.passes(30 * day)
    return [mina, `support/${(await only(world.database.rows.supportRequest)).id}`]
  },
  'summary.morning': async () => {
    await oliver.says('help')
    await morningsOf(world).set(partnerA, oliver.id, '08:00')
    await world.passes(22 * hour)
    return [oliver, 'today']
  },
  'settings.chats-lost': async () => {
    const licences = channel('Licences')
    await installs(world, 'add')
    await happens(world, 'channelCreated', { channel: licences })
    await decides(world, { purchases: { AUD: '1' }, cards: { to: 'chat', conversationId: licences.id } })
    await happens(world, 'channelDeleted', { channel: licences })
    await world.passes(minute)
    return [oliver, 'settings']
  },
  'connection.needs-somebody': async () => {
    await world.desk.close()
    const graph = await openGraphWorld()
    world = graph.world
    oliver = await world.person(people.globalAndAdmin)
    await oliver.says('help')
    graph.microsoft.endSignIn(partnerA, 'AADSTS700082')
    await world.passes(day + minute)
    return [oliver, 'settings']
  },
}

const asksForApproval = async () => {
  await decides(world, { purchases: { AUD: '1' } })
  await asksToBuy(mina)
  await world.passes(0)
}

async function buys(person: Person, domain: string): Promise<void> {
  await person.says(`buy 2 windows server 2022 standard 1 year for ${domain}`)
  await person.presses('Review order')
  person.picks({ acknowledged: 'true' })
  await person.presses('Place order')
}

describe('Open in tab', () => {
  it.each(Object.entries(occasions))('opens the page that the notice %s is about', async (occasion, bring) => {
    const [person, page] = await bring()
    expect(await told(occasion, person.id)).toBeGreaterThan(0)
    expect(opens(person)).toBe(page)
  })

  it('stands on whatever is told: every occasion is in the table above', () => {
    const { doors } = joinDesk(
      readConfig({ DESK_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64') }),
      {
        database: world.database,
        clock: new TestClock(),
        vault: testVault(),
        log: createLog('silent'),
        addresses: { desk: () => '', practice: undefined, tab: tabAddresses(undefined, () => '') },
      },
      {},
    )
    // By this one nothing is told.
    expect(
      Object.keys(doors.occasions)
        .filter((name) => name !== 'cards.opened')
        .sort(),
    ).toEqual(Object.keys(occasions).sort())
  })

  it('stands on a support request, and on an approval after it was decided', async () => {
    await sendsRequest(mina)
    expect(opens(mina)).toBe(`support/${(await only(world.database.rows.supportRequest)).id}`)
    await asksForApproval()
    await oliver.presses('Approve')
    expect(opens(oliver)).toBe(`approvals/${(await only(world.database.rows.approval)).id}`)
  })

  it('stands on the copy that a whole channel sees, before and after', async () => {
    const { id: conversationId } = await world.teams.openGroupChat([oliver.id, mina.id, people.sales], 'Approvals')
    const carla = new Person(world.desk, world.teams, people.sales, conversationId)
    await decides(world, { purchases: { AUD: '1' }, cards: { to: 'chat', conversationId } })
    await asksToBuy(mina)
    await world.passes(0)
    const page = `approvals/${(await only(world.database.rows.approval)).id}`
    expect(opens(carla)).toBe(page)
    await mina.presses('Withdraw')
    await world.passes(0)
    expect(carla.sees()).toContain('Withdrawn')
    expect(opens(carla)).toBe(page)
  })
})
