import { afterAll, vi } from 'vitest'

// Files share a worker: what one has replaced is not the next one's.
afterAll(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})
