import type { z } from 'zod'
import type { DomainError } from '../platform/errors.ts'
import type { Turn } from './turn.ts'

/** What a page of the tab asks and is told. Both sides import it, the browser its types alone. */
export interface RouteShape {
  readonly asks: z.ZodType
  readonly tells: z.ZodType
}

export type RouteShapes = Readonly<Record<string, RouteShape>>

/** A page's question, answered for a known person. Rights are checked by the services that it asks. */
export interface Route extends RouteShape {
  answer(turn: Turn, asked: unknown): Promise<unknown>
  /** Words for a refusal, in the reader's language. */
  problem(turn: Turn, error: DomainError): string
}

type Answers<S extends RouteShapes> = {
  [N in keyof S]: (turn: Turn, asked: z.output<S[N]['asks']>) => Promise<z.input<S[N]['tells']>>
}

/** Every shape with what answers it: a missing one does not compile. */
export function routesOf<S extends RouteShapes>(
  shapes: S,
  answers: Answers<S>,
  problem: Route['problem'],
): Record<string, Route> {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => {
      const answer = answers[name] as Route['answer']
      return [name, { ...shape, answer, problem }]
    }),
  )
}
