import type { PartnerCenter } from '../../src/commerce/ports/partner-center.ts'

type Calls = { [K in keyof PartnerCenter]?: (real: PartnerCenter) => PartnerCenter[K] }

/** A Partner Center of which some calls behave differently; what is replaced may be changed while a test runs. */
export function partnerCenterWith(calls: Calls): (embedded: PartnerCenter) => PartnerCenter {
  return (embedded) =>
    new Proxy(embedded, {
      get(real, name: keyof PartnerCenter) {
        const replaced = calls[name]
        if (replaced !== undefined) return replaced(real)
        const own = real[name]
        return typeof own === 'function' ? own.bind(real) : own
      },
    })
}
