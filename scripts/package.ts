/**
 * `npm run package`: the Teams app package, with ids and domain from the desk's configuration, checked, as a zip file.
 * The same input makes the same bytes, whenever and wherever it runs.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ConfigurationError } from '../src/platform/config.ts'
import { complaintsOf } from './package-checks.ts'
import { filled, readParts, valuesOf } from './package-parts.ts'
import { zipped } from './package-zip.ts'

const usage = `npm run package                       writes appPackage/build/csp-desk.zip, to be uploaded to Teams
npm run package -- --out <file.zip>   writes it there
  --folder <folder>                   with the manifest, texts and icons of another folder than appPackage
MicrosoftAppId and PUBLIC_URL are needed, as the desk has them; with a managed identity TAB_CLIENT_ID too.`

const root = fileURLToPath(new URL('..', import.meta.url))

try {
  process.exit(main())
} catch (error) {
  const isForReader = error instanceof ConfigurationError
  console.error(isForReader ? error.message : `${(error as Error).message}\n\n${usage}`)
  process.exit(2)
}

function main(): number {
  const text = { type: 'string' } as const
  const { out, folder = path.join(root, 'appPackage') } = parseArgs({ options: { out: text, folder: text } }).values
  const values = valuesOf(process.env, versionOf(path.join(root, 'package.json')))
  const parts = readParts(folder)
  const complaints = parts.kind === 'unreadable' ? parts.complaints : complaintsOf(filled(parts, values))
  if (parts.kind === 'unreadable' || complaints.length > 0) {
    console.error(`The app package was not written:\n${complaints.map((line) => `  ${line}`).join('\n')}`)
    return 1
  }
  const file = out ?? path.join(root, 'appPackage/build/csp-desk.zip')
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true })
  writeFileSync(file, zipped(filled(parts, values)))
  console.log(`${file}: CSP Desk ${values.version} for the bot ${values.MicrosoftAppId} at ${values.PUBLIC_URL}`)
  return 0
}

function versionOf(file: string): string {
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
