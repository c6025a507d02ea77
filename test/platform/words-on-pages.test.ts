import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

/** Words of features are drawn by cards and by pages of the tab alike. */
const files = ['src/features', 'src/workflow'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.text.ts'))
    .map((file) => path.join(folder, file)),
)

/** What says that it stands on a card, or in a chat. */
const placed =
  /\b(?:this|the) card\b|\bin this chat\b|\btold here\b|[此该]卡片|卡片会显示|이 카드|카드[가에]|此聊天|이 채팅/i

/** Those that cards alone have: of a channel's copy, of the check, of files that are sent in the chat, and of an old Teams. */
const ofCards = [
  ...['buttonsForApprovers', 'checkGoesOn', 'howToAdd', 'elsewhere'],
  ...['activity-log.teams-keeps-answers', 'keys.teams-too-old', 'support.teams-keeps-answers'],
]

it('words that a page draws too do not say that they stand on a card or in a chat', () => {
  const found = files.flatMap((file) => {
    let key = ''
    return readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line) => {
        key = /^\s*'?([\w.-]+)'?:/.exec(line)?.[1] ?? key
        const isComment = /^\s*(?:\/?\*|\/\/)/.test(line)
        return !isComment && placed.test(line) && !ofCards.includes(key) ? [`${file}: ${key}: ${line.trim()}`] : []
      })
  })
  expect(found).toEqual([])
})
