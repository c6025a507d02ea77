import { isGuid } from '../platform/guid.ts'

const guidInside = /(?<![0-9a-f-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f-])/i

/** What somebody gave where an Entra object id is wanted, in words; undefined when it is one, or could be. */
export function otherThanObjectId(given: string): string | undefined {
  const id = given.trim()
  if (id === '') return 'nothing'
  if (isGuid(id)) return /^[0-]+$/.test(id) ? 'the empty id, which nobody has' : undefined
  const inside = guidInside.exec(id)?.[0]
  if (/^8:orgid:/i.test(id) && inside !== undefined)
    return `Teams' own id of a person: the object id in it is ${inside}`
  if (/^(?:29|8):/.test(id)) return "Teams' own id of a person (29:…), which is another one for each bot"
  if (/^28:/.test(id)) return 'the id of a bot (28:…)'
  if (/^(?:19|a|48):/.test(id)) return 'the id of a chat'
  if (/^[^\s@]+@[^\s@]+$/.test(id)) return 'an e-mail address or user principal name'
  if (/^[0-9a-f]{32}$/i.test(id)) return 'an object id without its dashes'
  if (inside !== undefined) return `more than an object id: that would be ${inside}`
  if (/^[0-9a-f]+(?:-[0-9a-f]+){3,}$/i.test(id)) return 'almost an object id: it has 8, 4, 4, 4 and 12 digits'
  if (/^(?:[\w-]+\.)+[a-z]{2,}$/i.test(id)) return 'a domain'
  return 'no id that is known here'
}
