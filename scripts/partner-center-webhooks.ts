import { parseArgs } from 'node:util'
import { type OpenedDesk, partnersOf, withDesk } from './partner-center-desk.ts'

const usage = `npm run partner-center -- webhooks [--partner <tenant id>]
                                                  has Partner Center tell the desk at PUBLIC_URL when something has changed`

/** `npm run partner-center -- webhooks` */
export const webhooksOfPartnerCenter = {
  usage,
  run: (args: readonly string[]): Promise<number> => {
    const { partner } = parseArgs({ args: [...args], options: { partner: { type: 'string' } } }).values
    return withDesk((desk) => register(desk, partner))
  },
}

async function register({ config, database, signIn }: OpenedDesk, asked: string | undefined): Promise<number> {
  if (config.publicUrl === undefined)
    throw new Error('PUBLIC_URL is missing: the address at which the desk is reached.')
  const url = `${config.publicUrl}/api/partner-center/events`
  for (const { id, name } of await partnersOf(database, asked)) {
    await signIn.sendEventsTo(id, url)
    console.log(`${name} (${id}): Partner Center posts its events to ${url}`)
  }
  return 0
}
