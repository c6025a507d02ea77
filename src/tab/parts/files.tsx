import { useRef, useState } from 'preact/hooks'
import { supportFilesText } from '../../features/support/files/support-files.text.ts'
import type { FileRow } from '../../features/support/requests/support.routes.ts'
import { ask, Refused, sendFile } from '../api.ts'
import { newKey } from '../new-key.ts'
import { supportPageText } from '../pages/support.text.ts'
import { useWords } from '../session.ts'

/** Files that wait for a request, those that are on their way, and what could not be sent. */
export interface WaitingFiles {
  readonly rows: readonly FileRow[]
  readonly problems: readonly string[]
  readonly sending: readonly string[]
  readonly busy: boolean
  /** Those that are stored: ids. */
  readonly chosen: string[]
  add(files: Iterable<File>): void
  discard(id: string): void
  clear(): void
}

interface Known {
  readonly files: readonly FileRow[]
  readonly largest: number
  readonly limits: string
}

export function useFiles({ files, largest, limits }: Known): WaitingFiles {
  const words = useWords(supportPageText)
  const [rows, setRows] = useState<readonly FileRow[]>(files)
  const [problems, setProblems] = useState<readonly string[]>([])
  const [sending, setSending] = useState<readonly string[]>([])
  const send = async (file: File) => {
    setSending((last) => [...last, file.name])
    try {
      const row = await sendFile(file, newKey())
      setRows((last) => [...last.filter(({ id }) => id !== row.id), row])
    } catch (error) {
      const said = error instanceof Refused && error.message !== '' ? `${file.name}: ${error.message}` : undefined
      setProblems((last) => [...last, said ?? words.notSent(file.name)])
    } finally {
      setSending((last) => last.filter((name) => name !== file.name))
    }
  }
  return {
    rows,
    problems,
    sending,
    busy: sending.length > 0,
    chosen: rows.filter(({ refused }) => !refused).map(({ id }) => id),
    add: async (added) => {
      setProblems([])
      // One after the other: the desk holds what comes in memory.
      for (const file of added) {
        if (file.size > largest) setProblems((last) => [...last, words.tooLarge(file.name, limits)])
        else await send(file)
      }
    },
    discard: async (id) => {
      const { refused = false } = rows.find((row) => row.id === id) ?? {}
      if (!refused) await ask('support.discard', { fileIds: [id] })
      setRows((last) => last.filter((row) => row.id !== id))
    },
    clear: () => setRows([]),
  }
}

/** Where files are dropped or chosen, and what became of each. */
export function Files({ files, limits }: { files: WaitingFiles; limits: string }) {
  const words = useWords(supportPageText)
  const said = useWords(supportFilesText)
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  return (
    <div class="files">
      <fieldset
        aria-label={words.drop}
        class={over ? 'drop over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          files.add(event.dataTransfer?.files ?? [])
        }}
      >
        <p>{words.drop}</p>
        <fluent-button type="button" onClick={() => input.current?.click()}>
          {words.choose}
        </fluent-button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={words.choose}
          onChange={({ currentTarget }) => {
            files.add([...(currentTarget.files ?? [])])
            currentTarget.value = ''
          }}
        />
        <p class="faint">{limits}</p>
      </fieldset>
      <div role="status">
        {files.sending.map((name) => (
          <p key={name}>{words.sending(name)}</p>
        ))}
        {files.problems.map((problem) => (
          <p key={problem} class="mistake">
            {problem}
          </p>
        ))}
      </div>
      {files.rows.length > 0 && (
        <ul class="rows">
          {files.rows.map(({ id, name, words: standing, refused }) => (
            <li key={id} class="row">
              <div>
                <strong>{name}</strong>
                <p class={refused ? 'mistake' : 'faint'}>{standing}</p>
              </div>
              <fluent-button
                type="button"
                size="small"
                aria-label={words.discard(name)}
                onClick={() => files.discard(id)}
              >
                {said.discard}
              </fluent-button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
