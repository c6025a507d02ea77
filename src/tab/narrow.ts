import { useEffect, useState } from 'preact/hooks'

/** Whether the page is narrower than that. */
export function useNarrow(width: string): boolean {
  const query = `(max-width: ${width})`
  const [narrow, setNarrow] = useState(() => matchMedia(query).matches)
  useEffect(() => {
    const media = matchMedia(query)
    const changed = () => setNarrow(media.matches)
    media.addEventListener('change', changed)
    return () => media.removeEventListener('change', changed)
  }, [query])
  return narrow
}
