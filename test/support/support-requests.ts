import type { Person } from './desk.ts'

/** What a form needs beyond what is known of the order. */
export const filledIn = {
  impact: 'moderate',
  reason: 'Bought for the wrong customer by mistake.',
  contactEmail: 'mina@alpine.example',
  contactPhone: '+1 425 555 0100',
}

/** Sends a request about an order of Contoso's; the card becomes the request's. */
export async function sendsRequest(person: Person, { send = 'Send request' } = {}): Promise<string> {
  await person.says('support CSP-1004 for contoso.com')
  person.picks(filledIn)
  const card = person.card().id
  await person.presses(send)
  return card
}
