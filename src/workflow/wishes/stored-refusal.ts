import type { Facts, StoredRefusal } from '../../platform/errors.ts'

/** What a row keeps of a refusal: undefined changes nothing, null takes it away. */
export const refusalData = (refusal: StoredRefusal | null | undefined) =>
  refusal === undefined
    ? {}
    : { refusal: refusal?.code ?? null, refusalFacts: refusal?.facts ? JSON.stringify(refusal.facts) : null }

export const refusalFrom = (code: string | null, facts: string | null): StoredRefusal | null =>
  code === null ? null : { code, facts: facts === null ? null : (JSON.parse(facts) as Facts) }
