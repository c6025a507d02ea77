import net, { type AddressInfo } from 'node:net'

/** A server that speaks just enough of PostgreSQL's protocol to refuse every connection with one code. */
export async function refusingPostgres(port: number, code: string): Promise<{ close(): void }> {
  const server = net.createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(refusal(code)))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { close: () => void server.close() }
}

/** A way to a server that takes no `statement_timeout` with the beginning of a session, as PgBouncer. @returns its address */
export async function poolerBefore(url: string): Promise<{ readonly url: string; close(): void }> {
  const there = new URL(url)
  const pooler = net.createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', (beginning) => {
      if (beginning.includes('statement_timeout')) return void socket.end(refusal('08P01'))
      const server = net.connect(Number(there.port), there.hostname)
      server.on('error', () => socket.destroy())
      server.on('close', () => socket.destroy())
      socket.on('close', () => server.destroy())
      server.write(beginning)
      socket.pipe(server).pipe(socket)
    })
  })
  await new Promise<void>((resolve) => pooler.listen(0, '127.0.0.1', resolve))
  const here = new URL(url)
  here.port = String((pooler.address() as AddressInfo).port)
  return { url: here.href, close: () => void pooler.close() }
}

function refusal(code: string): Buffer {
  const field = (kind: string, text: string) => Buffer.from(`${kind}${text}\0`)
  const fields = Buffer.concat([field('S', 'FATAL'), field('C', code), field('M', 'refused by the test'), Buffer.of(0)])
  const head = Buffer.alloc(5)
  head.write('E')
  head.writeInt32BE(fields.length + 4, 1)
  return Buffer.concat([head, fields])
}
