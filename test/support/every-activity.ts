import { minute } from '../../src/platform/clock.ts'
import { asksToBuy, decides } from './approvals.ts'
import { type Person, people, type World } from './desk.ts'

export const downloadAddress = (person: Person): string =>
  /http:\/\/[^"\s]+\/d\/[\w-]{32}/.exec(JSON.stringify(person.card().card))?.[0] ?? ''

/** A customer's press of the download button. */
export async function downloads(address: string): Promise<void> {
  const page = await (await fetch(address)).text()
  const key = /name="key" value="([^"]+)"/.exec(page)?.[1] ?? ''
  await fetch(address, { method: 'POST', body: new URLSearchParams({ key }), redirect: 'manual' })
}

/** Everything that the log tells of happens once, a minute after the other, through the front door. */
export async function everythingOnce(world: World): Promise<{ mina: Person; oliver: Person }> {
  const mina = await world.person(people.admin)
  const oliver = await world.person(people.globalAndAdmin)
  await keysAndLinks(world, mina)
  await mina.says('buy 2 windows server 2022 standard 1 year for fabrikam.com.au')
  await mina.presses('Review order')
  mina.picks({ acknowledged: 'true' })
  await mina.presses('Place order')
  await world.passes(minute)
  await mina.says('cancel order CSP-1002 for contoso.com')
  mina.picks({ acknowledged: 'true' })
  await mina.presses('Submit')
  await world.passes(minute)
  await decides(world, { purchases: { AUD: '1' } })
  for (const button of ['Approve', 'Reject']) {
    await asksToBuy(mina)
    await world.passes(minute)
    if (button === 'Reject') oliver.picks({ reason: 'not this year' })
    await oliver.presses(button)
    await world.passes(minute)
  }
  return { mina, oliver }
}

async function keysAndLinks(world: World, mina: Person): Promise<void> {
  await mina.says('keys CSP-1002 for contoso.com')
  await mina.presses('Submit')
  await mina.presses('Get keys and downloads')
  const address = downloadAddress(mina)
  for (const button of ['Show key', 'Copy link']) {
    await world.passes(minute)
    await mina.presses(button)
  }
  await mina.presses('Back')
  await mina.presses('Forward')
  await mina.presses('Back')
  await world.passes(minute)
  await downloads(address)
  await world.passes(minute)
  await mina.presses('Renew link')
  await mina.presses('Copy link')
  await mina.presses('Replace address')
  await mina.presses('Replace address')
  await world.passes(minute)
}
