import type { Ground } from '../../commerce/ground.ts'
import { chatOpeningsRepository } from './chat-openings.repository.ts'
import { chatOpeningsService } from './chat-openings.service.ts'
import { morningsRepository } from './mornings.repository.ts'
import { morningsService } from './mornings.service.ts'
import { noticePolicyRepository } from './notice-policy.repository.ts'
import { noticePolicyService } from './notice-policy.service.ts'
import { noticeWishesRepository } from './notice-wishes.repository.ts'
import { noticeWishesService } from './notice-wishes.service.ts'
import { noticesRepository } from './notices.repository.ts'
import { noticesService } from './notices.service.ts'
import { type Chats, placesOf } from './places.ts'

/** What is to be told, to whom and when, and everybody's wishes about it. */
export function noticesRoom(ground: Ground, chats: Chats) {
  const noticesKept = noticesRepository(ground)
  const wishesKept = noticeWishesRepository(ground)
  const notices = noticesService(ground, noticesKept)
  const places = placesOf(chats)
  return {
    notices,
    noticesKept,
    wishesKept,
    places,
    openings: chatOpeningsService(ground, chatOpeningsRepository(ground), chats, notices),
    wishes: noticeWishesService(ground, wishesKept),
    mornings: morningsService(ground, morningsRepository(ground), notices, places),
    noticeRules: noticePolicyService(ground, noticePolicyRepository(ground)),
  }
}

export type NoticesRoom = ReturnType<typeof noticesRoom>
