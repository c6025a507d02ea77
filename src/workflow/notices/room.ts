import type { PersonalChatsRepository } from '../../chat/personal-chats.repository.ts'
import type { SharedChatsRepository } from '../../chat/shared-chats.repository.ts'
import type { Ground } from '../../commerce/ground.ts'
import { morningsRepository } from './mornings.repository.ts'
import { morningsService } from './mornings.service.ts'
import { noticePolicyRepository } from './notice-policy.repository.ts'
import { noticePolicyService } from './notice-policy.service.ts'
import { noticeWishesRepository } from './notice-wishes.repository.ts'
import { noticeWishesService } from './notice-wishes.service.ts'
import { noticesRepository } from './notices.repository.ts'
import { noticesService } from './notices.service.ts'
import { Places } from './places.ts'

/** Where people are told. */
export interface Chats {
  readonly personalChats: PersonalChatsRepository
  readonly sharedChats: SharedChatsRepository
}

/** What is to be told, to whom and when, and everybody's wishes about it. */
export function noticesRoom(ground: Ground, { personalChats, sharedChats }: Chats) {
  const noticesKept = noticesRepository(ground)
  const wishesKept = noticeWishesRepository(ground)
  const notices = noticesService(ground, noticesKept)
  const places = new Places(personalChats, sharedChats)
  return {
    notices,
    noticesKept,
    wishesKept,
    places,
    wishes: noticeWishesService(ground, wishesKept),
    mornings: morningsService(ground, morningsRepository(ground), notices, places),
    noticeRules: noticePolicyService(ground, noticePolicyRepository(ground)),
  }
}

export type NoticesRoom = ReturnType<typeof noticesRoom>
