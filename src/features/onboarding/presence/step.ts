import { createCodes, JoinRequest } from '../../../store/index.js'
import type { Step, Turn } from '../../step.js'
import { arrive } from './arrive.js'
import { depart } from './depart.js'
import { hearInvitation } from './invitation.js'
import { dropWaiting, isStaffBound, loadDesks, loadRequests } from './load.js'
import type { Around } from './tell.js'

const OURS = new Set(['botJoined', 'botLeft', 'invitation'])

/** What happened before is older news than what we know; some platforms count in seconds. */
const isNews = ({ event, group }: Turn): boolean => event.at >= (group.presenceAt ?? 0)

/** Somebody speaks in a group that we took for left: nobody told of our return. */
const isBack = ({ group, event }: Turn): boolean =>
  group.presence === 'gone' && event.type === 'message' && event.at > (group.presenceAt ?? 0)

const concerns = (turn: Turn): boolean => turn.mode === 'live' && (OURS.has(turn.event.type) || isBack(turn))

/** Our own coming and going. In a group that a stranger brought us into, we hear and say nothing until a colleague agrees. */
export const presenceStep: Step = async (batch) => {
  const turns = batch.turns.filter(concerns)
  if (!turns.length) return ({ group }, next) => group.presence !== 'invited' && next()
  const around: Around = {
    batch,
    requests: await loadRequests(batch),
    isStaffBound: await isStaffBound(batch),
    desks: await loadDesks(batch),
    nextCode: await createCodes(batch.db, JoinRequest),
  }
  const leaving = turns.filter((turn) => turn.event.type === 'botLeft' && isNews(turn))
  const dropped = await dropWaiting(batch, leaving)

  return (turn, next) => {
    const { event, group, mode } = turn
    if (mode === 'history') return next()
    if (event.type === 'invitation') return hearInvitation(around, turn, event)
    if (event.type === 'botJoined') return isNews(turn) ? arrive(around, turn) : undefined
    if (event.type === 'botLeft')
      return isNews(turn) ? depart(around, turn, event, dropped.get(group.id) ?? 0) : undefined
    if (isBack(turn)) arrive(around, turn)
    if (group.presence !== 'invited') next()
  }
}
