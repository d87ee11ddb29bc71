import { HOUR } from '../../../kit/clock.js'
import { type Batch, displayName, roomOf, type Turn } from '../../step.js'
import { type Asked, answerInvitation } from './invitation.js'
import { setPresence } from './tell.js'

/** 同意 / 拒绝 to a group that somebody asked or brought us into. Answers what to tell the colleague. */
export function answerPresence(batch: Batch, turn: Turn, request: Asked, approve: boolean, reason?: string): string {
  const { say } = batch
  const { group, member, kind, answer } = request
  batch.audit(turn, approve ? 'presence.accepted' : 'presence.refused', { request: request.id })
  const names = { group: answer, name: displayName(member) }
  if (kind === 'invitation') {
    answerInvitation(batch, turn, request, approve, reason)
    return say(approve ? 'presence.will_come' : 'presence.will_not_come', names)
  }
  if (approve) {
    setPresence({ batch }, { ...turn, group }, 'here')
    return say('presence.stays', names)
  }
  if (!turn.can('leave', group)) return say('presence.leave_by_hand', names)
  const options = { priority: 'reply' as const, lifetime: 24 * HOUR }
  const room = roomOf(group)
  const farewell = { type: 'say' as const, room, text: say('presence.farewell') }
  batch.send(turn, group, farewell, { ...options, dedupe: `presence:farewell:${request.id}` })
  batch.send(turn, group, { type: 'leave', room }, { ...options, dedupe: `presence:leave:${request.id}` })
  return say('presence.leaves', names)
}
