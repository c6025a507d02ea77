import type { IActionSet, IExecuteAction, ISubmitAction } from '@microsoft/teams.cards'
import { z } from 'zod'
import { wellFormedData } from '../platform/text.ts'

/** What every button of the desk carries. Ids only: prices, names, rights and states are read again when it is pressed. */
const pressSchema = z
  .object({
    verb: z.string().max(100),
    flow: z.guid().optional(),
    step: z.string().max(100).optional(),
    act: z.string().max(100).optional(),
  })
  .loose()

export interface Press {
  readonly verb: string
  readonly flow?: string | undefined
  readonly step?: string | undefined
  readonly act?: string | undefined
  /** The button's own data and the card's inputs. */
  readonly data: Readonly<Record<string, unknown>>
}

/** @returns undefined when the data is not one of ours. */
export function readPress(data: unknown): Press | undefined {
  const parsed = pressSchema.safeParse(wellFormedData(data))
  if (!parsed.success) return undefined
  const { verb, flow, step, act, ...rest } = parsed.data
  return { verb, flow, step, act, data: rest }
}

const executeInvoke = z.object({
  action: z.object({
    verb: z.string().optional().catch(undefined),
    data: z.looseObject({}).optional().catch(undefined),
  }),
})

/** What an Action.Execute sends. @returns undefined when the data is not one of ours. */
export function readExecuted(value: unknown): Press | undefined {
  const action = executeInvoke.safeParse(value).data?.action
  return readPress({ verb: action?.verb, ...action?.data })
}

/** What a start button carries. */
export const startPress = z.object({
  command: z.string(),
  customerId: z.guid().optional(),
  orderId: z.string().max(100).optional(),
  /** Words as somebody might have said them: `closing`. */
  about: z.string().max(100).optional(),
})

export interface ButtonLook {
  readonly title: string
  readonly style?: 'positive' | 'destructive'
  /** Secondary buttons go into the overflow menu. */
  readonly mode?: 'primary' | 'secondary'
  /** Leaves the card's inputs alone: they are neither checked nor sent. */
  readonly withoutInputs?: boolean
  readonly tooltip?: string
  readonly enabled?: boolean
}

type ExecuteWithFallback = IExecuteAction & { fallback: ISubmitAction }

/** `Action.Execute` with an `Action.Submit` fallback for clients without Universal Actions; both reach the same handler. */
export function button(data: { verb: string } & Record<string, unknown>, look: ButtonLook): ExecuteWithFallback {
  const common = {
    title: look.title,
    ...(look.style !== undefined && { style: look.style }),
    ...(look.mode !== undefined && { mode: look.mode }),
    ...(look.tooltip !== undefined && { tooltip: look.tooltip }),
    ...(look.withoutInputs === true && { associatedInputs: 'none' as const }),
  }
  return {
    type: 'Action.Execute',
    verb: data.verb,
    data,
    ...common,
    fallback: { type: 'Action.Submit', data, ...common },
  }
}

/** Begins a command's flow in a new card: what the home card and receipts offer. */
export const startButton = (
  command: string,
  look: ButtonLook,
  facts: Record<string, string> = {},
): ExecuteWithFallback => button({ verb: 'start', command, ...facts }, { ...look, withoutInputs: true })

/**
 * Opens a page of the app in a dialog of the host (learn.microsoft.com, "Use dialogs with bots"). It leaves the card's inputs alone
 * unless `takesInputs`: those that are required and empty would keep it shut.
 */
export const dialogButton = (
  dialog: string,
  title: string,
  facts: Record<string, unknown>,
  { takesInputs = false } = {},
): ISubmitAction => ({
  type: 'Action.Submit',
  title,
  ...(!takesInputs && { associatedInputs: 'none' }),
  data: { msteams: { type: 'task/fetch' }, verb: 'dialog', dialog, ...facts },
})

/** Makes the buttons of one step of one flow. */
export class FlowButtons {
  readonly flow: string
  readonly step: string

  constructor(flow: string, step: string) {
    this.flow = flow
    this.step = step
  }

  button(act: string, look: ButtonLook, data: Record<string, unknown> = {}): ExecuteWithFallback {
    return button({ verb: 'flow', flow: this.flow, step: this.step, act, ...data }, look)
  }
}

/** The button that a row of a list is: it takes no inputs along, for another field may be empty and required. */
export const rowLook = (what: string, more: string): ButtonLook => ({ title: `${what} · ${more}`, withoutInputs: true })

/** Buttons stand in an ActionSet: only there do clients without Action.Execute take the fallback. */
export const buttonRow = (...actions: IActionSet['actions']): IActionSet => ({ type: 'ActionSet', actions })
