import type { Context, Session } from 'koishi'
import { until } from '../../channels/until.js'

/** Remembers what a Koishi app hears, before its own commands and middlewares look at it. */
export function ears(app: Context) {
  const heard: Session[] = []
  app.on('internal/session', (session) => void heard.push(session))
  return (type: string, fits: (session: Session) => boolean) =>
    until(() => heard.find((session) => session.type === type && fits(session)), type)
}
