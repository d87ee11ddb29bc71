import { friendlyTime } from '../../../kit/zone.js'
import type { BotLeftEvent } from '../../../message/index.js'
import { JoinRequest } from '../../../store/index.js'
import type { Turn } from '../../step.js'
import { type Around, actorOf, setPresence, tell } from './tell.js'

/** We are in a group no more: nothing is sent there, and those who run it hear of it at once. */
export function depart(around: Around, turn: Turn, { disbanded, at }: BotLeftEvent, dropped: number): void {
  const { batch, requests } = around
  const { group } = turn
  const before = group.presence
  if (before === 'gone') return
  setPresence(around, turn, 'gone')
  for (const request of requests) {
    if (request.kind !== 'brought_in' || request.groupId !== group.id || request.state !== 'open') continue
    const { group: _, member: __, ...row } = Object.assign(request, { state: 'refused', decidedBy: 'left' })
    batch.writes.update(JoinRequest, row)
  }
  const by = actorOf(turn)
  batch.audit(turn, 'presence.left', { group: group.id, by: by === undefined ? null : turn.member.id, dropped })
  // A group that nobody agreed to is not missed.
  if (before === 'invited') return
  const time = friendlyTime(at, batch.dealer.zone, batch.dealer.locale)
  const key = disbanded ? 'disbanded' : by === undefined ? 'left' : 'removed'
  const lines = [
    batch.say(`presence.${key}`, { group: group.name, by, time }),
    ...(dropped ? [batch.say('presence.dropped', { number: dropped })] : []),
    ...(disbanded ? [] : [batch.say('presence.come_back')]),
  ]
  tell(around, turn, lines.join('\n'), `presence:left:${turn.messageId}`)
}
