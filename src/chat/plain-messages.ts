import type { Activity, Middleware } from 'botbuilder'

/**
 * Teams takes a message's text for Markdown unless it is told otherwise, and then `[click](https://…)` in a name is a link. The
 * desk's messages have no markup of their own: cards have what is laid out.
 */
export const plainMessages: Middleware = {
  async onTurn(context, next) {
    context.onSendActivities(async (_context, activities, send) => {
      for (const activity of activities) makePlain(activity)
      return send()
    })
    context.onUpdateActivity(async (_context, activity, update) => {
      makePlain(activity)
      return update()
    })
    await next()
  },
}

function makePlain(activity: Partial<Activity>): void {
  if (activity.text) activity.textFormat = 'plain'
}
