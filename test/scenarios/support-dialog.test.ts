import { beforeEach, describe, expect, it } from 'vitest'
import { day } from '../../src/platform/clock.ts'
import { buttonsOf, inputsOf, openWorld, type Person, people, type World } from '../support/desk.ts'
import { sampleFiles } from '../support/sample-files.ts'
import { filledIn } from '../support/support-requests.ts'
import { tabOf } from '../support/tab-person.ts'

let world: World
let mina: Person
beforeEach(async () => {
  world = await openWorld()
  mina = await world.person(people.admin)
})

const formOf = async (person: Person, says = 'support CSP-1004 for contoso.com', title = 'Open form') => {
  await person.says(says)
  const { id, card } = person.card()
  const button = buttonsOf(card).find((one) => one.title === title)
  return { card: id, data: button?.data ?? {}, button }
}

const opened = async (person: Person, { card, data }: { card: string; data: object }) => {
  const { page, words, title } = await world.teams.openDialog(person.chat, person.id, card, data)
  return { title, words, asked: Object.fromEntries(new URL(page?.url ?? 'none:').searchParams), page }
}

/** The same by what Teams sends: the button's data, and what the card's inputs hold; empty ones are left out. */
const openedWith = async (person: Person, form: { card: string; data: object }, typed: object = {}) => {
  const held = Object.entries({ ...inputsOf(person.card(form.card).card), ...typed }).filter(
    ([, value]) => value !== '',
  )
  return opened(person, { ...form, data: { ...Object.fromEntries(held), ...form.data } })
}

/** What the page of the dialog begins with. */
const begunWith = async (person: Person, { flow, ...about }: Record<string, string>) => {
  const tab = await tabOf(world, person.id)
  return (await tab.ask('support.form', about)).told
}

/** What the page of the dialog sends, and hands back. */
const sends = async (person: Person, { flow, request }: Record<string, string>) => {
  const tab = await tabOf(world, person.id)
  const form = await tab.ask('support.form', { order: 'CSP-1004' })
  const { fields } = form.told as { fields: object }
  const { told } = await tab.ask('support.send', { key: request, fields: { ...fields, ...filledIn }, fileIds: [] })
  return { told, handsBack: { verb: 'flow', flow, step: 'form', act: 'sent', request } }
}
const requests = () => world.database.rows.supportRequest.findMany()

