import type { Lead } from '../../store/index.js'
import { may } from '../permissions.js'
import { refuse } from '../refuse.js'
import type { Batch, Turn } from '../step.js'

/**
 * The refusal when a lead is somebody else's. Nobody's lead is open to all, and whoever may do anything with leads may
 * always; `team`: whoever works on it beside its owner, too.
 */
export function notYours(
  batch: Batch,
  turn: Turn,
  { claimedBy, helpers, code }: Lead,
  whose: 'owner' | 'team',
): string | null {
  if (!may(turn.staff, 'leads.work')) return refuse(batch, turn, { needs: 'leads.work' })
  const name = turn.staff?.name ?? ''
  const isMine = claimedBy === name || (whose === 'team' && helpers?.includes(name))
  if (claimedBy === null || isMine || may(turn.staff, 'leads.any')) return null
  return refuse(batch, turn, batch.say('leads.not_yours', { code, by: claimedBy }))
}
