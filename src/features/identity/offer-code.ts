import { HOUR, MINUTE } from '../../kit/clock.js'
import { OneTimeCode } from '../../store/index.js'
import type { Turn } from '../step.js'
import { accountIn, answer, type Desk, spend } from './desk.js'
import { issueCode } from './issue.js'
import { mustWait } from './judge.js'

export const CODE_MINUTES = 10
const MOST_ASKED_AN_HOUR = 5

/** Answers the sender with a code of their own. The newest one counts, and only so many an hour are given. */
export function offerCode(
  desk: Desk,
  turn: Turn,
  { purpose, name = null }: { purpose: 'link' | 'login'; name?: string | null },
): string {
  const { batch, vault, codes } = desk
  const mine = codes.filter((code) => code.purpose === purpose && code.memberId === turn.member.id)
  const lately = mine.filter((code) => code.createdAt > turn.now - HOUR)
  if (lately.length >= MOST_ASKED_AN_HOUR || mustWait(desk.wrong, accountIn(turn), turn.now))
    return answer(desk, 'too_often')
  for (const older of mine) if (older.state === 'open') spend(desk, older, 'void')
  const about = { purpose, name, memberId: turn.member.id }
  const { code, row } = issueCode(about, { vault, ids: batch.ids, now: turn.now, lifetime: CODE_MINUTES * MINUTE })
  codes.push(batch.writes.insert(OneTimeCode, row))
  return answer(desk, `${purpose}_code`, { code, minutes: CODE_MINUTES })
}
