// Loaded into the desk's process before it: prints on request what libraries print, with words of people in it.
const library = globalThis.console
process.on('SIGUSR2', () => {
  const said = process.env.SAID
  library.error(new Error(`token ${said}`))
  library.error(`Error finding key for token. Available keys: ${said}`)
  library.warn({ activity: { text: said } })
  library.log('Activity Log:', { text: said })
  library.info(said)
  library.debug(said)
  library.dir({ said })
  library.trace(said)
  process.emitWarning(`the address postgres://${said}@example`, 'DeprecationWarning', 'DEP0000')
  setImmediate(() => process.kill(process.pid, 'SIGTERM'))
})
