import { DAY, HOUR } from '../../kit/clock.js'
import { Member } from '../../store/index.js'
import { type Batch, displayName, roomOf, type Step, type Turn } from '../step.js'
import { checkCard, suggestCard } from './check-card.js'

/** Greets newcomers, and looks at the name card when they report in and when they change it. */
export const onboardingStep: Step = async (batch) => (turn, next) => {
  const prefix = turn.group.settings.cardPrefix
  if (turn.group.kind === 'owners' && !turn.exempt) {
    if (turn.event.type === 'join') greet(batch, turn, prefix)
    if (turn.event.type === 'message') reportIn(batch, turn, prefix)
    if (turn.event.type === 'joinRequest') announceRequest(batch, turn, turn.event.answer)
    if (turn.event.type === 'card' && prefix) recheck(batch, turn, prefix)
  }
  next()
}

function greet(batch: Batch, turn: Turn, prefix: string | undefined): void {
  const { member, group } = turn
  const text = batch.say(prefix ? 'onboarding.welcome' : 'onboarding.welcome_plain', {
    name: displayName(member),
    example: prefix && suggestCard(member.nickname || displayName(member), prefix),
  })
  batch.send(
    turn,
    group,
    { type: 'say', room: roomOf(group), text, mentions: [member.externalId] },
    { priority: 'reply', dedupe: `onboarding:welcome:${member.id}:${member.joinedAt}`, lifetime: HOUR },
  )
  batch.audit(turn, 'onboarding.greeted', { member: member.id })
}

/** Nobody is let in or refused by a machine: the staff hear who asks, and what they answered. */
function announceRequest(batch: Batch, turn: Turn, answer: string): void {
  const text = batch.say('onboarding.request', {
    name: displayName(turn.member),
    group: turn.group.name,
    answer: answer || '—',
  })
  batch.tellStaff(turn, text, { dedupe: `onboarding:request:${turn.group.id}:${turn.event.id}` })
  batch.audit(turn, 'onboarding.requested', { member: turn.member.id })
}

/** 报到: the first message after joining. The card's verdict is kept as it was then. */
function reportIn(batch: Batch, turn: Turn, prefix: string | undefined): void {
  const { member } = turn
  if (member.joinedAt === null || member.reportedAt !== null) return
  const fault = prefix ? checkCard(member.card || member.nickname, prefix) : null
  member.reportedAt = turn.event.at
  member.cardOk = prefix ? fault === null : null
  batch.writes.update(Member, member)
  batch.audit(turn, 'onboarding.reported', { member: member.id, cardFault: fault })
  turn.replies.push({
    rank: 2,
    text: fault
      ? batch.say(`onboarding.card_${fault}`, { example: suggestCard(member.nickname || member.card, prefix ?? '') })
      : batch.say('onboarding.reported'),
  })
}

function recheck(batch: Batch, turn: Turn, prefix: string): void {
  if (turn.event.type !== 'card' || checkCard(turn.member.card, prefix)) return
  const wasWrong = checkCard(turn.event.oldCard ?? '', prefix)
  if (!wasWrong) return
  batch.send(
    turn,
    turn.group,
    {
      type: 'say',
      room: roomOf(turn.group),
      text: batch.say('onboarding.card_thanks', { name: displayName(turn.member) }),
      mentions: [turn.member.externalId],
    },
    { priority: 'reply', dedupe: `onboarding:card:${turn.member.id}:${Math.floor(turn.now / DAY)}`, lifetime: HOUR },
  )
}