describe('the support form in a dialog of Teams', () => {
  it('is opened by a button of the card, filled in for the order, whatever is still empty there', async () => {
    const form = await formOf(mina)
    expect(form.button?.type).toBe('Action.Submit')
    const { title, page, asked } = await opened(mina, form)
    expect(title).toBe('New support request')
    expect(new URL(page?.url ?? '').origin).toBe(world.desk.address)
    expect(new URL(page?.url ?? '').pathname).toBe('/tab/dialog/support')
    expect(asked).toMatchObject({ order: 'CSP-1004' })
  })

  it('has what was typed on the card, whole, and nothing of it in its address', async () => {
    const typed = {
      ...filledIn,
      title: 'Refund, please',
      customer: 'fabrikam.com.au',
      about: 'CSP-2001',
      reason: `${'Ordered twice. 두 번 주문했습니다. 重复订购。\n'.repeat(20)}The end.`,
      amount: '12.5',
      currency: 'AUD',
      contactName: 'Mina "Min" Park',
      contactPhone: 'call me',
    }
    const form = await formOf(mina)
    const { asked, page } = await openedWith(mina, form, typed)
    expect(await begunWith(mina, asked)).toMatchObject({ fields: typed, customer: 'Fabrikam · fabrikam.com.au' })
    expect(Object.keys(asked).sort()).toEqual(['flow', 'order', 'customer', 'request'].sort())
    for (const words of Object.values(typed)) expect(decodeURIComponent(page?.url ?? '')).not.toContain(words)
  })

  it('has what was typed last, and what was emptied is empty there too', async () => {
    const form = await formOf(mina)
    await openedWith(mina, form, { reason: 'Typed first, on the card.' })
    const { asked } = await openedWith(mina, form, { reason: '', amount: '', title: 'A title', customer: 'contoso' })
    const begun = await begunWith(mina, asked)
    expect(begun.fields).toMatchObject({
      reason: '',
      amount: '',
      currency: 'USD',
      title: 'A title',
      customer: 'contoso',
    })
    // A name chooses nobody.
    expect(begun.customer).toBeUndefined()
  })

  it('takes along which files were ticked', async () => {
    const tab = await tabOf(world)
    const ids: string[] = []
    for (const [name, key] of [
      ['one.pdf', 1],
      ['two.pdf', 2],
    ] as const) {
      const response = await fetch(`${world.desk.address}/tab/files`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${tab.token}`,
          'content-type': 'application/octet-stream',
          'x-file-key': `00000000-0000-4000-8000-00000000000${key}`,
          'x-file-name': name,
        },
        body: new Uint8Array(sampleFiles['report.pdf']),
      })
      ids.push(((await response.json()) as { id: string }).id)
    }
    const form = await formOf(mina)
    const { asked } = await openedWith(mina, form, { files: ids[1] })
    expect((await begunWith(mina, asked)).files.map(({ name }: { name: string }) => name)).toEqual(['two.pdf'])
    const { asked: none } = await openedWith(mina, form, { files: '' })
    expect((await begunWith(mina, none)).files).toEqual([])
  })

  it('keeps what was typed for who typed it, until it is sent or a week has passed', async () => {
    const drafts = () => world.database.rows.supportDraft.count()
    const form = await formOf(mina)
    const { asked } = await openedWith(mina, form, { reason: 'Only Mina reads this.' })
    const oliver = await world.person(people.globalAndAdmin)
    expect((await begunWith(oliver, asked)).fields.reason).toBe('')
    await sends(mina, asked)
    expect(await drafts()).toBe(0)
    const other = await formOf(mina)
    await openedWith(mina, other, { reason: 'Never sent.' })
    await world.passes(6 * day)
    await openedWith(mina, other, { reason: 'Never sent, and opened again.' })
    await world.passes(6 * day)
    expect(await drafts()).toBe(1)
    await world.passes(2 * day)
    expect(await drafts()).toBe(0)
  })

  it('closes into the conversation: the card that opened it becomes the request', async () => {
    const form = await formOf(mina)
    const { asked } = await opened(mina, form)
    const { handsBack } = await sends(mina, asked)
    const before = mina.messages()
    expect(await world.teams.closeDialog(mina.chat, mina.id, form.card, handsBack)).toBeUndefined()
    expect(mina.sees(form.card)).toContain('Support request SR-1001')
    expect(mina.messages()).toBe(before)
  })

  it('is the same request as the card’s, whichever is sent first and however often', async () => {
    const form = await formOf(mina)
    const { asked } = await opened(mina, form)
    const { handsBack } = await sends(mina, asked)
    mina.picks({ ...filledIn, reason: 'Typed on the card and sent there as well.' })
    await mina.presses('Send request')
    expect(mina.sees()).toContain('Support request SR-1001')
    await world.teams.closeDialog(mina.chat, mina.id, form.card, handsBack)
    expect(mina.sees(form.card)).toContain('Support request SR-1001')
    expect(await requests()).toHaveLength(1)
  })

  it('that hands back what was never sent, or another card’s request, changes nothing', async () => {
    const first = await formOf(mina)
    const { asked } = await opened(mina, first)
    await sends(mina, asked)
    const second = await formOf(mina)
    const { asked: other } = await opened(mina, second)
    for (const request of [asked.request, other.request]) {
      const result = { verb: 'flow', flow: other.flow, step: 'form', act: 'sent', request }
      await world.teams.closeDialog(mina.chat, mina.id, second.card, result)
      expect(mina.sees(second.card)).toContain('New support request')
    }
    expect(await requests()).toHaveLength(1)
  })

  it('is nobody else’s: neither who has no such role, nor a colleague, gets anywhere by it', async () => {
    const form = await formOf(mina)
    const nobody = await world.person(people.nobody)
    await nobody.says('help')
    const refused = await opened(nobody, { card: nobody.card().id, data: form.data })
    expect(refused.page).toBeUndefined()
    expect(refused.words).toBeTruthy()
    const { asked } = await opened(mina, form)
    const { handsBack } = await sends(mina, asked)
    const oliver = await world.person(people.globalAndAdmin)
    await oliver.says('help')
    const told = await world.teams.closeDialog(oliver.chat, oliver.id, oliver.card().id, handsBack)
    expect(told?.words).toContain('belongs to somebody else')
    expect(mina.sees(form.card)).toContain('New support request')
  })

  it.each([
    ['no dialog of the desk’s', { verb: 'dialog', dialog: 'constructor' }],
    ['a dialog without its facts', { verb: 'dialog', dialog: 'support' }],
    ['facts that are none', { verb: 'dialog', dialog: 'support', flow: '../../evil', request: 'x' }],
    ['another verb', { verb: 'start', command: 'support' }],
    ['nothing', {}],
  ])('is not opened by %s, and that is said', async (_what, data) => {
    await mina.says('help')
    const { page, words } = await opened(mina, { card: mina.card().id, data })
    expect(page).toBeUndefined()
    expect(words).toBe('This button carried nothing I know. Nothing was changed.')
  })

  it('is not missed where a host has none: its button says so, and the card does the same', async () => {
    await formOf(mina)
    await mina.presses('Open form')
    expect(mina.hears()).toBe('Your Teams opens no windows here. Fill in the card above instead: it does the same.')
    mina.picks(filledIn)
    await mina.presses('Send request')
    expect(mina.sees()).toContain('Support request SR-1001')
  })

  it.each([
    [people.chineseAdmin, '打开表单', '新建支持请求'],
    [people.koreanGlobalAdmin, '양식 열기', '새 지원 요청'],
  ])('speaks the reader’s language', async (id, button, title) => {
    const person = await world.person(id)
    const form = await formOf(person, 'support new', button)
    expect((await opened(person, form)).title).toBe(title)
  })
})
