import { HOUR } from '../kit/clock.js'
import { publicName } from './public-name.js'
import { roomOf, type Step } from './step.js'

/** The bot answers a message at most once, with the most urgent thing that a step wants to say. */
export const replyStep: Step = async (batch) => (turn, next) => {
  const reply = [...turn.replies].sort((one, other) => one.rank - other.rank)[0]
  if (reply) {
    const { member, group, event } = turn
    const inGroup = group.kind !== 'private'
    const text = inGroup && group.kind === 'owners' ? `@${publicName(batch.say, member)} ${reply.text}` : reply.text
    const action = {
      type: 'say' as const,
      room: roomOf(group),
      text,
      mentions: inGroup ? [member.externalId] : [],
      replyTo: event.id,
      buttons: reply.buttons,
      secret: reply.secret,
    }
    batch.send(turn, group, action, {
      priority: 'reply',
      dedupe: `reply:${reply.dedupe ?? turn.messageId}`,
      lifetime: HOUR,
    })
  }
  next()
}
