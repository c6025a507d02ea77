import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'

/** A Teams that takes connections and never says a word. */
export class SilentTeams {
  private readonly server: net.Server
  private readonly sockets = new Set<net.Socket>()

  private constructor(server: net.Server) {
    this.server = server
    server.on('connection', (socket) => {
      this.sockets.add(socket)
      socket.on('error', () => {})
      socket.resume()
    })
  }

  static async open(): Promise<SilentTeams> {
    const server = net.createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new SilentTeams(server)
  }

  get serviceUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`
  }

  /** Resolves once somebody asks it for something. */
  async asked(): Promise<void> {
    if (this.sockets.size === 0) await once(this.server, 'connection')
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy()
    this.server.close()
  }
}
