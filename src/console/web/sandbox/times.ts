const GAP_MS = 5 * 60_000
const DAY_MS = 86_400_000

/** Whether the time is shown above a post: after a pause, as messengers do. */
export const isAfterPause = (at: number, previous: number | undefined) =>
  previous === undefined || at - previous > GAP_MS

/** Today only the hour, in this year without the year. */
export function formatTime(at: number, locale: string, now: number): string {
  const then = new Date(at)
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hour12: false }
  if (now - at < DAY_MS && new Date(now).getDate() === then.getDate()) return then.toLocaleTimeString(locale, time)
  const year: Intl.DateTimeFormatOptions = new Date(now).getFullYear() === then.getFullYear() ? {} : { year: 'numeric' }
  return then.toLocaleString(locale, { ...year, month: 'long', day: 'numeric', ...time })
}
