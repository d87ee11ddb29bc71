import type { Correction } from '../../src/store/index.js'
import type { LeadKind, Meaning, Moderation, Topic } from '../../src/understanding/meaning.js'
import type { Labelled } from '../training/corpus.js'

export type Corrected = Pick<Correction, 'text' | 'about' | 'wrong' | 'right' | 'at'>

/** A corrected message with the labels that it should have. */
export interface Lesson extends Labelled {
  /** When it was corrected last, UTC epoch ms. */
  at: number
}

/**
 * Corrections, oldest first, as messages to learn: what `understand` says of each text, with every correction of it
 * applied in turn, so that one that was taken back is none.
 */
export function toLessons(
  corrections: readonly Corrected[],
  understand: (text: string) => Pick<Meaning, 'leads' | 'topic' | 'moderation'>,
): Lesson[] {
  const lessons = new Map<string, Lesson>()
  for (const correction of corrections) {
    const lesson = lessons.get(correction.text) ?? startOf(correction.text, understand)
    apply(lesson, correction)
    lessons.set(correction.text, lesson)
  }
  return [...lessons.values()]
}

function startOf(text: string, understand: (text: string) => Pick<Meaning, 'leads' | 'topic' | 'moderation'>): Lesson {
  const { leads, topic, moderation } = understand(text)
  return { text, leads: [...leads], topic, moderation, at: 0 }
}

function apply(lesson: Lesson, { about, wrong, right, at }: Corrected): void {
  lesson.at = at
  if (about === 'leads') {
    lesson.leads = lesson.leads.filter((kind) => kind !== wrong)
    if (right && !lesson.leads.includes(right as LeadKind)) lesson.leads.push(right as LeadKind)
  } else if (about === 'topic') lesson.topic = right as Topic
  else if (right) lesson.moderation = right as Moderation
  else if (lesson.moderation === wrong) lesson.moderation = 'clean'
}
