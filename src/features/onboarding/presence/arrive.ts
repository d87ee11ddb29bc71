import { JoinRequest } from '../../../store/index.js'
import type { Turn } from '../../step.js'
import { judgeArrival } from './judge.js'
import { requestAbout } from './load.js'
import { type Around, actorOf, answerButtons, mayBring, setPresence, tell } from './tell.js'

/** We are in a group that we were not in before: for good, or until a colleague says so. */
export function arrive(around: Around, turn: Turn): void {
  const { batch, requests, isStaffBound } = around
  const { group, event } = turn
  // Whoever speaks in a group need not be who brought us there.
  const byStaff = mayBring(turn) && event.type === 'botJoined'
  const last = requestAbout(requests, turn)?.state
  const why = judgeArrival({ group, byStaff, isStaffBound, last })
  if (why === 'known' || why === 'asked_before') return
  batch.audit(turn, why === 'by_stranger' ? 'presence.asked' : 'presence.arrived', { group: group.id, why })
  if (why === 'by_stranger') ask(around, turn)
  else welcome(around, turn, why === 'ours_before')
}

function welcome(around: Around, turn: Turn, isBack: boolean): void {
  const { say } = around.batch
  setPresence(around, turn, 'here')
  const by = actorOf(turn)
  const key = isBack ? 'back' : by === undefined ? 'arrived' : 'arrived_by'
  tell(around, turn, say(`presence.${key}`, { group: turn.group.name, by }), `presence:here:${turn.messageId}`)
}

function ask(around: Around, turn: Turn): void {
  const { batch, requests, nextCode } = around
  const { group, member, event } = turn
  setPresence(around, turn, 'invited')
  const code = nextCode()
  requests.unshift(
    batch.writes.insert(JoinRequest, {
      id: batch.ids(),
      code,
      kind: 'brought_in',
      groupId: group.id,
      memberId: member.id,
      request: '',
      place: group.externalId,
      answer: group.name,
      askedAt: event.at,
      state: 'open',
      decidedBy: null,
    }),
  )
  const by = actorOf(turn) ?? batch.say('presence.somebody')
  const text = batch.say('presence.brought_in', { code, by, group: group.name })
  tell(around, turn, text, `presence:asked:${turn.messageId}`, answerButtons(batch, code))
}
