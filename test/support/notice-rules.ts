import type { LinkRules } from '../../src/workflow/links/link-watch.ts'
import { firstNoticePolicy } from '../../src/workflow/notices/notice-policy.ts'

/** What holds for links and for windows until a global admin says otherwise. */
export const firstLinkRules: LinkRules = { ...firstNoticePolicy.links, since: {} }
export const firstWindowRules = { ...firstNoticePolicy.windows, since: {} }
