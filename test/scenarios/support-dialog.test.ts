import { beforeEach, describe, expect, it } from 'vitest'
import type { AppDialog } from '../support/app-dialog.ts'
import { openWorld, type Person, people, type World } from '../support/desk.ts'
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
    expect(button).toMatchObject({ type: 'Action.Submit', associatedInputs: 'none' })
    expect(dialog.title).toBe('New support request')
    expect(dialog.page?.origin).toBe(world.desk.address)
    expect(dialog.page?.pathname).toBe('/tab/dialog/support')
    expect(dialog.asked('order')).toBe('CSP-1004')
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
