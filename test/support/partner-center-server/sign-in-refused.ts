/** A refusal as Microsoft Entra words it: `AADSTS700082: …`. */
export class SignInRefused extends Error {
  readonly status: number
  readonly error: string
  readonly number: number

  constructor(error: string, code: string, text: string, status = 400) {
    super(`${code}: ${text}`)
    this.status = status
    this.error = error
    this.number = Number(code.replace('AADSTS', ''))
  }
}
