import { useWords } from '../session.ts'
import { partsText } from './parts.text.ts'

export function NotFound() {
  const words = useWords(partsText)
  return (
    <>
      <h1>{words.notFound}</h1>
      <p>
        <a href="/tab/today">{words.toToday}</a>
      </p>
    </>
  )
}
