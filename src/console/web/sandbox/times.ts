const GAP_MS = 5 * 60_000

/** Whether the time is shown above a post: after a pause, as messengers do. */
export const isAfterPause = (at: number, previous: number | undefined) =>
  previous === undefined || at - previous > GAP_MS

export interface Style {
  locale: string
  /** The browser's own without one. */
  timeZone?: string | undefined
}

/** Today only the hour, in this year without the year. */
export function formatTime(at: number, { locale, timeZone }: Style, now: number): string {
  const dayOf = (instant: number) => new Intl.DateTimeFormat('en-CA', { timeZone }).format(instant)
  const [day, today] = [dayOf(at), dayOf(now)]
  const date: Intl.DateTimeFormatOptions = { month: 'long', day: 'numeric' }
  if (day.slice(0, 4) !== today.slice(0, 4)) date.year = 'numeric'
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }
  return new Date(at).toLocaleString(locale, day === today ? time : { ...date, ...time })
}
