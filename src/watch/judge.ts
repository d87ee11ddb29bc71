import { HOUR, SECOND } from '../kit/clock.js'
import type { ChannelProblem, ChannelState } from '../message/index.js'
import type { AccountState } from '../store/index.js'

/** An outage as short as this is none: lines break, and heal by themselves. */
const ALARM_AFTER = 60 * SECOND
/** An account is back when it has stayed online for so long; one that comes and goes is not. */
const BACK_AFTER = 30 * SECOND
const AGAIN_AFTER = 6 * HOUR

/** What the staff have to hear of an account. */
export type Notice = 'down' | 'still_down' | 'up'

export type Standing = Pick<AccountState, 'state' | 'since' | 'problem' | 'downSince' | 'alarmedAt'>

/** What a look at a channel shows. */
export interface Sight {
  state: ChannelState
  problem: ChannelProblem | null
}

/** At a start everything is still to come; an outage that the staff were told of goes on. */
export function atStart(before: Standing | undefined, now: number): Standing {
  const told = before?.alarmedAt ? before : undefined
  return {
    state: 'offline',
    since: now,
    problem: null,
    downSince: told?.downSince ?? now,
    alarmedAt: told?.alarmedAt ?? null,
  }
}

/**
 * How an account stands after a look at it, and what the staff have to be told.
 * @param canTell whether any way to the staff is open but the account itself; an alarm waits until there is one
 */
export function judge(before: Standing, sight: Sight, now: number, canTell: boolean) {
  const after: Standing = { ...before, ...sight, since: sight.state === before.state ? before.since : now }
  let notice: Notice | null = null
  if (sight.state !== 'online') {
    after.downSince = before.downSince ?? now
    if (canTell && before.alarmedAt === null && now - after.downSince >= ALARM_AFTER) notice = 'down'
    if (canTell && before.alarmedAt !== null && now - before.alarmedAt >= AGAIN_AFTER) notice = 'still_down'
    if (notice) after.alarmedAt = now
  } else if (before.downSince !== null && now - after.since >= BACK_AFTER) {
    if (before.alarmedAt !== null) notice = 'up'
    after.downSince = null
    after.alarmedAt = null
  }
  return { after, notice }
}
