import { HOUR } from '../../../kit/clock.js'
import type { InvitationEvent } from '../../../message/index.js'
import { type Group, JoinRequest, type Member } from '../../../store/index.js'
import { type Batch, displayName, roomOf, type Turn } from '../../step.js'
import { type Around, answerButtons, mayBring, tell } from './tell.js'

/** A request with where it was made and who made it. */
export type Asked = JoinRequest & { group: Group; member: Member }

/** Somebody asks us into a group: a colleague's word is enough, a stranger's is for a colleague to answer. */
export function hearInvitation(around: Around, turn: Turn, { request, group, at }: InvitationEvent): void {
  const { batch, requests, isStaffBound, nextCode } = around
  const why = mayBring(turn) ? 'by_staff' : isStaffBound ? null : 'nobody_bound'
  const code = nextCode()
  const name = group.name ?? group.id ?? batch.say('presence.some_group')
  const row = batch.writes.insert(JoinRequest, {
    id: batch.ids(),
    code,
    kind: 'invitation',
    groupId: turn.group.id,
    memberId: turn.member.id,
    request,
    place: group.id ?? null,
    answer: name,
    askedAt: at,
    state: why ? 'accepted' : 'open',
    decidedBy: why,
  })
  const asked = { ...row, group: turn.group, member: turn.member }
  requests.unshift(asked)
  batch.audit(turn, why ? 'presence.accepted' : 'presence.invited', { request: row.id, why })
  if (why) answerInvitation(batch, turn, asked, true)
  else ask(around, turn, code, name)
}

function ask(around: Around, turn: Turn, code: number, group: string): void {
  const { batch } = around
  const text = batch.say('presence.invited', { code, by: displayName(turn.member), group })
  tell(around, turn, text, `presence:invited:${turn.messageId}`, answerButtons(batch, code))
}

/** Tells the platform whether we come. */
export function answerInvitation(
  batch: Batch,
  turn: Turn,
  { id, request, group, member }: Asked,
  accept: boolean,
  reason?: string,
): void {
  batch.send(
    turn,
    group,
    { type: 'acceptInvitation', room: roomOf(group), person: member.externalId, request, accept, reason },
    { priority: 'reply', dedupe: `presence:answer:${id}`, lifetime: 24 * HOUR },
  )
}
