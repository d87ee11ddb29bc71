import { In, IsNull } from 'typeorm'
import { SECOND } from '../../kit/clock.js'
import { Sanction } from '../../store/index.js'
import type { Step } from '../step.js'

/** A person lets a muted member speak again: our mute is over too, and is told as taken back. */
export const muteLiftedStep: Step = async (batch) => {
  const lifted = batch.turns.filter(({ event }) => event.type === 'mute' && event.seconds === 0)
  if (!lifted.length) return (_turn, next) => next()
  const mutes = await batch.db.find(Sanction, {
    where: { type: 'mute', undoneAt: IsNull(), violation: { memberId: In(lifted.map((turn) => turn.member.id)) } },
    relations: { violation: true },
  })
  return (turn, next) => {
    if (lifted.includes(turn))
      for (const { violation, ...mute } of mutes) {
        const runs = mute.at <= turn.event.at && turn.event.at < mute.at + mute.seconds * SECOND
        if (!runs || violation?.memberId !== turn.member.id) continue
        batch.writes.update(Sanction, { ...mute, undoneAt: turn.event.at })
        batch.audit(turn, 'rules.lifted', { violation: violation.id })
      }
    next()
  }
}
