import { maskPhones } from '../../kit/chinese/phone.js'
import { MINUTE } from '../../kit/clock.js'
import { type Batch, displayName, type Step, said, type Turn } from '../step.js'

const HELP = /^(?:帮助|菜单|怎么用|help|\/help|\?|？)$/i

/** Help for the staff, and a kind word to whoever writes to the bot in private. */
export const staffStep: Step = async (batch) => (turn, next) => {
  if (turn.staff && turn.group.kind !== 'owners' && HELP.test(said(turn).trim()))
    turn.replies.push({ rank: 0, text: batch.say('staff.help') })
  const answered = turn.replies.some((reply) => reply.rank === 0)
  if (turn.group.kind === 'private' && !turn.exempt && turn.event.type === 'message' && !answered) receive(batch, turn)
  if (turn.event.type === 'friendRequest' && !turn.exempt) tellOfRequest(batch, turn, turn.event.words)
  next()
}

/** The bot accepts nobody by itself unless it was told to: a person has to, on the bot's phone. */
function tellOfRequest(batch: Batch, turn: Turn, words: string): void {
  const text = batch.say('staff.friend_request', { name: displayName(turn.member), words: words || '—' })
  batch.tellStaff(turn, text, { dedupe: `staff:friend:${turn.group.accountId}:${turn.event.id}` })
  batch.audit(turn, 'staff.friend_request', { member: turn.member.id })
}

/** In private nobody else reads along, so every word reaches a person. */
function receive(batch: Batch, turn: Turn): void {
  const every = Math.floor(turn.now / (30 * MINUTE))
  turn.replies.push({
    rank: 2,
    text: batch.say('staff.private_received'),
    dedupe: `private:${turn.member.id}:${every}`,
  })
  if (turn.meaning?.topic !== 'none') return
  const text = batch.say('staff.private_message', { name: displayName(turn.member), quote: maskPhones(said(turn)) })
  batch.tellStaff(turn, text, { dedupe: `staff:private:${turn.messageId}` })
}
