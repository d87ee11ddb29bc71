import type { LeadEvent } from '../../../store/index.js'

/** One change of a level: H, A, B or C, and who made it for what reason. */
export interface LevelChange {
  /** UTC ms */
  at: number
  /** null: what it was raised with. */
  from: string | null
  to: string
  /** `bot`, or the account of a colleague. */
  actor: string
  /** words: what the customer said · call: a call that graded it · hand: a colleague changed it. */
  why: 'words' | 'call' | 'hand'
  /** The words of the colleague, where they gave any. */
  reason: string | null
}

type Event = Pick<LeadEvent, 'at' | 'type' | 'actor' | 'details'>

const WHY: Partial<Record<LeadEvent['type'], LevelChange['why']>> = {
  raised: 'words',
  evidence: 'words',
  graded: 'call',
  level: 'hand',
}

/** How the level of a lead went, oldest first, out of its history. */
export function levelHistory(events: readonly Event[]): LevelChange[] {
  const changes: LevelChange[] = []
  for (const { at, type, actor, details } of events) {
    const why = WHY[type]
    const to = details.to ?? details.level
    const before = changes.at(-1)?.to
    const from = (details.from as string | undefined) ?? before ?? null
    if (!why || typeof to !== 'string' || to === from) continue
    changes.push({ at, from, to, actor, why, reason: typeof details.reason === 'string' ? details.reason : null })
  }
  return changes
}
