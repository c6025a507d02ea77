import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { minute } from '../../../src/platform/clock.ts'
import { type ContractWorld, nobody, notIds } from './world.ts'

export function serviceRequestsPart(world: () => ContractWorld): void {
  const file = (requestId: string = randomUUID()) =>
    world().partnerCenter.createServiceRequest(world().partner, {
      title: 'Refund for CSP-1004',
      description: 'It was bought for the wrong customer.',
      severity: 'moderate',
      customer: world().customers.contoso,
      contact: { name: 'Mina Park', email: 'mina@alpine.example', phone: '+1 425 555 0100' },
      requestId,
    })
  const look = (id: string, partner = world().partner) => world().partnerCenter.serviceRequest(partner, id)

  test('the same call again answers the same one, also at the same moment', async () => {
    const requestId = randomUUID()
    const first = await file(requestId)
    expect((await file(requestId)).id).toBe(first.id)
    const both = randomUUID()
    const [one, other] = await Promise.all([file(both), file(both)])
    expect(one.id).toBe(other.id)
    expect(one.id).not.toBe(first.id)
  })

  test('one of another partner, or of nobody, is unknown', async () => {
    const { id } = await file()
    expect((await look(id))?.id).toBe(id)
    expect(await look(id, world().otherPartner)).toBeUndefined()
    for (const wrong of [...notIds, '999999999999999', nobody]) expect(await look(wrong)).toBeUndefined()
    const note = { noteId: randomUUID(), text: 'Hello?' }
    const { partnerCenter, otherPartner } = world()
    await expect(partnerCenter.addServiceRequestNote(otherPartner, id, note)).rejects.toThrow()
    await expect(partnerCenter.closeServiceRequest(otherPartner, id, randomUUID())).rejects.toThrow()
    expect(await look(id)).toMatchObject({ notes: [] })
    expect((await look(id))?.status).not.toBe('closed')
  })

  test('a note is added once for each id, and keeps it', async () => {
    const { id } = await file()
    const note = { noteId: randomUUID(), text: 'The invoice is attached.' }
    await world().partnerCenter.addServiceRequestNote(world().partner, id, note)
    await world().partnerCenter.addServiceRequestNote(world().partner, id, note)
    const seen = await look(id)
    expect(seen?.notes.filter(({ byMicrosoft }) => !byMicrosoft)).toMatchObject([{ id: note.noteId, text: note.text }])
  })

  test('closing it closes it, and closing again changes nothing', async () => {
    const { id } = await file()
    const requestId = randomUUID()
    await world().partnerCenter.closeServiceRequest(world().partner, id, requestId)
    const closed = await look(id)
    expect(closed?.status).toBe('closed')
    world().clock.advance(minute)
    await world().partnerCenter.closeServiceRequest(world().partner, id, requestId)
    expect(await look(id)).toEqual(closed)
  })
}
