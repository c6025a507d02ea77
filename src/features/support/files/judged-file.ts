import { createHash } from 'node:crypto'
import { judge, named } from './file-kind.ts'
import type { Settled } from './support-files.repository.ts'

/** What becomes of a file that is here, by its content. */
export async function settledBy(content: Buffer, name: string): Promise<Settled> {
  const judgement = await judge(content, name)
  if ('refusal' in judgement) return { status: 'refused', ...judgement }
  const sha256 = createHash('sha256').update(content).digest('hex')
  return {
    status: 'stored',
    type: judgement.type,
    size: content.length,
    sha256,
    content,
    name: named(name, judgement),
  }
}
