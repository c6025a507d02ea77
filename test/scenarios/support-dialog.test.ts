import { beforeEach, describe, expect, it } from 'vitest'
import { day } from '../../src/platform/clock.ts'
import type { AppDialog } from '../support/app-dialog.ts'
import { openWorld, type Person, people, type World } from '../support/desk.ts'
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
  const dialog = await person.opens(title)
  return { card: person.card().id, dialog, button: person.button(title).action }
}

/** Opens it from the newest card, with this typed there. */
const openedWith = (person: Person, typed: object = {}): Promise<AppDialog> => {
  person.picks({ ...typed })
  return person.opens('Open form')
}

/** What the page of the dialog begins with. */
const begunWith = async (person: Person, dialog: AppDialog) => {
  const { flow: _, ...about } = Object.fromEntries(dialog.page?.searchParams ?? [])
  return (await (await tabOf(world, person.id)).ask('support.form', about)).told
}

/** What the page of the dialog sends, and hands back. */
const sends = async (person: Person, dialog: AppDialog) => {
  const tab = await tabOf(world, person.id)
  const form = await tab.ask('support.form', { order: 'CSP-1004' })
  const { fields } = form.told as { fields: object }
  const [flow, request] = [dialog.asked('flow'), dialog.asked('request')]
  const { told } = await tab.ask('support.send', { key: request, fields: { ...fields, ...filledIn }, fileIds: [] })
  return { told, handsBack: { verb: 'flow', flow, step: 'form', act: 'sent', request } }
}
const requests = () => world.database.rows.supportRequest.findMany()

describe('the support form in a dialog of Teams', () => {
  it('is opened by a button of the card, filled in for the order, whatever is still empty there', async () => {
    const { button, dialog } = await formOf(mina)
    expect(button.type).toBe('Action.Submit')
    expect(dialog.title).toBe('New support request')
    expect(dialog.page?.origin).toBe(world.desk.address)
    expect(dialog.page?.pathname).toBe('/tab/dialog/support')
    expect(dialog.asked('order')).toBe('CSP-1004')
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
    await formOf(mina)
    const dialog = await openedWith(mina, typed)
    expect(await begunWith(mina, dialog)).toMatchObject({ fields: typed, customer: 'Fabrikam · fabrikam.com.au' })
    const { searchParams, href = '' } = dialog.page ?? {}
    expect([...(searchParams?.keys() ?? [])].sort()).toEqual(['customer', 'flow', 'order', 'request'])
    for (const words of Object.values(typed)) expect(decodeURIComponent(href)).not.toContain(words)
  })

  it('has what was typed last, and what was emptied is empty there too', async () => {
    await formOf(mina)
    await openedWith(mina, { reason: 'Typed first, on the card.' })
    const dialog = await openedWith(mina, { reason: '', amount: '', title: 'A title', customer: 'contoso' })
    const begun = await begunWith(mina, dialog)
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
    await formOf(mina)
    const one = await openedWith(mina, { files: ids[1] })
    expect((await begunWith(mina, one)).files.map(({ name }: { name: string }) => name)).toEqual(['two.pdf'])
    const none = await openedWith(mina, { files: '' })
    expect((await begunWith(mina, none)).files).toEqual([])
  })

  it('keeps what was typed for who typed it, until it is sent or a week has passed', async () => {
    const drafts = () => world.database.rows.supportDraft.count()
    await formOf(mina)
    const dialog = await openedWith(mina, { reason: 'Only Mina reads this.' })
    const oliver = await world.person(people.globalAndAdmin)
    expect((await begunWith(oliver, dialog)).fields.reason).toBe('')
    await sends(mina, dialog)
    expect(await drafts()).toBe(0)
    const { card: message } = await formOf(mina)
    await openedWith(mina, { reason: 'Never sent.' })
    await world.passes(6 * day)
    mina.picks({ reason: 'Never sent, and opened again.' })
    await mina.opens('Open form', { message })
    await world.passes(6 * day)
    expect(await drafts()).toBe(1)
    await world.passes(2 * day)
    expect(await drafts()).toBe(0)
  })

  it('closes into the conversation: the card that opened it becomes the request', async () => {
    const { card, dialog } = await formOf(mina)
    const { handsBack } = await sends(mina, dialog)
    const before = mina.messages()
    expect(await dialog.closes(handsBack)).toBeUndefined()
    expect(mina.sees(card)).toContain('Support request SR-1001')
    expect(mina.messages()).toBe(before)
  })

  it('is the same request as the card’s, whichever is sent first and however often', async () => {
    const { card, dialog } = await formOf(mina)
    const { handsBack } = await sends(mina, dialog)
    mina.picks({ ...filledIn, reason: 'Typed on the card and sent there as well.' })
    await mina.presses('Send request')
    expect(mina.sees()).toContain('Support request SR-1001')
    await dialog.closes(handsBack)
    expect(mina.sees(card)).toContain('Support request SR-1001')
    expect(await requests()).toHaveLength(1)
  })

  it('that hands back what was never sent, or another card’s request, changes nothing', async () => {
    const { dialog: first } = await formOf(mina)
    await sends(mina, first)
    const { card, dialog: second } = await formOf(mina)
    for (const request of [first.asked('request'), second.asked('request')]) {
      await second.closes({ verb: 'flow', flow: second.asked('flow'), step: 'form', act: 'sent', request })
      expect(mina.sees(card)).toContain('New support request')
    }
    expect(await requests()).toHaveLength(1)
  })

  it('is nobody else’s: neither who has no such role, nor a colleague, gets anywhere by it', async () => {
    const { card, dialog, button } = await formOf(mina)
    const nobody = await world.person(people.nobody)
    await nobody.says('help')
    const refused = await world.teams.openDialog(nobody.chat, nobody.id, nobody.card().id, button.data)
    expect(refused.page).toBeUndefined()
    expect(refused.words).toBeTruthy()
    const { handsBack } = await sends(mina, dialog)
    const oliver = await world.person(people.globalAndAdmin)
    await oliver.says('help')
    const told = await world.teams.closeDialog(oliver.chat, oliver.id, oliver.card().id, handsBack)
    expect(told?.words).toContain('belongs to somebody else')
    expect(mina.sees(card)).toContain('New support request')
  })

  it.each([
    ['no dialog of the desk’s', { verb: 'dialog', dialog: 'constructor' }],
    ['a dialog without its facts', { verb: 'dialog', dialog: 'support' }],
    ['facts that are none', { verb: 'dialog', dialog: 'support', flow: '../../evil', request: 'x' }],
    ['another verb', { verb: 'start', command: 'support' }],
    ['nothing', {}],
  ])('is not opened by %s, and that is said', async (_what, data) => {
    await mina.says('help')
    const { page, words } = await world.teams.openDialog(mina.chat, mina.id, mina.card().id, data)
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
    expect((await formOf(person, 'support new', button)).dialog.title).toBe(title)
  })
})
