import fc from 'fast-check'

/** In everything that a hostile activity says: it must not be found where what people say must not be. */
export const marker = 'zyxwvuts'

/** A card on somebody's screen: whose it is, and what its buttons carry. */
export interface OpenCard {
  readonly person: Sender
  readonly message: string
  readonly buttons: readonly object[]
  readonly inputs: Readonly<Record<string, unknown>>
}

export interface Sender {
  readonly id: string
  readonly partnerId: string
  readonly chat: string
}

export interface Scene {
  readonly serviceUrl: string
  readonly people: readonly Sender[]
  readonly cards: readonly OpenCard[]
  readonly datasets: readonly string[]
  /** Whether a press with this data may change something when nothing about it is wrong. */
  mayChange(data: Readonly<Record<string, unknown>>): boolean
}

/**
 * Bodies of requests as Teams, somebody in its place or an accident could send them, the same for the same seed.
 * @param changing whether presses are among them that are right enough to change something.
 */
export function hostileActivities(scene: Scene, seed: number, count: number, changing: boolean): string[] {
  const bodies = fc.oneof(
    { weight: 5, arbitrary: mutated(saying(scene)) },
    { weight: 6, arbitrary: pressing(scene, changing) },
    { weight: 2, arbitrary: mutated(searching(scene)) },
    { weight: 2, arbitrary: mutated(attaching(scene)) },
    { weight: 1, arbitrary: mutated(installing(scene)) },
    { weight: 1, arbitrary: junk },
  )
  return fc.sample(bodies, { seed, numRuns: count }).map(bodyOf)
}

// ---- what people could write ----

const natures = ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__']
const commands =
  'buy keys cancel orders approvals settings activity who support help order status 购买 密钥 取消 订单 审批 设置 活动 支持 구매 키 취소 주문 승인 설정 활동 지원'.split(
    ' ',
  )
const facts = [
  ...'Contoso|contoso.com|CSP-1001|csp-1002|CSP-99999999999999999999|10|10 x|PO-1|for|last 5 days|last 999999999999 days'.split(
    '|',
  ),
  ...'2026-02-30|99999-99-99|-271821-04-20T00:00:00Z|from 31 feb to 0 jan|since|yesterday|windows server|٣|１０|1e999'.split(
    '|',
  ),
  ...'-0|NaN|去年|지난주|十月三十二日|00000000-0000-0000-0000-000000000000'.split('|'),
  '9'.repeat(400),
]
const half = '\ud83d'
const nasty = [
  ...`${half}|\udc00${half}|\u0000|\u0001\u001f\u007f\u0085|\u202e|\ufeff|\u2028|\ufffe\uffff|\v\f\r|$1|%00|%|\\|\\u0000|((((`.split(
    '|',
  ),
  ...`'; drop table desk.agent; --|../../etc/passwd|{{x}}|[x](https://evil.example)|&nbsp;&#0;|<at>x</at>`.split('|'),
  ...['e\u0301', '👨‍👩‍👧‍👦', '🇰🇷', '\u1112\u1161\u11ab', 'ﷺ', '<at>', '\n'].map((sign) => sign.repeat(900)),
  ...['a', ' ', '<'].map((sign) => sign.repeat(20_000)),
  `e${'\u0301'.repeat(5_000)}`,
  ...natures,
]
const units = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
  .map((codes) => String.fromCharCode(...codes))
const piece = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...commands) },
  { weight: 5, arbitrary: fc.constantFrom(...facts) },
  { weight: 4, arbitrary: fc.constantFrom(...nasty) },
  { weight: 2, arbitrary: units },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme' }) },
  { weight: 1, arbitrary: fc.integer().map(String) },
)
const text = fc.array(piece, { maxLength: 8 }).map((pieces) => [...pieces, marker].join(' '))

// ---- what could stand anywhere ----

