import { describe, expect, it } from 'vitest'
import { teamsAttachments } from '../../src/chat/teams-attachments.ts'
import { teamsHosts } from '../../src/chat/teams-hosts.ts'

const token = async () => 'Bearer of-the-desk'
const inTeams = teamsAttachments(token, [...teamsHosts, 'smba.teams.example.com'], undefined)
const practised = teamsAttachments(
  async () => undefined,
  teamsHosts,
  () => 'http://127.0.0.1:3978',
)

const view = 'v3/attachments/0-eus-d1-abc123/views/original'

describe("a picture at Teams' Connector", () => {
  it.each([
    `https://smba.trafficmanager.net/${view}`,
    `https://smba.trafficmanager.net/amer/${view}`,
    `https://smba.trafficmanager.net/emea/11111111-1111-4111-8111-111111111111/${view}`,
    `https://smba.infra.gcc.teams.microsoft.com/teams/${view}`,
    `https://smba.infra.gov.teams.microsoft.us/gcch/${view}`,
    `https://smba.teams.example.com/kr/${view}`,
    'https://SMBA.trafficmanager.net/amer/v3/attachments/0-eus%2Dd1/views/thumbnail',
  ])('is fetched with the token: %s', async (url) => {
    expect(inTeams.has(new URL(url))).toBe(true)
    expect(await inTeams.authorization(new URL(url))).toBe('Bearer of-the-desk')
  })

  it.each([
    `http://smba.trafficmanager.net/amer/${view}`,
    `https://smba.trafficmanager.net:8443/amer/${view}`,
    `https://smba.trafficmanager.net.evil.example/amer/${view}`,
    `https://evil.example/amer/${view}`,
    `https://smba.trafficmanager.net@evil.example/amer/${view}`,
    `https://user:pass@smba.trafficmanager.net/amer/${view}`,
    `https://smba.trafficmanager.net/amer/${view}?to=https://evil.example`,
    `https://smba.trafficmanager.net/amer/${view}#x`,
    'https://smba.trafficmanager.net/amer/v3/conversations/19:x@thread.tacv2/members',
    'https://smba.trafficmanager.net/amer/v3/attachments/a/views/../../../conversations',
    'https://smba.trafficmanager.net/amer/v3/attachments/a',
    'https://smba.trafficmanager.net/amer/v3/attachments/a/views/',
    'https://eu-api.asm.skype.com/v1/objects/0-weu-d1/views/imgo',
    'https://graph.microsoft.com/v1.0/chats/x/messages/1/hostedContents/a/$value',
    `http://127.0.0.1:3978/practice/connector/${view}`,
    'https://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'data:image/png;base64,AAAA',
  ])('is nowhere else: %s', (url) => {
    expect(inTeams.has(new URL(url))).toBe(false)
  })

  it('is on this machine where Teams is practised', async () => {
    const there = new URL(`http://127.0.0.1:3978/practice/connector/${view}`)
    expect(practised.has(there)).toBe(true)
    expect(await practised.authorization(there)).toBeUndefined()
    expect(practised.has(new URL(`http://127.0.0.1:3979/practice/connector/${view}`))).toBe(false)
    expect(practised.has(new URL('http://127.0.0.1:3978/practice/connector/v3/conversations/a/members'))).toBe(false)
  })
})
