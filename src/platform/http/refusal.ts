/** A request is not taken: the door answers with the status alone, and nothing is logged. */
export class Refusal extends Error {
  readonly status: number

  constructor(status: number) {
    super(`refused with ${status}`)
    this.name = 'Refusal'
    this.status = status
  }
}
