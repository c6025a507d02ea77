import type {
  ClockStep,
  WireAction,
  WireChoice,
  WireConversation,
  WireDialog,
  WireFile,
  WireMessages,
  WireState,
  WireToast,
} from './wire.ts'

async function call<T>(name: string, asked: object): Promise<T> {
  const response = await fetch(`/practice/api/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-practice': '1' },
    body: JSON.stringify(asked),
  })
  if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`)
  return response.json() as Promise<T>
}

/** Where a person does something. */
export interface Place {
  readonly conversationId: string
  readonly personId: string
}

export interface Asked {
  readonly dataset: string
  readonly text: string
  readonly inputs?: Record<string, unknown>
}

export const api = {
  state: () => call<WireState>('state', {}),
  messages: (place: Place) => call<WireMessages>('messages', place),
  openPersonalChat: (personId: string) => call<WireConversation>('open-personal-chat', { personId }),
  openGroupChat: (personIds: string[], topic: string) =>
    call<WireConversation>('open-group-chat', { personIds, topic }),
  addBot: (place: Place) => call('add-bot', place),
  removeBot: (place: Place) => call('remove-bot', place),
  blockBot: (place: Place) => call('block-bot', place),
  unblockBot: (place: Place) => call('unblock-bot', place),
  say: (place: Place, text: string) => call('say', { ...place, text }),
  edit: (place: Place, messageId: string, text: string) => call('edit', { ...place, messageId, text }),
  sendFiles: (place: Place, text: string, files: readonly WireFile[]) => call('send-files', { ...place, text, files }),
  sendPicture: (place: Place) => call('send-picture', place),
  press: (place: Place, messageId: string, action: WireAction, inputs: Record<string, unknown>) =>
    call<{ failed: boolean }>('press', { ...place, messageId, action, inputs }),
  answerOffer: (place: Place, messageId: string, accepted: boolean) =>
    call<{ status: number }>('answer-offer', { ...place, messageId, accepted }),
  useMessage: (place: Place, messageId: string) => call<WireDialog>('use-message', { ...place, messageId }),
  pressDialog: (place: Place, data: object) => call<WireDialog>('press-dialog', { ...place, data }),
  openDialog: (place: Place, messageId: string, data: object) =>
    call<WireDialog>('open-dialog', { ...place, messageId, data }),
  /** Told nothing where the bot has nothing to say to it. */
  closeDialog: (place: Place, messageId: string, data: object) =>
    call<Partial<WireDialog>>('close-dialog', { ...place, messageId, data }),
  refresh: (place: Place, messageId: string, trigger: 'automatic' | 'manual') =>
    call<{ asked: boolean }>('refresh', { ...place, messageId, trigger }),
  search: async (place: Place, messageId: string, query: Asked) =>
    (await call<{ results: WireChoice[] }>('search', { ...place, messageId, query })).results,
  token: (personId: string) => call<{ token?: string }>('token', { personId }),
  moveClock: (by: ClockStep) => call<{ now: string }>('move-clock', { by }),
}

export interface News {
  change: { conversationId: string }
  toast: WireToast
  clock: { now: string }
  /** Told first on each stream: another run than before is a desk that was started anew. */
  started: { run: string }
}

/** Listens to what happens on the server. `reopened` is called when the stream is back after a break. */
export function listen(heard: { [K in keyof News]: (news: News[K]) => void }, reopened: () => void): void {
  const stream = new EventSource('/practice/api/events')
  for (const kind of ['change', 'toast', 'clock', 'started'] as const) {
    stream.addEventListener(kind, ({ data }) => heard[kind](JSON.parse(data)))
  }
  stream.addEventListener('open', reopened)
}
