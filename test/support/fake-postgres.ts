import net from 'node:net'

/** A server that speaks just enough of PostgreSQL's protocol to refuse every connection with one code. */
export async function refusingPostgres(port: number, code: string): Promise<{ close(): void }> {
  const field = (kind: string, text: string) => Buffer.from(`${kind}${text}\0`)
  const fields = Buffer.concat([field('S', 'FATAL'), field('C', code), field('M', 'refused by the test'), Buffer.of(0)])
  const head = Buffer.alloc(5)
  head.write('E')
  head.writeInt32BE(fields.length + 4, 1)
  const server = net.createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(Buffer.concat([head, fields])))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { close: () => void server.close() }
}
