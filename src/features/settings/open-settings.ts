import type { PersonalChatsRepository } from '../../chat/personal-chats.repository.ts'
import type { SharedChatsRepository } from '../../chat/shared-chats.repository.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import type { Clock } from '../../platform/clock.ts'
import type { ActivityService } from '../../workflow/activity/activity.service.ts'
import type { ApprovalPolicyService } from '../../workflow/approvals/approval-policy.service.ts'
import type { MorningsService } from '../../workflow/notices/mornings.service.ts'
import type { NoticePolicyService } from '../../workflow/notices/notice-policy.service.ts'
import type { NoticeWishesService } from '../../workflow/notices/notice-wishes.service.ts'
import { ChatMorningsService } from './chat-mornings.service.ts'
import { NoticeRulesService } from './notice-rules.service.ts'
import { OwnSettingsService } from './own-settings.service.ts'
import { PeopleService } from './people.service.ts'
import type { SettingsRooms } from './settings.dialog.ts'
import { SettingsService } from './settings.service.ts'

interface SettingsOptions {
  directory: Directory
  activity: ActivityService
  personalChats: PersonalChatsRepository
  sharedChats: SharedChatsRepository
  wishes: NoticeWishesService
  mornings: MorningsService
  policies: ApprovalPolicyService
  noticePolicies: NoticePolicyService
  clock: Clock
}

/** Joins what is set: by everybody for themselves, and by global admins for the partner. */
export function openSettings(options: SettingsOptions): SettingsRooms {
  const { directory, activity, personalChats, sharedChats, wishes, mornings, clock } = options
  return {
    own: new OwnSettingsService({ personalChats, wishes, mornings }),
    settings: new SettingsService({ policies: options.policies, sharedChats, directory }),
    noticeRules: new NoticeRulesService({ policies: options.noticePolicies, directory }),
    people: new PeopleService({ directory, activity, clock }),
    chatMornings: new ChatMorningsService({ sharedChats, mornings, directory, activity, clock }),
  }
}
