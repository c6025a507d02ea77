import { expect, it } from 'vitest'
import { otherThanObjectId } from '../../src/directory/id-kinds.ts'

const id = '3f2b8c1e-7a54-4d0e-9b1c-52d1f0a6e7c3'

it.each([id, id.toUpperCase(), ` ${id}\n`, 'aaaaaaaa-0000-4000-8000-000000000001'])('%j is an object id', (given) => {
  expect(otherThanObjectId(given)).toBeUndefined()
})

it.each([
  ['', 'nothing'],
  ['   ', 'nothing'],
  ['00000000-0000-0000-0000-000000000000', 'the empty id'],
  ['29:1AbCdEfGh-xyz', "Teams' own id of a person (29:…)"],
  ['8:live:ann', "Teams' own id of a person"],
  [`8:orgid:${id}`, `the object id in it is ${id}`],
  ['28:c5900000-0000-4000-8000-000000000001', 'the id of a bot'],
  ['19:abc@thread.tacv2', 'the id of a chat'],
  ['a:1XyZ', 'the id of a chat'],
  ['ann@alpine.example', 'an e-mail address'],
  ['ann_gmail.com#EXT#@alpine.onmicrosoft.com', 'an e-mail address'],
  [id.replaceAll('-', ''), 'without its dashes'],
  [`{${id}}`, `more than an object id: that would be ${id}`],
  [`urn:uuid:${id}`, `that would be ${id}`],
  [`https://entra.microsoft.com/#view/user/${id}`, `that would be ${id}`],
  ['00000000-0000-0000-0000-0000000000020', 'almost an object id'],
  [id.slice(1), 'almost an object id'],
  ['alpine.onmicrosoft.com', 'a domain'],
  ['Ann', 'no id that is known here'],
  ['user-id-0', 'no id that is known here'],
  ['<Entra object id>', 'no id that is known here'],
])('%j is something else: %s', (given, words) => {
  expect(otherThanObjectId(given)).toContain(words)
})
