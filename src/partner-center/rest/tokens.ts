/** Whom a token is for: each service refuses those of another. */
export type Audience = 'partner-center' | 'price-sheets' | 'graph'

/** Bearer tokens for a partner's services, from one sign-in. */
export interface Tokens {
  /**
   * @param as `app`: the application alone, without a person.
   * @throws PartnerCenterUnavailable when the sign-in service is silent, PartnerCenterRefused (means `connection`) when somebody
   * must mend the sign-in
   */
  token(partnerId: string, audience: Audience, as?: 'person' | 'app'): Promise<string>
  /** The service refused the token: the next one is got anew. */
  forget(partnerId: string, audience: Audience, as?: 'person' | 'app'): void
}
