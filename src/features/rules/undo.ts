import { HOUR, MINUTE, SECOND } from '../../kit/clock.js'
import { type Member, Sanction, type Violation } from '../../store/index.js'
import { publicName } from '../public-name.js'
import { type Batch, roomOf, type Turn } from '../step.js'

/**
 * Where nobody tells who muted, the end says whose it is: a mute that waits for its turn in the outbox begins, and ends, up
 * to so much later than it was decided.
 */
const LATEST = HOUR
const EARLIEST = MINUTE

type Mute = Pick<Sanction, 'at' | 'seconds'>

const endOf = ({ at, seconds }: Mute): number => at + seconds * SECOND

/**
 * How long a member has to stay silent (s) once the mutes `taken` are taken back, while our `others` stand: 0 lifts the
 * silence. null leaves it as it is: it is over, or it is a person's. `account` is ours.
 */
export function silenceLeft(
  { mutedUntil, mutedBy, account }: Pick<Member, 'mutedUntil' | 'mutedBy'> & { account: string | null },
  { taken, others }: { taken: readonly Mute[]; others: readonly Mute[] },
  now: number,
): number | null {
  if (!taken.some((mute) => endOf(mute) > now)) return null
  const endsLike = (end: number) => (mute: Mute) => end >= endOf(mute) - EARLIEST && end <= endOf(mute) + LATEST
  const isOurs = (end: number) => (mutedBy ? mutedBy === account : [...taken, ...others].some(endsLike(end)))
  if (mutedUntil !== null && mutedUntil > now && !isOurs(mutedUntil)) return null
  return Math.max(0, ...others.map((mute) => Math.ceil((endOf(mute) - now) / SECOND)))
}

/** Takes back what followed from a violation: its points, the mute that still runs, and the public word. */
export function takeBack(
  batch: Batch,
  turn: Turn,
  violation: Violation,
  { own, others }: { own: readonly Sanction[]; others: readonly Sanction[] },
): void {
  for (const sanction of own) {
    const { violation: _violation, ...row } = Object.assign(sanction, { undoneAt: turn.now })
    batch.writes.update(Sanction, row)
  }
  const { group, member } = violation
  if (!group || !member) return
  const room = roomOf(group)
  const order = (what: string) => ({
    priority: 'rule' as const,
    dedupe: `rules:undo:${what}:${violation.id}`,
    lifetime: HOUR,
  })
  const taken = own.filter(({ type }) => type === 'mute')
  const silence = { ...member, account: group.account?.account ?? null }
  const seconds = silenceLeft(silence, { taken, others }, turn.now)
  if (seconds !== null)
    batch.send(turn, group, { type: 'mute', room, person: member.externalId, seconds }, order('mute'))
  // Whoever was told off in public is cleared in public.
  if (own.some((each) => each.type !== 'remind' && each.type !== 'ask_staff')) {
    const text = batch.say('rules.sorry', { name: publicName(batch.say, member) })
    batch.send(turn, group, { type: 'say', room, text, mentions: [member.externalId] }, order('say'))
  }
}
