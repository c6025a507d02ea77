import type { Agent, Partner, Role } from '../commerce/agent.ts'
import { nameKey, nameKeyForm } from '../commerce/name-key.ts'
import type { Database } from '../platform/database/database.ts'

export interface SampleAgent extends Agent {
  /** Their Teams locale. */
  readonly locale: string
  readonly timeZone: string
}

const partnerA = '11111111-1111-4111-8111-111111111111'
const partnerB = '22222222-2222-4222-8222-222222222222'

export const samplePartners: readonly Partner[] = [
  { id: partnerA, name: 'Alpine Partners', market: 'US' },
  { id: partnerB, name: '반달 파트너스', market: 'KR' },
]

const ofA = (number: string, name: string, roles: readonly Role[], locale: string, timeZone: string): SampleAgent => ({
  id: `aaaaaaaa-0000-4000-8000-0000000000${number}`,
  partnerId: partnerA,
  name,
  roles,
  locale,
  timeZone,
})

/** The people of the sample world, one for each role that matters. */
export const sampleAgents: readonly SampleAgent[] = [
  ofA('01', 'Mina Park', ['admin-agent'], 'en-US', 'America/Los_Angeles'),
  ofA('02', '林晓雨', ['admin-agent'], 'zh-CN', 'Asia/Shanghai'),
  ofA('03', '한서준', ['global-admin'], 'ko-KR', 'Asia/Seoul'),
  ofA('04', 'Oliver Hughes', ['global-admin', 'admin-agent'], 'en-GB', 'Europe/London'),
  ofA('05', 'Carla Reyes', ['sales-agent'], 'en-US', 'America/New_York'),
  ofA('06', 'Dev Kapoor', ['helpdesk-agent'], 'en-US', 'America/Chicago'),
  ofA('07', 'Grace Okafor', ['account-admin'], 'en-US', 'America/New_York'),
  ofA('08', 'Jonas Lindqvist', ['referral-admin'], 'en-US', 'America/Denver'),
  ofA('09', 'Leila Haddad', ['marketing-content-admin'], 'en-US', 'America/Los_Angeles'),
  ofA('10', 'Noah Bennett', [], 'en-US', 'America/Chicago'),
  {
    id: 'bbbbbbbb-0000-4000-8000-000000000001',
    partnerId: partnerB,
    name: '윤하은',
    roles: ['admin-agent'],
    locale: 'ko-KR',
    timeZone: 'Asia/Seoul',
  },
]

/** Adds the sample partners and agents, unless the first partner is there. @returns whether they were added. */
export async function seedSampleAgents(database: Database): Promise<boolean> {
  return database.transaction(async (rows) => {
    // Two replicas that start at once: the second waits here for the first one's transaction, and adds nothing.
    const first = await rows.partner.createMany({ data: samplePartners.slice(0, 1), skipDuplicates: true })
    if (first.count === 0) return false
    await rows.partner.createMany({ data: samplePartners.slice(1) })
    const data = sampleAgents.map(({ id, partnerId, name, roles }) => ({
      ...{ id, partnerId, name, nameKey: nameKey(name), keyForm: nameKeyForm },
      roles: [...roles],
    }))
    await rows.agent.createMany({ data })
    return true
  })
}

/** The sample agents with their partners' names, as the practice page offers them. */
export const samplePeople = () =>
  sampleAgents.map(({ id, partnerId, name, roles, locale, timeZone }) => ({
    id,
    partnerId,
    partnerName: samplePartners.find((partner) => partner.id === partnerId)?.name ?? '',
    name,
    roles,
    locale,
    timeZone,
  }))
