import type { Ids } from '../../kit/ids.js'
import type { Say } from '../../kit/texts.js'
import { Correction, type Db, type Store } from '../../store/index.js'
import { tellStaffRooms } from '../tell-staff.js'

/** Shares of 1: F1 for any lead and for any violation, accuracy for topics. */
export interface Quality {
  leads: number
  violations: number
  topics: number
}

export interface Change<T> {
  before: T
  after: T
}

/** What came of learning: the model that answers now against the one that was made. */
export interface LearningReport {
  /** Version of the new model. */
  version: string
  corrections: number
  /** How many of the corrected messages are answered as the staff say. */
  corrected: Change<number>
  /** The same of those that neither model had learnt when it was asked, `of` so many. */
  unseen: Change<number> & { of: number }
  /** On messages that nothing was ever learnt from. */
  heldOut: Change<Quality>
}

/** A loss that is no more than noise on some 800 messages. */
const TOLERANCE = 0.01

/** Why the new model must not take over; null when it may. */
export function refuse({ corrected, unseen, heldOut }: LearningReport): 'held_out' | 'corrected' | 'unseen' | null {
  const { before, after } = heldOut
  const worse = (['leads', 'violations', 'topics'] as const).some((each) => after[each] < before[each] - TOLERANCE)
  if (worse) return 'held_out'
  if (corrected.after < corrected.before) return 'corrected'
  return unseen.after < unseen.before ? 'unseen' : null
}

const percent = (share: number) => (share * 100).toFixed(1)

/** The report in words, with the figures before and after. */
export function describeLearning(say: Say, report: LearningReport): string {
  const { corrected, unseen, heldOut, corrections, version } = report
  const refused = refuse(report)
  const figures = (['leads', 'violations', 'topics'] as const).map((each) =>
    say(`learning.${each}`, { before: percent(heldOut.before[each]), after: percent(heldOut.after[each]) }),
  )
  return [
    refused ? say(`learning.refused.${refused}`) : say('learning.taken', { version }),
    say('learning.corrected', { ...corrected, of: corrections }),
    say('learning.unseen', { ...unseen }),
    say('learning.held_out'),
    ...figures,
  ].join('\n')
}

export const readCorrections = (db: Db): Promise<Correction[]> =>
  db.find(Correction, { order: { at: 'ASC', id: 'ASC' } })

/** Learns from corrections in the background. */
export interface Learner {
  /** Up to when corrections are learnt, UTC epoch ms; 0 when the model that answers knows none. */
  learntUntil(): number
  /** Makes a model of all corrections, and lets it answer unless it is worse. Throws `training_failed`. */
  learn(corrections: readonly Correction[]): Promise<LearningReport>
}

interface Deps {
  store: Store
  learner: Learner
  ids: Ids
  say: Say
  now: number
}

/** Fewer than these are not worth a new model. */
const LEAST_NEW = 5

/** At night, when enough was corrected: learns, and tells the staff what came of it. */
export async function learnAtNight({ store, learner, ids, say, now }: Deps): Promise<void> {
  const corrections = await store.transaction(readCorrections)
  const until = learner.learntUntil()
  if (corrections.filter((each) => each.at > until).length < LEAST_NEW) return
  const report = await learner.learn(corrections)
  const text = describeLearning(say, report)
  await store.transaction((db) => tellStaffRooms(db, { text, dedupe: `learning:${now}`, now, ids }))
}
