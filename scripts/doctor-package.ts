import { existsSync, readFileSync } from 'node:fs'
import { unzipSync } from 'fflate'
import { z } from 'zod'
import type { Config } from '../src/platform/config.ts'
import { about, type Finding } from './doctor-findings.ts'

const app = about('App package')
const again = 'Make it again with npm run package, and upload it to Teams.'

const manifestSchema = z.object({
  id: z.string().toLowerCase(),
  version: z.string(),
  bots: z.array(z.object({ botId: z.string().toLowerCase() })).length(1),
  validDomains: z.array(z.string()),
  webApplicationInfo: z.object({ id: z.string().toLowerCase(), resource: z.string() }),
})

/** Whether the package that was made is of this bot and this address. */
export function examinePackage({ teams, publicUrl, tabClientId }: Config, file: string, asked: boolean): Finding[] {
  if (teams === undefined || publicUrl === undefined) return [app.unasked('practice mode needs none')]
  if (!existsSync(file))
    return [
      asked ? app.wrong(`${file} is not there`, again) : app.unasked(`none was made in this folder`, 'npm run package'),
    ]
  const manifest = manifestIn(file)
  if (manifest === undefined) return [app.wrong(`${file} is no app package of the desk`, again)]
  const { host } = new URL(publicUrl)
  const botId = teams.appId.toLowerCase()
  const differences = [
    ...differing('its bot', manifest.bots[0]?.botId, 'MicrosoftAppId', botId),
    ...differing('its id', manifest.id, 'MicrosoftAppId', botId),
    ...(manifest.validDomains.includes(host)
      ? []
      : [`its domain is ${manifest.validDomains.join(', ')}, PUBLIC_URL's is ${host}`]),
    ...differing('its sign-in', manifest.webApplicationInfo.id, 'TAB_CLIENT_ID', tabClientId ?? botId),
    ...differing(
      'its sign-in address',
      manifest.webApplicationInfo.resource,
      'the one that follows',
      `api://${host}/botid-${botId}`,
    ),
  ]
  if (differences.length > 0) return differences.map((difference) => app.wrong(difference, again))
  return [app.ok(`version ${manifest.version}, of this bot at this address`)]
}

const differing = (what: string, given: string | undefined, whose: string, wanted: string): string[] =>
  given === wanted ? [] : [`${what} is ${given ?? 'missing'}, ${whose} is ${wanted}`]

function manifestIn(file: string): z.infer<typeof manifestSchema> | undefined {
  try {
    const { 'manifest.json': bytes } = unzipSync(readFileSync(file))
    return manifestSchema.parse(JSON.parse(new TextDecoder().decode(bytes)))
  } catch {
    return undefined
  }
}
