import { api } from './api.ts'
import { prepareCards } from './card-view.ts'
import { DeskState } from './desk-state.ts'
import { Page } from './page.ts'
import { language, words } from './words.ts'

document.documentElement.lang = language
document.title = words.title
const [told] = await Promise.all([api.state(), prepareCards()])
await new Page(new DeskState(told), told.now).restore()
