import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ConfigurationError, readConfig } from '../../src/platform/config.ts'
import { variables } from '../../src/platform/config-variables.ts'

const key = Buffer.alloc(32, 7).toString('base64')
const teams = {
  MicrosoftAppId: '00000000-0000-4000-8000-00000000000a',
  MicrosoftAppPassword: 'a client secret',
  MicrosoftAppTenantId: '00000000-0000-4000-8000-00000000000b',
  PUBLIC_URL: 'https://desk.example.com/',
  DESK_ENCRYPTION_KEY: key,
}

const mistakesOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof ConfigurationError) return error.mistakes
    throw error
  }
  return []
}

describe('the configuration', () => {
  it('needs nothing for practice: loopback, port 3978, the embedded database', () => {
    const config = readConfig({})
    expect(config).toMatchObject({
      port: 3978,
      host: '127.0.0.1',
      dataDirectory: '.data',
      cancellationPolicy: 'article',
    })
    expect(config.teams).toBeUndefined()
  })

  it('takes an empty variable as one that is not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' }).port).toBe(3978)
  })

  it.each([
    ['PORT', '70000'],
    ['PORT', 'abc'],
    ['DATABASE_URL', 'mysql://x'],
    ['PUBLIC_URL', 'desk.example.com'],
    ['DESK_ENCRYPTION_KEY', 'too short'],
    ['MicrosoftAppId', 'not a guid'],
    ['ALLOWED_TENANTS', 'contoso.com'],
    ['ALLOWED_TENANTS', `${teams.MicrosoftAppTenantId},*`],
    ['ALLOWED_TENANTS', ','],
    ['TEAMS_SERVICE_HOSTS', 'https://smba.teams.example.com/'],
    ['TEAMS_SERVICE_HOSTS', '*.teams.example.com'],
    ['TEAMS_SERVICE_HOSTS', 'com'],
    ['TEAMS_FILE_HOSTS', 'https://files.example.com'],
    ['DOWNLOAD_HOSTS', 'https://download.microsoft.com'],
    ['DOWNLOAD_HOSTS', '*.microsoft.com'],
    ['DOWNLOAD_HOSTS', 'download.microsoft.com:8443'],
    ['DOWNLOAD_HOSTS', 'com'],
    ['EMBEDDED_KEYS', 'yes'],
    ['CANCELLATION_POLICY', '2023'],
    ['DIRECTORY', 'entra'],
    ['PARTNER_CENTER', 'real'],
    ['PARTNER_CENTER_CLIENT_ID', 'desk'],
    ['PARTNER_CENTER_SECRET_ENDS', '31.5.2027'],
    ['LOG_LEVEL', 'loud'],
    ['NODE_ENV', 'prod'],
  ])('refuses %s=%s in one line that names it and gives an example, and never shows the value', (name, value) => {
    const line = mistakesOf({ [name]: value }).find((mistake) => mistake.includes(name))
    expect(line).toContain('for example')
    if (name === 'DESK_ENCRYPTION_KEY') expect(line).not.toContain(value)
  })

  it('takes lists with commas, with blanks or without, in any letters', () => {
    const given = ' 00000000-0000-4000-8000-00000000000B,11111111-1111-4111-8111-111111111111 ,'
    const config = readConfig({
      ALLOWED_TENANTS: given,
      TEAMS_SERVICE_HOSTS: 'Smba.Teams.Example.com,smba.other.example',
    })
    expect(config.allowedTenants).toEqual([teams.MicrosoftAppTenantId, '11111111-1111-4111-8111-111111111111'])
    expect(config.serviceHosts).toEqual(['smba.teams.example.com', 'smba.other.example'])
    expect(readConfig({})).toMatchObject({ allowedTenants: undefined, serviceHosts: [] })
  })

  it('tells all mistakes at once', () => {
    expect(mistakesOf({ PORT: 'x', LOG_LEVEL: 'x', CANCELLATION_POLICY: 'x' })).toHaveLength(3)
  })

  it('takes whole Teams credentials and then listens beyond loopback', () => {
    const config = readConfig(teams)
    expect(config.teams).toMatchObject({ appType: 'SingleTenant', appId: teams.MicrosoftAppId })
    expect(config.host).toBe('0.0.0.0')
    expect(config.publicUrl).toBe('https://desk.example.com')
  })

  it.each(['MicrosoftAppPassword', 'MicrosoftAppTenantId', 'PUBLIC_URL', 'DESK_ENCRYPTION_KEY', 'MicrosoftAppId'])(
    'refuses Teams credentials without %s',
    (name) => {
      const { [name as keyof typeof teams]: _left, ...rest } = teams
      expect(mistakesOf(rest).join()).toContain(name)
    },
  )

  it.each([
    'http://desk.example.com',
    'https://desk.example.com/desk',
    'https://desk.example.com/?a=b',
    'https://somebody:secret@desk.example.com',
  ])('refuses Teams credentials with links to %s', (address) => {
    expect(mistakesOf({ ...teams, PUBLIC_URL: address }).join()).toContain('PUBLIC_URL must')
  })

  it('lets the links lead to a port of this machine when practising', () => {
    expect(readConfig({ PUBLIC_URL: 'http://localhost:8080/' }).publicUrl).toBe('http://localhost:8080')
  })

  const service = { PARTNER_CENTER_CLIENT_ID: teams.MicrosoftAppId, PARTNER_CENTER_CLIENT_SECRET: 'a client secret' }

  it('keeps Partner Center, the directory and Teams three choices, and asks for a client where one of them is Microsoft’s', () => {
    expect(readConfig({})).toMatchObject({ partnerCenter: 'embedded', directory: 'desk', service: undefined })
    expect(mistakesOf({ PARTNER_CENTER: 'rest' })).toHaveLength(3)
    expect(mistakesOf({ DIRECTORY: 'graph' }).join()).toContain('PARTNER_CENTER_CLIENT_ID')
    expect(
      readConfig({
        DIRECTORY: 'graph',
        ...service,
        DESK_ENCRYPTION_KEY: key,
        PARTNER_CENTER_SECRET_ENDS: '2027-05-31',
      }),
    ).toMatchObject({
      partnerCenter: 'embedded',
      directory: 'graph',
      standIn: true,
      service: {
        cloud: 'global',
        practises: false,
        client: { id: teams.MicrosoftAppId, secret: 'a client secret' },
        secretEnds: new Date('2027-05-31T00:00:00Z'),
      },
    })
  })

  it('takes a certificate instead of a client secret', () => {
    const { PARTNER_CENTER_CLIENT_ID } = service
    const given = { PARTNER_CENTER: 'rest', PARTNER_CENTER_CLIENT_ID, PARTNER_CENTER_CERTIFICATE: '/etc/desk.pem' }
    expect(readConfig({ ...given, DESK_ENCRYPTION_KEY: key }).service?.client).toEqual({
      id: teams.MicrosoftAppId,
      certificateFile: '/etc/desk.pem',
    })
  })

  it('needs no client for a stand-in on this machine, and takes none elsewhere without https', () => {
    const { service: practising } = readConfig({ PARTNER_CENTER: 'rest', PARTNER_CENTER_URL: 'http://127.0.0.1:4010/' })
    expect(practising).toMatchObject({ practises: true, standIn: 'http://127.0.0.1:4010' })
    expect(mistakesOf({ PARTNER_CENTER: 'rest', PARTNER_CENTER_URL: 'http://[::1]:4010' })).toEqual([])
    const real = { PARTNER_CENTER: 'rest', PARTNER_CENTER_URL: 'http://[::1]:4010' }
    expect(readConfig(real).cancellationPolicy).toBe('dated')
    expect(readConfig({ ...real, CANCELLATION_POLICY: 'article' }).cancellationPolicy).toBe('article')
    for (const address of ['http://partner.example.com', 'ftp://127.0.0.1', 'https://a:b@partner.example.com'])
      expect(mistakesOf({ PARTNER_CENTER: 'rest', PARTNER_CENTER_URL: address }).join()).toContain(
        'PARTNER_CENTER_URL must',
      )
    expect(mistakesOf({ PARTNER_CENTER: 'rest', PARTNER_CENTER_URL: 'https://partner.example.com' })).toHaveLength(3)
  })

  it('has a row of the README for every variable, and no other', () => {
    const told = [...readFileSync('README.md', 'utf8').matchAll(/^\| (`[^|]+?) +\|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    )
    expect(told.toSorted()).toEqual(Object.keys(variables).toSorted())
  })

  it('needs no password for a managed identity', () => {
    const { MicrosoftAppPassword: _left, ...rest } = teams
    expect(mistakesOf({ ...rest, MicrosoftAppType: 'UserAssignedMSI' })).toEqual([])
  })

  it('never practises in production, and never beyond loopback', () => {
    expect(mistakesOf({ NODE_ENV: 'production' }).join()).toContain('MicrosoftAppId')
    expect(mistakesOf({ HOST: '0.0.0.0' }).join()).toContain('loopback only')
    expect(mistakesOf({ HOST: '::1' })).toEqual([])
  })
})