/** JSON that no value of JavaScript is written as. */
const raw: Readonly<Record<string, string>> = {
  '@deep arrays@': '['.repeat(5_000) + ']'.repeat(5_000),
  '@deep objects@': `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
  '@infinite@': '1e999',
  '@prototype@': '{"__proto__":{"verb":"start","id":1,"text":"x"}}',
}
const leaf = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    2 ** 31,
    2 ** 53,
    -8.64e15,
    '',
    'x',
    ...natures,
    ...Object.keys(raw),
  ),
  text,
  units,
)
const junk: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: leaf },
  { weight: 1, arbitrary: fc.array(leaf, { maxLength: 4 }) },
  {
    weight: 2,
    arbitrary: fc.dictionary(fc.oneof(fc.constantFrom(...natures, 'id', 'name', 'type', 'text'), units), leaf),
  },
)

function bodyOf(activity: unknown): string {
  const written = JSON.stringify(activity) ?? 'null'
  return Object.entries(raw).reduce((body, [sign, json]) => body.replaceAll(JSON.stringify(sign), json), written)
}

// ---- activities as they should be ----

/** Each is another one: what was heard before is answered once. */
let sent = 0

const base = ({ serviceUrl }: Scene, { id, partnerId, chat }: Sender, type: string, own: object) => ({
  type,
  id: String(++sent),
  timestamp: '2026-11-22T09:00:00.000Z',
  localTimestamp: '2026-11-22T10:00:00.000+01:00',
  localTimezone: 'Europe/Berlin',
  serviceUrl,
  channelId: 'msteams',
  from: { id: `29:${id}`, name: 'Somebody', aadObjectId: id },
  conversation: { id: chat, conversationType: 'personal', tenantId: partnerId },
  recipient: { id: '28:csp-desk', name: 'CSP Desk' },
  entities: [{ type: 'clientInfo', locale: 'en-US', country: 'US', platform: 'Web', timezone: 'Europe/Berlin' }],
  channelData: { tenant: { id: partnerId } },
  locale: 'en-US',
  ...own,
})

const from = (scene: Scene) => fc.constantFrom(...scene.people)

const saying = (scene: Scene) =>
  fc.tuple(from(scene), text, fc.boolean()).map(([person, said, mentions]) => {
    const activity = base(scene, person, 'message', { text: said, textFormat: 'plain', attachments: [] })
    const mention = { type: 'mention', text: '<at>Desk</at>', mentioned: { id: '28:csp-desk', name: 'CSP Desk' } }
    if (!mentions) return activity
    return { ...activity, text: `<at>Desk</at> ${said}`, entities: [...activity.entities, mention] }
  })

const searching = (scene: Scene) =>
  fc.tuple(from(scene), text, fc.constantFrom(...scene.datasets, ...natures)).map(([person, queryText, dataset]) => {
    const value = { kind: 'search', queryText, queryOptions: { skip: 0, top: 15 }, dataset }
    return base(scene, person, 'invoke', { name: 'application/search', value })
  })

/** A file that is one in all but its address. */
const attaching = (scene: Scene) =>
  fc.tuple(from(scene), text, junk).map(([person, name, downloadUrl]) => {
    const contentType = 'application/vnd.microsoft.teams.file.download.info'
    const content = { downloadUrl, uniqueId: 'x', fileType: 'pdf' }
    return base(scene, person, 'message', { attachments: [{ contentType, name, content }, { contentType: 'image/*' }] })
  })

const installing = (scene: Scene) =>
  fc.tuple(from(scene), fc.constantFrom('add', 'remove', 'add-upgrade', ...natures)).map(([person, action]) => {
    const members = { membersAdded: [null, { id: '28:csp-desk' }], membersRemoved: [{}] }
    return action === 'add-upgrade'
      ? base(scene, person, 'conversationUpdate', members)
      : base(scene, person, 'installationUpdate', { action })
  })

function pressing(scene: Scene, changing: boolean): fc.Arbitrary<unknown> {
  const presses = scene.cards.flatMap(({ person, message, buttons, inputs }) =>
    buttons.map((button) => ({ person, message, button: button as { data?: object; fallback?: object }, inputs })),
  )
  return fc
    .tuple(fc.constantFrom(...presses), fc.boolean(), changes, fc.constantFrom('verb', 'flow', 'step', 'act'), junk)
    .map(([{ person, message, button, inputs }, submits, wanted, broken, by]) => {
      const right = { ...button.data, ...inputs }
      const dangerous = !changing && scene.mayChange(right)
      const data = dangerous ? { ...right, acknowledged: 'false', [broken]: by } : right
      // Its fallback has the same data unbroken, which a change might put in the place of what is broken.
      const { fallback, ...bare } = button
      const action = { ...bare, data, ...(!dangerous && fallback !== undefined && { fallback }) }
      const executed = { name: 'adaptiveCard/action', value: { action, trigger: 'manual' } }
      const activity = submits
        ? base(scene, person, 'message', { replyToId: message, value: data })
        : base(scene, person, 'invoke', { replyToId: message, ...executed })
      return changed(activity, wanted)
    })
}

// ---- and as they should not be ----

const changes = fc.array(fc.record({ at: fc.nat(), to: fc.option(junk, { nil: undefined }), more: fc.nat(9) }), {
  minLength: 1,
  maxLength: 4,
})
type Changes = typeof changes extends fc.Arbitrary<infer Each> ? Each : never

const mutated = (activities: fc.Arbitrary<object>): fc.Arbitrary<unknown> =>
  fc.tuple(activities, changes).map(([activity, wanted]) => changed(activity, wanted))

/** Without these an activity is refused at once, which is soon tried. */
const address =
  /^(?:type|serviceUrl|channelId|from|recipient|conversation|channelData|(?:from|recipient|conversation)\/(?:id|aadObjectId|tenantId)|channelData\/tenant.*)$/
const unusual = [
  'value',
  'text',
  'name',
  'action',
  'attachments',
  'membersAdded',
  'replyToId',
  'deliveryMode',
  'callerId',
  ...natures,
]

function changed(activity: object, wanted: Changes): unknown {
  const copy = JSON.parse(JSON.stringify(activity)) as Record<string, unknown>
  for (const { at, to, more } of wanted) {
    const paths = pathsIn(copy).filter((path) => more === 0 || !address.test(path.join('/')))
    const path = more < 8 ? (paths[at % paths.length] ?? []) : [unusual[at % unusual.length] ?? '']
    const name = path.at(-1) ?? ''
    const holder = path.slice(0, -1).reduce<Record<string, unknown>>((inside, key) => inside[key] as never, copy)
    if (to === undefined) delete holder[name]
    else Object.defineProperty(holder, name, { value: to, enumerable: true, configurable: true, writable: true })
  }
  return copy
}

const pathsIn = (value: unknown): string[][] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, inner]) => [[key], ...pathsIn(inner).map((path) => [key, ...path])])
