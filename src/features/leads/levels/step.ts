import { In } from 'typeorm'
import { friendlyTime } from '../../../kit/zone.js'
import { Lead, LeadEvent } from '../../../store/index.js'
import { may } from '../../permissions.js'
import { refuse } from '../../refuse.js'
import { type Batch, type Step, said, type Turn } from '../../step.js'
import { nameOf, WITH_NAMES } from '../name.js'
import { actorNames } from './actors.js'
import { readLevelCommand } from './command.js'
import { levelHistory } from './history.js'

const commandOf = (turn: Turn) => (turn.staff && turn.group.kind !== 'owners' ? readLevelCommand(said(turn)) : null)

/** 级别记录 12: who changed the level of a lead, from what to what, when and why. */
export const levelStep: Step = async (batch) => {
  const codes = batch.turns.flatMap((turn) => commandOf(turn)?.code ?? [])
  if (!codes.length) return (_turn, next) => next()
  const leads = await batch.db.find(Lead, { where: { code: In(codes) }, ...WITH_NAMES })
  const events = await batch.db.find(LeadEvent, {
    where: { leadId: In(leads.map(({ id }) => id)) },
    order: { at: 'ASC', id: 'ASC' },
  })
  const names = await actorNames(batch.db, levelHistory(events))

  return (turn, next) => {
    const command = commandOf(turn)
    if (command) {
      const lead = leads.find(({ code }) => code === command.code)
      const own = events.filter(({ leadId }) => leadId === lead?.id)
      const allowed = may(turn.staff, 'leads.read')
      const text = allowed
        ? lead
          ? historyText(batch, lead, own, names)
          : batch.say('leads.no_such')
        : refuse(batch, turn, { needs: 'leads.read' })
      turn.replies.push({ rank: 0, text })
    }
    next()
  }
}

function historyText(
  { say, dealer }: Batch,
  lead: Lead,
  events: readonly LeadEvent[],
  names: ReadonlyMap<string, string>,
): string {
  const lines = levelHistory(events).map(({ at, from, to, actor, why, reason }) =>
    say('leads.level_line', {
      ...{ at: friendlyTime(at, dealer.zone, dealer.locale), from: from ?? '—', to },
      by:
        names.get(actor) ??
        // The bot goes by what customers say; whoever has no name was in no chat of ours.
        say(why === 'words' ? 'leads.level_bot' : 'leads.level_left'),
      why: reason ?? say(`leads.level_why.${why}`),
    }),
  )
  return [say('leads.level_history', { code: lead.code, name: nameOf(lead), level: lead.level }), ...lines].join('\n')
}
