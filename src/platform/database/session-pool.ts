import pg from 'pg'
import { isOutdatedStatement, leavesSessionUsable } from './violations.ts'

/**
 * node-postgres' pool, which throws a connection away for every statement that fails, and hands on one that was given back in the
 * middle of a transaction. Here a failed statement leaves its connection usable, and only one that is in order is handed on.
 */
export class SessionPool extends pg.Pool {
  constructor(options: pg.PoolConfig) {
    super({ ...options, Client: HonestClient } as pg.PoolConfig)
    // An idle connection that the server drops is replaced at the next query; without a listener it would end the process.
    this.on('error', ignore)
    this.on('release', (_error, client) => {
      if (client.getTransactionStatus() !== 'I') void client.end()
    })
  }

  // biome-ignore lint/suspicious/noExplicitAny: stands for node-postgres' overloads; nobody here hands in a callback.
  override async query(text: any, values?: any): Promise<any> {
    try {
      return await this.ask(text, values)
    } catch (error) {
      if (typeof text !== 'object' || text.name === undefined || !isOutdatedStatement(error)) throw error
      return this.ask(text, values)
    }
  }

  private async ask(text: string | pg.QueryConfig, values: unknown[] | undefined): Promise<pg.QueryResult> {
    const client = await this.connect()
    // A connection that is lost fails its statement, and that is told once.
    client.on('error', ignore)
    try {
      const result = await client.query(text as string, values)
      client.release()
      return result
    } catch (error) {
      client.release(!(await isUsable(client, error)))
      throw error
    } finally {
      client.removeListener('error', ignore)
    }
  }
}

/** PostgreSQL answers a commit of a transaction that failed with success, having undone it: whoever commits must hear of it. */
class HonestClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: stands for node-postgres' overloads.
  override query(...input: any[]): any {
    // biome-ignore lint/suspicious/noExplicitAny: the same.
    const answer = (super.query as (...input: any[]) => any)(...input)
    if ((input[0]?.text ?? input[0]) !== 'COMMIT') return answer
    return answer.then((result: pg.QueryResult) => {
      if (result.command !== 'ROLLBACK') return result
      throw Object.assign(new Error('the transaction failed before it was committed: nothing was written'), {
        code: '25P02',
      })
    })
  }
}

/** Waits until the server has done with the failed statement, so that what is known of the session is true. */
const isUsable = (client: pg.PoolClient, error: unknown): Promise<boolean> | boolean =>
  leavesSessionUsable(error) &&
  client.query('').then(
    () => true,
    () => false,
  )

const ignore = () => {}
