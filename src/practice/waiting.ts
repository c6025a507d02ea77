/** Resolves with what `look` gives as soon as it gives something: at once, or after a later call of what `listen` was given. */
export function waitUntil<T>(
  look: () => T | undefined | false,
  listen: (check: () => void) => () => void,
  withinMilliseconds: number,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      stop()
    }
    const check = () => {
      const seen = look()
      if (seen === undefined || seen === false) return
      end()
      resolve(seen)
    }
    const stop = listen(check)
    const timer = setTimeout(() => {
      end()
      reject(new Error(`Nothing of the kind happened within ${withinMilliseconds} ms: ${look}`))
    }, withinMilliseconds)
    check()
  })
}
