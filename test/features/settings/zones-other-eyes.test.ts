import { expect, it } from 'vitest'
import { zoneCalled } from '../../../src/features/settings/time-zones.ts'

// Written by somebody who had not written the reader: what people call where they are. Right, or left empty; never a neighbour.

const winter = new Date('2026-11-27T12:00:00Z')
const offset = (zone: string, at: Date) =>
  new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).format(at).split(' ').at(-1)

it.each([
  // English
  ['Asia/Seoul', 'Asia/Seoul'],
  ['asia/seoul', 'Asia/Seoul'],
  ['Seoul', 'Asia/Seoul'],
  ['Korea Standard Time', 'Asia/Seoul'],
  ['New York', 'America/New_York'],
  ['America/New York', 'America/New_York'],
  ['Eastern Standard Time', 'America/New_York'],
  ['Pacific Standard Time', 'America/Los_Angeles'],
  ['China Standard Time', 'Asia/Shanghai'],
  ['W. Europe Standard Time', 'Europe/Berlin'],
  ['GMT Standard Time', 'Europe/London'],
  ['Tokyo Standard Time', 'Asia/Tokyo'],
  ['India Standard Time', 'Asia/Kolkata'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['AUS Eastern Standard Time', 'Australia/Sydney'],
  ['UTC', 'UTC'],
  ['Japan', 'Asia/Tokyo'],
  ['Germany', 'Europe/Berlin'],
  ['Singapore', 'Asia/Singapore'],
  ['Kathmandu', 'Asia/Kathmandu'],
  ['Hong Kong', 'Asia/Hong_Kong'],
  ['St. John’s', 'America/St_Johns'],
  // Chinese
  ['首尔', 'Asia/Seoul'],
  ['韩国', 'Asia/Seoul'],
  ['东京', 'Asia/Tokyo'],
  ['日本', 'Asia/Tokyo'],
  ['上海', 'Asia/Shanghai'],
  ['纽约', 'America/New_York'],
  ['洛杉矶', 'America/Los_Angeles'],
  ['伦敦', 'Europe/London'],
  ['英国', 'Europe/London'],
  ['柏林', 'Europe/Berlin'],
  ['德国', 'Europe/Berlin'],
  ['巴黎', 'Europe/Paris'],
  ['法国', 'Europe/Paris'],
  ['悉尼', 'Australia/Sydney'],
  ['新加坡', 'Asia/Singapore'],
  ['香港', 'Asia/Hong_Kong'],
  ['台北', 'Asia/Taipei'],
  ['印度', 'Asia/Kolkata'],
  ['迪拜', 'Asia/Dubai'],
  // Korean
  ['서울', 'Asia/Seoul'],
  ['한국', 'Asia/Seoul'],
  ['도쿄', 'Asia/Tokyo'],
  ['일본', 'Asia/Tokyo'],
  ['상하이', 'Asia/Shanghai'],
  ['뉴욕', 'America/New_York'],
  ['로스앤젤레스', 'America/Los_Angeles'],
  ['런던', 'Europe/London'],
  ['영국', 'Europe/London'],
  ['베를린', 'Europe/Berlin'],
  ['독일', 'Europe/Berlin'],
  ['파리', 'Europe/Paris'],
  ['프랑스', 'Europe/Paris'],
  ['시드니', 'Australia/Sydney'],
  ['싱가포르', 'Asia/Singapore'],
  ['홍콩', 'Asia/Hong_Kong'],
  ['타이베이', 'Asia/Taipei'],
  ['인도', 'Asia/Kolkata'],
  ['두바이', 'Asia/Dubai'],
])('%s', (typed, zone) => {
  const found = zoneCalled(typed, winter)
  expect(found).toBe(zone)
  expect(offset(found ?? '', winter)).toBe(offset(zone, winter))
})

it.each([
  '',
  ' ',
  '\u200B',
  'Mars',
  'Atlantis',
  'CST',
  'EST or PST',
  'GMT+25',
  '+99:00',
  '中国',
  '중국',
  '火星',
  '화성',
  'Asia',
  'Seoul, Tokyo',
])('%j is no zone', (typed) => {
  expect(zoneCalled(typed, winter)).toBeUndefined()
})
