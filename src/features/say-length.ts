import { HOUR, MINUTE } from '../kit/clock.js'
import type { Say } from '../kit/texts.js'

/** A length of time (ms) as people say it: 10 分钟, 2 小时. */
export function sayLength(say: Say, length: number): string {
  const minutes = Math.max(1, Math.round(length / MINUTE))
  const inHours = minutes % 60 === 0 || length >= 2 * HOUR
  return say(inHours ? 'lengths.hours' : 'lengths.minutes', { number: inHours ? Math.round(length / HOUR) : minutes })
}
