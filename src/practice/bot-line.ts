import { z } from 'zod'
import type { Activity } from './activities.ts'

/** The bot's HTTP answer; `status` is 504 when it took too long and 502 when nobody listens. */
export interface BotReply {
  readonly status: number
  readonly body: unknown
}

// Azure Bot Service gives up on a bot after 10 to 15 seconds.
const patience = 15_000

/** Posts one activity to the bot, as Teams does. */
export async function deliver(botUrl: string, activity: Activity): Promise<BotReply> {
  try {
    const response = await fetch(botUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(activity),
      signal: AbortSignal.timeout(patience),
    })
    return { status: response.status, body: parseJson(await response.text()) }
  } catch (error) {
    return { status: (error as Error).name === 'TimeoutError' ? 504 : 502, body: undefined }
  }
}

const invokeAnswerSchema = z.looseObject({ statusCode: z.number(), type: z.string(), value: z.unknown() })
export type InvokeAnswer = z.infer<typeof invokeAnswerSchema>

/** The answer inside a good reply to an invoke; nothing when the reply is an error or of another shape. */
export function invokeAnswer({ status, body }: BotReply): InvokeAnswer | undefined {
  const answer = invokeAnswerSchema.safeParse(body)
  return status < 300 && answer.success && answer.data.statusCode < 300 ? answer.data : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text === '' ? undefined : text
  }
}
