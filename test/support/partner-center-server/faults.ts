/**
 * What goes wrong with a call. `drop`: the connection is cut before anything is done. `lose-answer`: it is done, and the connection is
 * cut. `truncate`: done, and the JSON ends in its middle. `cut-body`: done, and the connection ends in the middle of the answer.
 * `duplicate`: the network delivers the call twice. `silent`: done, and there is no answer until the caller hangs up. `status`:
 * nothing is done. `expired-token`: 401.
 */
export type Fault =
  | { readonly kind: 'drop' | 'lose-answer' | 'truncate' | 'cut-body' | 'duplicate' | 'silent' | 'expired-token' }
  | { readonly kind: 'status'; readonly status: number; readonly code?: number; readonly retryAfter?: number }

/** A call as tests see it. */
export interface SeenCall {
  readonly endpoint: string
  readonly tenantId: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: unknown
}

export interface PlannedFault {
  /** `POST /v1/customers/{customer}/carts`; left out, any call but those of the sign-in. */
  readonly endpoint?: string
  readonly fault: Fault
  /** Left out, once. */
  times?: number
}
