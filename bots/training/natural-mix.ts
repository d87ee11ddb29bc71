import type { Labelled } from './corpus.js'

/** How often each kind of message comes in a real group, in a hundred. The corpus has far more leads and violations. */
export const NATURAL_MIX = { lead: 7, violation: 4, question: 24, chatter: 65 }
export type Kind = keyof typeof NATURAL_MIX

export function kindOf({ leads, topic, moderation }: Pick<Labelled, 'leads' | 'topic' | 'moderation'>): Kind {
  return leads.length ? 'lead' : moderation !== 'clean' ? 'violation' : topic !== 'none' ? 'question' : 'chatter'
}

/** For how many messages one of each kind has to count, so that these messages are in the natural mix. */
export function naturalWeights(messages: Labelled[]): Record<Kind, number> {
  const counts: Record<Kind, number> = { lead: 0, violation: 0, question: 0, chatter: 0 }
  for (const message of messages) counts[kindOf(message)]++
  const weight = (kind: Kind) => ((NATURAL_MIX[kind] / 100) * messages.length) / counts[kind]
  return {
    lead: weight('lead'),
    violation: weight('violation'),
    question: weight('question'),
    chatter: weight('chatter'),
  }
}
