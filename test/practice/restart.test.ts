import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { day } from '../../src/platform/clock.ts'
import { Vault } from '../../src/platform/secrets.ts'
import { mina, openEchoDesk } from './echo-bot.ts'
import { button } from './sample-card.ts'

const pressed = { customer: 'contoso', quantity: '3' }

describe('after a restart', () => {
  let dataDirectory: string
  beforeEach(() => {
    dataDirectory = mkdtempSync(path.join(tmpdir(), 'practice-'))
  })
  afterEach(() => rmSync(dataDirectory, { recursive: true, force: true }))

  it('the chats, what each person sees of them and the clock are as before', async () => {
    const before = await openEchoDesk({ dataDirectory })
    const { standIn } = before.practice
    const chat = await standIn.openPersonalChat(mina.id)
    await standIn.say(chat, mina.id, 'card')
    const { id } = standIn.lastCard(chat, mina.id) ?? { id: '' }
    await standIn.press(chat, mina.id, id, button('Place order', 'order'), pressed)
    before.clock.move(day)
    standIn.world.record({ kind: 'clock moved', aheadMilliseconds: day })
    const seen = standIn.messages(chat, mina.id)
    await before.close()
    const file = path.join(dataDirectory, 'practice', 'transcript.jsonl')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    appendFileSync(file, '{"kind":"sent","conversationId":"a:torn')

    const after = await openEchoDesk({ dataDirectory })
    expect(after.practice.standIn.messages(chat, mina.id)).toEqual(seen)
    expect(after.clock.aheadMilliseconds).toBe(day)
    await after.practice.standIn.openPersonalChat(mina.id)
    expect(after.heard).toEqual([])
    await after.practice.standIn.say(chat, mina.id, 'after the torn line')
    await after.close()

    const third = await openEchoDesk({ dataDirectory })
    const texts = third.practice.standIn.messages(chat, mina.id).map(({ text }) => text)
    await third.close()
    expect(texts).toContain('after the torn line')
  })

  it('nothing that was said can be read in the file without the key', async () => {
    const vault = new Vault(Buffer.alloc(32, 7))
    const before = await openEchoDesk({ dataDirectory, vault })
    const chat = await before.practice.standIn.openPersonalChat(mina.id)
    await before.practice.standIn.say(chat, mina.id, 'VK7JG-NPHTM-C97JM-9MPGT-3V66T')
    const seen = before.practice.standIn.messages(chat, mina.id)
    await before.close()
    const file = readFileSync(path.join(dataDirectory, 'practice', 'transcript.jsonl'), 'utf8')
    expect(file).not.toMatch(/VK7JG|message/)
    const after = await openEchoDesk({ dataDirectory, vault })
    expect(after.practice.standIn.messages(chat, mina.id)).toEqual(seen)
    await after.close()
  })
})
