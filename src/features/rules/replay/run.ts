import { MoreThan } from 'typeorm'
import { DAY } from '../../../kit/clock.js'
import { clip } from '../../../kit/cut-text.js'
import { friendlyTime } from '../../../kit/zone.js'
import { type Db, Group, type Job, Member, Message, type ReplayHit, RuleReplay } from '../../../store/index.js'
import type { Understand } from '../../../understanding/meaning.js'
import type { JobDeps } from '../../job-deps.js'
import { displayName } from '../../step.js'
import { tellStaffRooms } from '../../tell-staff.js'
import type { Thresholds } from '../judge.js'
import { type PastWord, replayRules, SHOWN } from './replay.js'

interface Deps extends JobDeps {
  understand: Understand
  thresholds: Thresholds
}

const MOST_MESSAGES = 50_000

/** Replays the rules over the last days of a group, keeps the result for a person to judge, and tells the staff. */
export async function runReplay(deps: Deps, { groupId, days }: Job['payload']): Promise<void> {
  const { store, ids, understand, thresholds, now } = deps
  const group = await store.transaction((db) => db.findOneBy(Group, { id: String(groupId) }))
  if (!group) return
  const words = await store.transaction((db) => wordsOfCustomers(db, group, now - Number(days) * DAY))
  // Reading a month takes seconds: nobody's message waits for that.
  const found = await replayRules(words, understand, thresholds)
  const row = { id: ids(), groupId: group.id, at: now, days: Number(days), messages: words.length, ...found }
  await store.transaction(async (db) => {
    await db.insert(RuleReplay, row)
    await tellStaffRooms(db, { text: report(deps, group, row), dedupe: `rules:replay:${row.id}`, now, ids })
  })
}

async function wordsOfCustomers(db: Db, { id: groupId }: Group, since: number): Promise<PastWord[]> {
  const members = await db.findBy(Member, { groupId })
  const known = new Map(members.map((member) => [member.externalId, member]))
  const messages = await db.find(Message, {
    where: { groupId, type: 'message', sentAt: MoreThan(since) },
    order: { sentAt: 'DESC', id: 'DESC' },
    take: MOST_MESSAGES,
  })
  return messages.reverse().flatMap(({ id, sentAt, text, details }) => {
    const member = known.get(details.sender.id)
    return text && member && !member.staff && member.role === 'member'
      ? [{ messageId: id, at: sentAt, name: displayName(member), text }]
      : []
  })
}

function report(
  { say, dealer }: Deps,
  { name }: Group,
  { days, messages, hits, misses }: Omit<RuleReplay, 'group'>,
): string {
  const line =
    (key: 'replay_hit' | 'replay_miss') =>
    ({ rule, name: who, quote, at, score }: ReplayHit, n: number) =>
      say(`rules.${key}`, {
        number: n + 1,
        rule: say(`rules.${rule}.name`),
        name: who,
        quote: clip(quote),
        time: friendlyTime(at, dealer.zone, dealer.locale),
        percent: Math.round(score * 100),
      })
  const counts = [...new Set(hits.map(({ rule }) => rule))].map((rule) =>
    say('rules.replay_count', {
      rule: say(`rules.${rule}.name`),
      number: hits.filter((hit) => hit.rule === rule).length,
    }),
  )
  return [
    say('rules.replay_title', { name, days, messages, number: hits.length }),
    ...counts,
    ...hits.slice(0, SHOWN).map(line('replay_hit')),
    ...(hits.length ? [say('rules.replay_ask')] : []),
    ...(misses.length ? [say('rules.replay_misses'), ...misses.map(line('replay_miss'))] : []),
  ].join('\n')
}
