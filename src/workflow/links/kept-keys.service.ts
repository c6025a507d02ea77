import type { Who } from '../../commerce/access.ts'
import type { Ground } from '../../commerce/ground.ts'
import type { LineRef } from '../../commerce/ports/partner-center.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { KeptKey, KeptKeysRepository } from './kept-keys.repository.ts'

/** What happened to a kept key, told in the transaction in which it happened. Never the key. */
export interface KeyNews {
  readonly what: 'key-kept' | 'key-replaced'
  readonly line: LineRef
  readonly key: KeptKey
}

/**
 * Keys of lines that agents pasted, where Partner Center gives none: a key belongs to its line, as Partner Center's own do, so
 * each agent of the partner who may see it is shown the same. Who may is decided by the caller.
 */
export function keptKeysService({ vault, clock }: Pick<Ground, 'vault' | 'clock'>, repository: KeptKeysRepository) {
  return { ofLine: repository.ofLine, keep, key }

  /**
   * Keeps the line's key, in place of the one that is there.
   * @param requestId the form's, a GUID: pressed twice, it is kept and told once.
   * @returns the line's key as it stands, or undefined when this form had kept it already.
   */
  function keep(
    who: Who,
    line: LineRef,
    { secret, requestId }: { secret: string; requestId: string },
    tell: (rows: Rows, news: KeyNews) => Promise<void>,
  ): Promise<KeptKey | undefined> {
    const keySealed = vault.seal(secret, keptKeyContext(who, line))
    return repository.keep(who, line, { keySealed, requestId, keptAt: clock.now() }, (rows, key, replaced) =>
      tell(rows, { what: replaced ? 'key-replaced' : 'key-kept', line, key }),
    )
  }

  /** The key itself: a secret. Undefined where none is kept. */
  async function key(who: Who, line: LineRef): Promise<string | undefined> {
    const sealed = await repository.sealed(who, line)
    return sealed === undefined ? undefined : vault.unseal(sealed, keptKeyContext(who, line))
  }
}

export type KeptKeysService = ReturnType<typeof keptKeysService>

/** Sealed keys belong to their line. */
export const keptKeyContext = (
  { partnerId }: Pick<Who, 'partnerId'>,
  { orderId, lineItem }: Pick<LineRef, 'orderId' | 'lineItem'>,
): string => `kept-key/${partnerId}/${orderId}/${lineItem}`
