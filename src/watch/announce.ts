import { Between } from 'typeorm'
import { tellStaffRooms } from '../features/tell-staff.js'
import type { Dealer } from '../kit/dealer.js'
import type { Ids } from '../kit/ids.js'
import type { Say } from '../kit/texts.js'
import { friendlyTime } from '../kit/zone.js'
import type { Channel, ChannelKind } from '../message/index.js'
import { waiting } from '../outbox/index.js'
import { type Db, Job, jobRow, OutboxItem, writeRows } from '../store/index.js'
import type { Notice, Standing } from './judge.js'
import { TASKS, type Way } from './ways.js'

export interface Announcement {
  notice: Notice
  /** The account's id. */
  id: string
  channel: Pick<Channel, 'kind' | 'account'>
  /** How it stood before, and how it stands now. */
  before: Standing
  after: Standing
  /** Our accounts that can say it in their staff rooms. */
  through: readonly string[]
  /** The other ways that are configured. */
  ways: readonly Way[]
}

interface Deps {
  say: Say
  ids: Ids
  dealer: Dealer
  now: number
}

/** What goes out of the house when an account is down or up again. It holds no word and no name of a customer. */
export interface AlarmPayload extends Record<string, unknown> {
  event: `account.${Notice}`
  text: string
  channel: ChannelKind
  account: string
  state: Standing['state']
  problem: Standing['problem']
  /** Since when the account has not been online, and when this was written: ISO 8601, UTC. */
  since: string
  at: string
}

/** Puts the notice on every way to the staff, in the transaction that writes down how the account stands. */
export async function announce(db: Db, { notice, id, channel, ...given }: Announcement, deps: Deps): Promise<void> {
  const { before, after, through, ways } = given
  const { say, ids, dealer, now } = deps
  const since = after.downSince ?? before.downSince ?? now
  const why = after.problem ? say(`channels.problem.${after.problem}`) : say(`channels.state.${after.state}`)
  const sentence = say(`watch.${notice}`, {
    account: `${say(`channels.kind.${channel.kind}`)} ${channel.account}`,
    since: friendlyTime(since, dealer.zone, dealer.locale),
    why,
  })
  const rest = notice === 'up' ? await leftBehind(db, id, since, now) : { dropped: 0, waiting: 0 }
  const text = rest.dropped || rest.waiting ? `${sentence}\n${say('watch.left_behind', rest)}` : sentence
  const dedupe = `watch:${notice}:${id}:${now}`
  await tellStaffRooms(db, { text, dedupe, now, ids, accounts: through })
  const payload: AlarmPayload = {
    event: `account.${notice}`,
    text,
    channel: channel.kind,
    account: channel.account,
    state: after.state,
    problem: after.problem,
    since: new Date(since).toISOString(),
    at: new Date(now).toISOString(),
  }
  // One way's notices stay in order, so that nobody hears of an outage after its end.
  const jobs = ways.map((way) =>
    jobRow(ids(), TASKS[way], payload, { runAt: now, serialKey: TASKS[way], dedupeKey: `${TASKS[way]}:${dedupe}` }),
  )
  await writeRows(db, Job, jobs, 'ignore')
}

/** What became of the words that could not go out. */
async function leftBehind(db: Db, accountId: string, since: number, now: number) {
  return {
    dropped: await db.countBy(OutboxItem, { accountId, state: 'expired', expiresAt: Between(since, now) }),
    waiting: await db.countBy(OutboxItem, { accountId, state: waiting }),
  }
}
