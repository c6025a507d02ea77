import path from 'node:path'
import { defineConfig } from 'vite'

const here = import.meta.dirname

/** The tab's pages, for every browser that Teams' clients run in. */
export default defineConfig({
  root: here,
  base: '/tab/',
  cacheDir: path.join(here, '../../.cache/vite'),
  build: {
    outDir: path.join(here, '../../build/tab'),
    emptyOutDir: true,
    target: ['chrome120', 'edge120', 'firefox121', 'safari17'],
    // The policy of the pages allows no script and no picture that stands in them.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
})
