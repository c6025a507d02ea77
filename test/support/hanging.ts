import { once } from 'node:events'
import net from 'node:net'
import { partnerA, people } from './desk.ts'

/** Writes that to a desk and goes no further. Resolves once the desk has it. */
export async function hangingOn(address: string, text: string, { answered = false } = {}): Promise<net.Socket> {
  const { hostname, port } = new URL(address)
  const socket = net.connect(Number(port), hostname)
  socket.on('error', () => {})
  await once(socket, 'connect')
  await new Promise((resolve) => socket.write(text, resolve))
  if (answered) await once(socket, 'data')
  socket.resume()
  return socket
}

const line = (address: string, first: string) => `${first} HTTP/1.1\r\nHost: ${new URL(address).host}\r\n`
const json = 'Content-Type: application/json\r\n'

/** Half a head, half a body, a connection that is kept, a stream of the practice page, a connection without a word. */
export const hangingKinds = async (address: string): Promise<net.Socket[]> => [
  await hangingOn(address, ''),
  await hangingOn(address, 'POST /api/messages HTTP/1.1\r\nHo'),
  await hangingOn(address, `${line(address, 'POST /api/messages')}${json}Content-Length: 500\r\n\r\n{"type"`),
  await hangingOn(address, `${line(address, 'GET /health/live')}\r\n`, { answered: true }),
  await hangingOn(address, `${line(address, 'GET /practice/api/events')}\r\n`, { answered: true }),
]

/** Mina says something, and is to be answered there. */
export const sayingTo = (address: string, serviceUrl: string): Promise<Response> =>
  fetch(`${address}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'message',
      id: 'a1',
      text: 'help',
      channelId: 'msteams',
      serviceUrl,
      from: { id: '29:mina', aadObjectId: people.admin },
      recipient: { id: '28:bot' },
      conversation: { id: 'a:silent', tenantId: partnerA, conversationType: 'personal' },
    }),
  })
