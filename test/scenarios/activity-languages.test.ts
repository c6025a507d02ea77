import { beforeAll, describe, expect, it } from 'vitest'
import { allListed, chartsOn, listed } from '../support/activity-card.ts'
import { openWorld, type Person, people, type World } from '../support/desk.ts'
import { everythingOnce } from '../support/every-activity.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await everythingOnce(world)
  // The log's readers of the sample world speak English and Korean.
  await world.database.rows.agent.updateMany({ where: { id: people.chineseAdmin }, data: { roles: ['global-admin'] } })
})

describe.each([
  {
    ...{
      language: 'Chinese',
      id: people.chineseAdmin,
      word: '活动日志',
      older: '更早的',
      chart: '图表',
      back: '返回列表',
    },
    ...{ file: 'CSV 文件', check: '检查日志链', show: '显示', holds: '日志链完整', mistake: '请选择开始日期' },
    subject: '2026年11月16日 – 2026年11月22日 · 所有人 · 所有客户 · 全部（不含查看本日志）',
    names: ['持有链接的人', '工作台', '持有链接的人、工作台或合作伙伴中心'],
    looked: '查看活动日志',
    lines: [
      ...[
        '拒绝',
        '申请审批',
        '已执行批准的申请',
        '购买',
        '批准',
        '申请审批',
        '更改设置',
        '取消订单',
        '购买',
        '更换地址',
      ],
      ...['复制链接', '续期链接', '下载', '转发链接', '复制链接', '查看密钥', '创建链接'],
    ],
  },
  {
    ...{ language: 'Korean', id: people.koreanGlobalAdmin, word: '활동 로그', older: '더 오래된 항목', chart: '차트' },
    ...{ back: '목록으로', file: 'CSV 파일', check: '체인 검사', show: '표시', holds: '체인이 온전합니다' },
    ...{ mistake: '시작일을 선택하세요', subject: '2026. 11. 16. – 2026. 11. 22. · 모두 · 모든 고객' },
    names: ['링크를 가진 사람', '데스크', '링크를 가진 사람, 데스크 또는 파트너 센터'],
    looked: '활동 로그 조회',
    lines: [
      ...[
        '거부',
        '승인 요청',
        '승인된 요청 처리',
        '구매',
        '승인',
        '승인 요청',
        '설정 변경',
        '주문 취소',
        '구매',
        '주소 변경',
      ],
      ...['링크 복사', '링크 갱신', '다운로드', '링크 전달', '링크 복사', '키 표시', '링크 생성'],
    ],
  },
])('in $language', (words) => {
  let reader: Person
  const [customers = '', desk = '', both = ''] = words.names
  beforeAll(async () => {
    reader = await world.person(words.id)
    await reader.says(words.word)
  })

  it('each entry is told in words, with who did it', async () => {
    expect(reader.sees()).toContain(words.subject)
    const all = await allListed(reader, words.older)
    expect(all.map((line) => line.split(' · ')[0])).toEqual(words.lines)
    expect(all.filter((line) => line.includes('Mina Park'))).toHaveLength(12)
    expect(all.filter((line) => line.split(' · ')[1] === customers)).toHaveLength(1)
    expect(all.filter((line) => line.split(' · ')[1] === desk)).toHaveLength(1)
  })

  it('the chart, the file, the check and a mistake are told, too', async () => {
    await reader.presses(words.chart)
    expect(chartsOn(reader)[1]?.table.slice(1)).toEqual([
      ['Mina Park', '12'],
      ['Oliver Hughes', '3'],
      [both, '2'],
    ])
    await reader.presses(words.back)
    await reader.presses(words.file)
    expect(reader.sees()).toContain('15')
    reader.picks({ range: 'exact' })
    await reader.presses(words.show)
    expect(reader.sees()).toContain(words.mistake)
    reader.picks({ range: 'today', kind: 'looks' })
    await reader.presses(words.show)
    expect(listed(reader)[0]).toContain(words.looked)
    await reader.presses(words.check)
    await world.passes(0)
    expect(reader.sees()).toContain(words.holds)
  })
})
