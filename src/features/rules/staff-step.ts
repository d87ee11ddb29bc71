import { In, IsNull, MoreThan } from 'typeorm'
import { HOUR } from '../../kit/clock.js'
import { Message, Sanction, Violation } from '../../store/index.js'
import { loadScope } from '../owner-groups.js'
import { may } from '../permissions.js'
import { refuse } from '../refuse.js'
import { type Batch, displayName, type Step, said, type Turn } from '../step.js'
import { act } from './act.js'
import { readRuleCommand } from './command.js'
import { loadEsteem } from './esteem.js'
import { type Rule, rungFor, type Standing, standingOf } from './ladder.js'
import { takeBack } from './undo.js'

/** 误判 / 违规 by staff: takes a sanction back, or lets a case under review have its consequences. */
export const rulesStaffStep: Step = async (batch) => {
  const codes = batch.turns.flatMap((turn) => (turn.staff ? (readRuleCommand(said(turn))?.code ?? []) : []))
  if (!codes.length) return (_turn, next) => next()
  const violations = await batch.db.find(Violation, {
    where: { code: In(codes) },
    relations: { member: true, group: { account: true } },
  })
  const sanctions = await batch.db.find(Sanction, {
    where: [
      { violationId: In(violations.map((each) => each.id)), undoneAt: IsNull() },
      // What else keeps them silent.
      { type: 'mute', violation: { memberId: In(violations.map((each) => each.memberId)) }, undoneAt: IsNull() },
    ],
    relations: { violation: true },
  })
  const { covers } = await loadScope(batch)
  const members = violations.flatMap(({ member }) => member ?? [])
  const esteemOf = await loadEsteem(batch.db, members)
  const standing = await batch.db.findBy(Violation, {
    memberId: In(members.map(({ id }) => id)),
    state: 'standing',
    expiresAt: MoreThan(Math.min(...batch.turns.map((turn) => turn.now))),
  })
  /** Those of the same rule that stand beside it. */
  const others = ({ id, memberId, rule }: Violation, now: number) =>
    standing.filter(
      (each) => each.memberId === memberId && each.rule === rule && each.id !== id && each.expiresAt > now,
    )
  const messages = await batch.db.findBy(Message, { id: In(violations.flatMap(messagesOf)) })
  /** What was done about a violation, and the mutes that the same member has for another. */
  const sanctionsOf = ({ id, memberId }: Violation) => {
    const standing = sanctions.filter(({ undoneAt }) => undoneAt === null)
    const others = standing.filter(
      ({ type, violationId, violation }) => type === 'mute' && violationId !== id && violation?.memberId === memberId,
    )
    return [standing.filter(({ violationId }) => violationId === id), others] as const
  }

  return (turn, next) => {
    const command = turn.staff && readRuleCommand(said(turn))
    if (!command) return next()
    const violation = violations.find((each) => each.code === command.code && covers(turn, each.groupId))
    const answer = (key: string) => reply(batch, turn, batch.say(key, { code: command.code }))
    if (!may(turn.staff, 'rules.decide')) reply(batch, turn, refuse(batch, turn, { needs: 'rules.decide' }))
    else if (!violation) answer('rules.no_such')
    else if (violation.state === 'undone') answer('rules.undone_before')
    else if (command.type === 'undo') {
      const [own, others] = sanctionsOf(violation)
      undo(batch, turn, violation, { own, others })
      answer(own.some((each) => each.type === 'remove') ? 'rules.undone_removed' : 'rules.undone')
    } else if (command.type === 'keep') answer(keep(batch, turn, violation))
    else if (violation.state === 'standing') answer('rules.confirmed_before')
    else {
      const said = messages.filter((each) => messagesOf(violation).includes(each.id)).map((each) => each.externalId)
      const { member } = violation
      const reputation = member ? standingOf(member, esteemOf(member), turn.now) : 'known'
      confirm(batch, turn, violation, said, { earlier: others(violation, turn.now).length, reputation })
      standing.push(violation)
      answer('rules.confirmed')
    }
    next()
  }
}

/** Said in an owner group, it is answered among the staff: the members need not know who was suspected. */
function reply(batch: Batch, turn: Turn, text: string): void {
  if (turn.group.kind === 'owners') batch.tellStaff(turn, text, { dedupe: `reply:${turn.messageId}` })
  else turn.replies.push({ rank: 0, text })
}

const messagesOf = ({ messageId, pieces }: Violation) => [...(pieces ?? []), messageId]

function undo(batch: Batch, turn: Turn, violation: Violation, sanctions: Parameters<typeof takeBack>[3]): void {
  const wasStanding = violation.state === 'standing'
  save(batch, Object.assign(violation, { state: 'undone', undoneBy: turn.member.externalId }))
  batch.audit(turn, 'rules.undone', { violation: violation.id })
  if (wasStanding) takeBack(batch, turn, violation, sanctions)
}

/** A person has looked at an appeal and lets the sanction stand; the member hears so in private. */
function keep(batch: Batch, turn: Turn, { id, code, rule, appealedAt, group, member }: Violation): string {
  if (appealedAt === null || !group || !member) return 'rules.no_appeal'
  batch.audit(turn, 'rules.kept', { violation: id })
  const room = { id: member.externalId, kind: 'private' as const, name: displayName(member) }
  const text = batch.say('rules.appeal_kept', { rule: batch.say(`rules.${rule}.name`) })
  batch.send(
    turn,
    group,
    { type: 'say', room, text },
    { priority: 'reply', dedupe: `rules:kept:${code}`, lifetime: HOUR },
  )
  return 'rules.kept'
}

/** A person has seen that it is one: from here on the ladder decides, as it does when the bot is sure by itself. */
function confirm(
  batch: Batch,
  turn: Turn,
  violation: Violation,
  said: readonly string[],
  { earlier, reputation }: { earlier: number; reputation: Standing },
): void {
  save(batch, Object.assign(violation, { state: 'standing' }))
  batch.audit(turn, 'rules.confirmed', { violation: violation.id })
  const { group, member } = violation
  if (!group || !member) return
  const rung = rungFor(violation.rule as Rule, earlier, reputation, group.settings)
  act(batch, turn, { violation, group, member, said }, rung)
}

/** Relations are for reading: the row is written without them. */
function save(batch: Batch, violation: Violation): void {
  const { member: _member, group: _group, ...row } = violation
  batch.writes.update(Violation, row as Violation)
}
